"""Shopify's global ids and the plain numbers that Lapak keeps of them."""

from __future__ import annotations

PRODUCT, VARIANT, ORDER, LOCATION = "Product", "ProductVariant", "Order", "Location"


def to_gid(kind: str, number: str) -> str:
    """Return the global id of a number."""
    return f"gid://shopify/{kind}/{number}"


def to_number(gid: str) -> str:
    """Return what stands behind the last slash of a global id, without the parameters that some carry."""
    return gid.rpartition("/")[2].partition("?")[0]
