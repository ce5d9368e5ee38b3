"""What a tile shows of a product, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.core.quantity import quantity_text
from appliance.till.stock import LOW_MILLI

from .text import _

if TYPE_CHECKING:
    from appliance.core.money import Currency
    from appliance.till.catalogue import Category, Variant
    from appliance.till.product import Product


@dataclass(frozen=True)
class Goods:
    """A product on its tile, or (with an icon) something else that stands among the products."""

    name: str
    price: str
    color: str
    picture: str
    in_cart: str
    mark: str
    is_out: bool = False  # nothing is left of it
    icon: str = ""


def unit_text(unit: str) -> str:
    """Return a unit as it follows a price: "/kg", or nothing for pieces."""
    return "" if unit == "pcs" else f"/{unit}"


def stock_text(variant: Variant, decimal: str) -> str:
    """Return a word on a stock that runs low, or nothing."""
    stock = variant.stock_milli
    limit = LOW_MILLI if variant.low_milli is None else variant.low_milli
    if stock is None or stock > max(limit, 0):
        return ""
    return _("{n} left", n=quantity_text(stock, decimal)) if stock > 0 else _("Sold out")


def goods_of(variant: Variant, category: Category | None, currency: Currency, in_cart_milli: int) -> Goods:
    """Return a product as its tile shows it."""
    price = _("Ask") if variant.open_price else currency.plain(variant.price_minor) + unit_text(variant.unit)
    return Goods(
        variant.name,
        price,
        category.color if category else "",
        variant.picture or (category.picture if category else ""),
        quantity_text(in_cart_milli, currency.decimal) if in_cart_milli else "",
        stock_text(variant, currency.decimal),
        variant.stock_milli is not None and variant.stock_milli <= 0,
    )


def goods_of_product(product: Product, category: Category | None, currency: Currency, in_cart_milli: int) -> Goods:
    """Return a product with several variants as its tile shows it: the lowest price, and whether anything is left."""
    first = product.variants[0]
    prices = sorted({variant.price_minor for variant in product.variants})
    price = currency.plain(prices[0])
    stocks = [variant.stock_milli for variant in product.variants]
    is_out = all(stock is not None and stock <= 0 for stock in stocks)
    return Goods(
        product.name,
        price if len(prices) == 1 else _("from {price}", price=price),
        category.color if category else "",
        first.picture or (category.picture if category else ""),
        quantity_text(in_cart_milli, currency.decimal) if in_cart_milli else "",
        _("Sold out") if is_out else "",
        is_out,
    )


def goods_of_category(category: Category) -> Goods:
    """Return a category as a tile that leads to it."""
    return Goods(category.name, "", category.color, category.picture, "", "", icon="category")
