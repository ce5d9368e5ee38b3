"""Switching a product off, on every platform that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._mapping import ON_SALE, platforms_of

if TYPE_CHECKING:
    from ._client import Client
    from ._products import Products
    from ._reply import Json

DEACTIVATE = "/product/202309/products/deactivate"
TIKTOK_SHOP = "TIKTOK_SHOP"
SWITCHED_OFF = (
    "it takes no stock of 0 here, so the whole product was switched off, lest something is sold that is not there; "
    "switch it on in Seller Center when there is stock"
)
STILL_ON = "it takes no stock of 0 here and could not be switched off ({}); do it in Seller Center now"


class OnSale:
    """What takes products off the shelf; only a person puts them back, who may have had other reasons too."""

    def __init__(self, client: Client, products: Products) -> None:
        self._client = client
        self._products = products

    def switch_off(self, product_id: str) -> str:
        """Take a product off sale and return what to tell the owner; one that is off already stays so."""
        product = self._products.detail(product_id)
        asked = _where_on_sale(product) if product else None
        if asked is None:
            return SWITCHED_OFF
        try:
            answer = self._client.post(DEACTIVATE, {"product_ids": [product_id], **asked}, is_urgent=True).checked()
        except Refused as refused:
            return STILL_ON.format(refused.values["reason"])
        failed = [str(error.get("message", error)) for error in answer.rows("errors")]
        return STILL_ON.format("; ".join(failed)) if failed else SWITCHED_OFF


def _where_on_sale(product: Json) -> Json | None:
    """Return how a call names the platforms that show a product ({} outside Indonesia), None if none do."""
    others = platforms_of(product)
    is_here = (product.get("status") or product.get("product_status")) == ON_SALE
    places = [TIKTOK_SHOP] * is_here + [name for name, status in others.items() if status == ON_SALE]
    if not places:
        return None
    return {"listing_platforms": places} if others else {}
