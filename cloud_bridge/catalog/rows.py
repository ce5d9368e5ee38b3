"""What the feed says of the catalogue (the table in docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.catalog.models import Barcode, Category, Product, TaxClass, Variant
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Goods = TaxClass | Category | Product | Variant | Barcode


def tax_class_rows(tax_class: TaxClass) -> list[Row]:
    """Return what tills are told about a tax class."""
    return [_row(tax_class, "tax_class", tax_class.key, {"name": tax_class.name, "taxes": tax_class.taxes})]


def category_rows(category: Category) -> list[Row]:
    """Return what tills are told about a category."""
    data = {"name": category.name, "color": category.color, "picture": category.picture, "rank": category.rank}
    return [_row(category, "category", category.key, data)]


def product_rows(product: Product) -> list[Row]:
    """Return what tills are told about a product itself."""
    return [_row(product, "product", product.key, {"name": product.name})]


def variant_rows(variant: Variant) -> list[Row]:
    """Return what tills are told about a variant: how it is shown, and its price."""
    product = variant.product
    data = {
        "product": product.key,
        "sku": variant.sku,
        "name": str(variant),
        "unit": variant.unit,
        "tax_class": product.tax_class.key,
        "category": product.category.key if product.category else "",
        "picture": product.picture,
        "rank": product.rank,
        "favourite": product.is_favourite,
    }
    price = {"price_minor": variant.price_minor}
    return [_row(variant, "variant", variant.key, data), _row(variant, "price", variant.key, price)]


def barcode_rows(barcode: Barcode) -> list[Row]:
    """Return what tills are told about a barcode."""
    return [_row(barcode, "barcode", barcode.gtin, {"variant": barcode.variant_id})]


def rows(merchant_key: str) -> Iterator[Row]:
    """Return everything the feed should say of a merchant's catalogue."""
    for tax_class in TaxClass.objects.filter(merchant=merchant_key):
        yield from tax_class_rows(tax_class)
    for category in Category.objects.filter(merchant=merchant_key):
        yield from category_rows(category)
    for product in Product.objects.filter(merchant=merchant_key):
        yield from product_rows(product)
    yield from _variants(merchant=merchant_key)
    for barcode in Barcode.objects.filter(merchant=merchant_key):
        yield from barcode_rows(barcode)


def connect() -> None:
    """Publish the catalogue from now on."""
    watch(
        lambda thing: thing.merchant_id,
        {
            TaxClass: Source(tax_class_rows, lambda tax_class: _variants(product__tax_class=tax_class)),
            Category: Source(category_rows, lambda category: _variants(product__category=category)),
            Product: Source(product_rows, lambda product: _variants(product=product)),
            Variant: Source(variant_rows),
            Barcode: Source(barcode_rows),
        },
    )


def _variants(**which: Any) -> Iterable[Row]:
    found = Variant.objects.filter(**which).select_related("product__tax_class", "product__category")
    for variant in found:
        yield from variant_rows(variant)


def _row(thing: Goods, table: str, key: str, data: dict[str, Any]) -> Row:
    return Row(thing.merchant_id, table, key, data)
