"""Couriers whom sellers choose themselves: which marketplace takes what of them, and whether that was typed right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.orders.rows import CHANNEL

if TYPE_CHECKING:
    from cloud_bridge.connectors.market import Market, OwnCourier
    from cloud_bridge.orders.models import Order

LONGEST = 60
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{3,}")


def market_of(order: Order) -> Market | None:
    """Return the marketplace that an order came from."""
    channel = Channel.objects.filter(key=order.origin.removeprefix(CHANNEL)).first()
    return MARKETS.get(channel.market) if channel else None


def checked(courier: OwnCourier, title: str, carrier: str, tracking: str) -> tuple[str, str]:
    """Return courier and number as they are kept, both "" where there is none; raises ValidationError.

    title: the marketplace's name.
    """
    carrier, tracking = " ".join(carrier.split()), " ".join(tracking.split())
    if not courier.carrier:
        carrier = ""
    if len(carrier) > LONGEST or len(tracking) > LONGEST:
        raise ValidationError(
            gettext("That is longer than %d characters: type the name and the number alone.") % LONGEST
        )
    if tracking and not NUMBER.fullmatch(tracking):
        text = gettext(
            "“%s” is no tracking number: type the letters and digits on the courier's receipt, at least four."
        )
        raise ValidationError(text % tracking)
    if carrier and courier.carrier_pattern and not re.fullmatch(courier.carrier_pattern, carrier):
        text = gettext("“%(typed)s” does not name a courier at %(market)s: %(help)s.")
        raise ValidationError(text % {"typed": carrier, "market": title, "help": gettext(courier.carrier_help)})
    if courier.needs_both and bool(carrier) != bool(tracking):
        text = gettext("%s wants courier and number, or neither where its own courier carries the parcel.")
        raise ValidationError(text % title)
    return carrier, tracking
