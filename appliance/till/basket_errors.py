"""What the basket refuses, told to the cashier."""

from __future__ import annotations

from appliance.core.errors import N_

from .errors import TillError


class ChoiceMissing(TillError):
    """Too few or too many choices of a group of modifiers."""

    code = "basket.choice"
    text = N_("Choose {group} for {name} first.")


class PriceMissing(TillError):
    """Something whose price is asked at the till."""

    code = "basket.price"
    text = N_("Type the price of {name}.")


class AgeUnknown(TillError):
    """Something that not everybody may buy."""

    code = "basket.age"
    text = N_("{name} is only for customers of {age} years and more. Ask first.")


class RightsMissing(TillError):
    """More of something scarce than this till may sell, and nobody can be asked."""

    code = "basket.rights"
    text = N_(
        "“{name}” is scarce, and this till may not sell more of it now. Ask at another till, or once it is online."
    )


class RightsAsked(TillError):
    """More of something scarce than this till may sell; more was asked for."""

    code = "basket.rights_asked"
    text = N_("“{name}” is scarce: this till may sell {left} of it now. More was asked for; try again in a moment.")


class ReasonMissing(TillError):
    """A price is changed for a reason."""

    code = "basket.reason"
    text = N_("Say why the price is another one.")


class CouponUnknown(TillError):
    """A coupon that no promotion takes."""

    code = "basket.coupon"
    text = N_("No promotion takes coupon {code} now.")
