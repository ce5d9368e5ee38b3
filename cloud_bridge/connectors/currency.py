"""What a shop's prices are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES

from .errors import Refused

if TYPE_CHECKING:
    from appliance.core.money import Currency


def currency_of(market: str, code: str) -> Currency:
    """Return the currency with this code; raises Refused for one that Lapak does not know."""
    if code not in CURRENCIES:
        raise Refused(market=market, reason=f"currency {code} is not one that Lapak knows")
    return CURRENCIES[code]
