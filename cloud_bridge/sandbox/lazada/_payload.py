"""The payload of a write: XML or JSON, read into the same words."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from ._errors import ApiError

MANY = ("Sku", "Image", "MultiWarehouseInventory")


def product_of(payload: str) -> dict[str, Any]:
    """Return what stands under Request and Product; parts that there may be many of are lists."""
    try:
        if payload.lstrip().startswith("{"):
            product = json.loads(payload)["Request"]["Product"]
        else:
            root = fromstring(payload)  # noqa: S314 - our own callers, on loopback
            product = _words(next(element for element in root if element.tag == "Product"))
    except (ParseError, ValueError, LookupError, StopIteration) as reason:
        raise ApiError("5", "E005: Invalid Request Format") from reason
    if not isinstance(product, dict):
        raise ApiError("30", "E030: Empty Request")
    return product


def skus_of(product: dict[str, Any], most: int) -> list[dict[str, Any]]:
    """Return the SKUs of a payload."""
    skus = (product.get("Skus") or {}).get("Sku") or []
    if not skus:
        raise ApiError("30", "E030: Empty Request")
    if len(skus) > most:
        raise ApiError("204", "E204: Too many SKU in one request")
    return list(skus)


def _words(element: Element) -> Any:
    if not len(element):
        return (element.text or "").strip()
    words: dict[str, Any] = {}
    for child in element:
        if child.tag in MANY:
            words.setdefault(child.tag, []).append(_words(child))
        else:
            words[child.tag] = _words(child)
    return words
