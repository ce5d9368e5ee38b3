"""Discounts in words, and the percents a shop gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.core.discount import Discount
    from appliance.core.money import Currency

PERCENTS = (5, 10, 15, 20, 25, 50)
PPM_PER_PERCENT = 10_000


def discount_text(discount: Discount | None, currency: Currency) -> str:
    """Return "−10 %" or "−5.000", or nothing for no discount."""
    if discount is None:
        return ""
    if discount.ppm:
        whole, rest = divmod(discount.ppm, PPM_PER_PERCENT)
        decimals = f"{currency.decimal}{rest * 100 // PPM_PER_PERCENT:02}".rstrip("0") if rest else ""
        return f"−{whole}{decimals} %"  # noqa: RUF001 - a real minus sign
    return "−" + currency.plain(discount.minor)  # noqa: RUF001
