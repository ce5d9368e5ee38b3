"""Discounts in words, and the percents a shop gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._signs import MINUS

if TYPE_CHECKING:
    from appliance.core.discount import Discount
    from appliance.core.money import Currency

PERCENTS = (5, 10, 15, 20, 25, 50)
PPM_PER_PERCENT = 10_000


def discount_text(discount: Discount | None, currency: Currency) -> str:
    """Return how much comes off, in percent or as an amount, or nothing for no discount."""
    if discount is None:
        return ""
    if discount.ppm:
        whole, rest = divmod(discount.ppm, PPM_PER_PERCENT)
        decimals = f"{currency.decimal}{rest * 100 // PPM_PER_PERCENT:02}".rstrip("0") if rest else ""
        return f"{MINUS}{whole}{decimals} %"
    return MINUS + currency.plain(discount.minor)
