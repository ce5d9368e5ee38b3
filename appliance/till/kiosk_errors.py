"""What a shopper at a self-checkout can be told; short, and never as if they had done wrong."""

from __future__ import annotations

from appliance.core.errors import N_

from .errors import TillError


class KioskError(TillError):
    """The base of what the self-checkout refuses."""

    code = "kiosk"


class KioskFull(KioskError):
    """More pieces than the owner lets through a self-checkout."""

    code = "kiosk.full"
    text = N_("This checkout takes up to {limit} items. Pay for these first, or go to a cashier.")


class KioskNotSold(KioskError):
    """Its price is not known without a cashier."""

    code = "kiosk.not_sold"
    text = N_("{name} is sold at the cashier's till. Please take it there.")


class KioskNotWeighed(KioskError):
    """Loose goods without the label of a scale."""

    code = "kiosk.not_weighed"
    text = N_("Weigh {name} first, then scan the label of the scale.")


class KioskCardLater(KioskError):
    """A gift card was scanned before there is anything to pay."""

    code = "kiosk.card_later"
    text = N_("Keep your gift card ready and scan it when you pay.")


class KioskPaying(KioskError):
    """A part is paid: what is in the cart stays as it is."""

    code = "kiosk.paying"
    text = N_("You are paying already. Finish paying, then scan the next items.")


class KioskWaits(KioskError):
    """An attendant looks at the cart now."""

    code = "kiosk.waits"
    text = N_("One moment, an attendant is looking at your basket.")
