"""What the stall sells: goods.csv and categories.csv as catalog.add_products takes them.

Company numbers 8990000… are nobody's; codes that begin with 21 are the base codes of labels from the stall's scale.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import Category, TaxClass
from cloud_bridge.database import writing
from cloud_bridge.demo._terms import add_modifiers, add_promotions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cloud_bridge.catalog.models import Variant
    from cloud_bridge.fleet.models import Merchant, Store

HERE = Path(__file__).parent


def _table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GOODS = _table("goods.csv")
CATEGORIES = _table("categories.csv")

# PPN is 12 % of 11/12 of the price before tax (PMK 131/2024); staple foods are free of it (PP 49/2022).
TAX_CLASSES: Mapping[str, tuple[str, list[dict[str, Any]]]] = {
    "ppn": (
        "PPN 12 % (11/12)",
        [{"key": "ppn", "name": "PPN", "rate_ppm": 120_000, "included": True, "base_num": 11, "base_den": 12}],
    ),
    "exempt": ("Bebas PPN", []),
}


def products() -> list[dict[str, Any]]:
    """Return the products with their variants, in the order of the shelves."""
    found: dict[str, dict[str, Any]] = {}
    for rank, row in enumerate(GOODS):
        product = found.setdefault(
            row["product"],
            {
                "name": row["product"],
                "tax_class": row["tax_class"],
                "category": row["category"],
                "picture": row["picture"],
                "rank": rank,
                "favourite": row["favourite"] == "yes",
                "open_price": row["open_price"] == "yes",
                "min_age": int(row["min_age"] or 0),
                "modifiers": [name for name in row["modifiers"].split("; ") if name],
                "options": [],
                "variants": [],
            },
        )
        chosen = [part.split(": ") for part in row["options"].split("; ") if part]
        for name, value in chosen:
            _option(product["options"], name, value)
        product["variants"].append(
            {
                "sku": row["sku"],
                "name": row["variant"],
                "unit": row["unit"],
                "price_minor": int(row["price"]),
                "barcodes": [row["barcode"]],
                "stock_milli": int(row["stock"]) * 1000,
                "options": [value for _, value in chosen],
            }
        )
    return list(found.values())


def _option(options: list[dict[str, Any]], name: str, value: str) -> None:
    """Add a value to an option of a product, and the option if it is new."""
    option = next((one for one in options if one["name"] == name), None)
    if option is None:
        option = {"name": name, "values": []}
        options.append(option)
    if value not in option["values"]:
        option["values"].append(value)


def load(merchant: Merchant, store: Store) -> list[Variant]:
    """Put everything into the merchant's catalogue and on the store's shelves; what is there already stays as it is."""
    with writing():
        for key, (name, taxes) in TAX_CLASSES.items():
            TaxClass.objects.get_or_create(merchant=merchant, key=key, defaults={"name": name, "taxes": taxes})
        for rank, row in enumerate(CATEGORIES):
            defaults = {"name": row["name"], "color": row["color"], "picture": row["picture"], "rank": rank}
            Category.objects.get_or_create(merchant=merchant, key=row["key"], defaults=defaults)
        add_modifiers(merchant)
        added = add_products(merchant.key, products(), store.key)
        add_promotions(merchant)
        return added
