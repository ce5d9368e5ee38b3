"""The stall's shop on a marketplace, as the sandbox is seeded with it."""

from __future__ import annotations

from typing import Any

from cloud_bridge.demo._goods import GOODS

MARKUP_PERCENT = 8  # what the marketplace costs is in its prices
STEP_MINOR = 100


def market_items() -> list[dict[str, Any]]:
    """Return about sixty SKUs as items, those of one product as its models; prices in whole rupiah."""
    by_product: dict[str, list[dict[str, str]]] = {}
    for row in GOODS:
        if row["online"]:
            by_product.setdefault(row["product"], []).append(row)
    return [_item(name, rows) for name, rows in by_product.items()]


def _item(name: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    models = [
        {"name": row["variant"], "sku": row["sku"], "price_minor": _price(row), "stock": int(row["stock"])}
        for row in rows
    ]
    if rows[0]["variant"]:
        return {"name": name, "image": rows[0]["picture"], "models": models}
    return {**models[0], "name": name, "image": rows[0]["picture"]}


def _price(row: dict[str, str]) -> int:
    return -(-int(row["price"]) * (100 + MARKUP_PERCENT) // (100 * STEP_MINOR)) * STEP_MINOR
