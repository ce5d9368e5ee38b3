"""What a tile shows of a product, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.core.quantity import quantity_text

from .text import _

if TYPE_CHECKING:
    from appliance.core.money import Currency
    from appliance.till.ports import Category, Variant

LOW_MILLI = 5_000


@dataclass(frozen=True)
class Goods:
    """A product on its tile."""

    variant: Variant
    name: str
    price: str
    color: str
    picture: str
    in_cart: str
    mark: str


def unit_text(unit: str) -> str:
    """Return a unit as it follows a price: "/kg", or nothing for pieces."""
    return "" if unit == "pcs" else f"/{unit}"


def stock_text(variant: Variant, decimal: str) -> str:
    """Return a word on a stock that runs low, or nothing."""
    stock = variant.stock_milli
    if stock is None or stock > LOW_MILLI:
        return ""
    return _("{n} left", n=quantity_text(stock, decimal)) if stock > 0 else _("Sold out")


def goods_of(variant: Variant, category: Category | None, currency: Currency, in_cart_milli: int) -> Goods:
    """Return a product as its tile shows it."""
    return Goods(
        variant,
        variant.name,
        currency.plain(variant.price_minor) + unit_text(variant.unit),
        category.color if category else "",
        variant.picture or (category.picture if category else ""),
        quantity_text(in_cart_milli, currency.decimal) if in_cart_milli else "",
        stock_text(variant, currency.decimal),
    )
