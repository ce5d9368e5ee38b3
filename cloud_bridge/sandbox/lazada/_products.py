"""Reading the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ._errors import ApiError
from ._times import PRODUCT_DATE, given

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._shelf import Shelf
    from ._switches import Switches

MOST, DEEPEST = 50, 10_000
FOREVER_S = 1 << 40
# The base's words for what a product is; others stand as they are.
STATUS = {"NORMAL": "Active", "UNLIST": "InActive", "DELETED": "Deleted"}
FILTERS = {
    "all": "",
    "live": "Active",
    "inactive": "InActive",
    "deleted": "Deleted",
    "pending": "Pending QC",
    "rejected": "Rejected",
    "sold-out": "Active",
}
SORTED = {"updated": ("updated_at", 1), "latest": ("updated_at", -1), "id": ("item_id", 1)}


class Products:
    """What the shop's owner reads about products."""

    def __init__(self, store: Store, catalogue: Catalogue, shelf: Shelf, switches: Switches) -> None:
        self._store = store
        self._catalogue = catalogue
        self._shelf = shelf
        self._switches = switches

    def get(self, call: Call) -> dict[str, Any]:
        """GET /products/get: by status, by dates (both ends included), by seller's SKUs; the total is of products."""
        offset = call.number("offset", 0, ApiError("14", "E014: Invalid Offset"), DEEPEST)
        limit = call.number("limit", 20, ApiError("19", "E019: Invalid Limit"), MOST)
        wished = call.text("filter")
        if wished not in FILTERS:
            raise ApiError("36", "E036: Invalid status filter")
        first = given(call.params.get("update_after", ""), PRODUCT_DATE, 0)
        last = given(call.params.get("update_before", ""), PRODUCT_DATE, FOREVER_S)
        wanted = self._wanted(call.params.get("sku_seller_list", ""))
        column, direction = SORTED[self._switches.list_order]
        found = [
            item
            for item in sorted(self._catalogue.items(), key=lambda item: (direction * item[column], item["item_id"]))
            if first <= item["updated_at"] <= last and (wanted is None or item["item_id"] in wanted)
            and self._fits(item, wished)
        ]  # fmt: skip
        page = [self.shown(item) for item in found[offset : offset + limit]]
        return {"data": {"total_products": len(found), **({"products": page} if page else {})}}

    def item(self, call: Call) -> dict[str, Any]:
        """GET /product/item/get: by id; looking up by seller's SKU ended in 2023."""
        given_id = call.text("item_id")
        item = self._catalogue.item(int(given_id)) if given_id.isdigit() else None
        if item is None or item["status"] == "DELETED":
            raise ApiError("208", "E208: Item does not exist")
        shown = self.shown(item)
        if self._switches.detail_is_camel:
            for snake, camel in (
                ("item_id", "itemId"),
                ("updated_time", "updatedTime"),
                ("created_time", "createdTime"),
            ):
                shown[camel] = shown.pop(snake)
        return {"data": shown}

    def shown(self, item: Row) -> dict[str, Any]:
        """Return a product with its SKUs; prices have a point even where rupiah have none."""
        said = self._store.row("SELECT * FROM lazada_product WHERE item_id = ?", item["item_id"])
        status = STATUS.get(item["status"], item["status"])
        at_ms = str(item["updated_at"] * 1000)
        return {
            "item_id": item["item_id"],
            "created_time": at_ms,
            "updated_time": at_ms,
            "status": status,
            "subStatus": None,
            "primary_category": int(said["category"]) if said else 10002019,
            "images": json.loads(said["images"]) if said else [],
            "attributes": {**(json.loads(said["attributes"]) if said else {}), "name": item["name"]},
            "skus": [
                {
                    "SkuId": sku["variant_id"],
                    "SellerSku": sku["sku"],
                    "ShopSku": f"{item['item_id']}_ID-{sku['variant_id']}",
                    "Status": "active" if status == "Active" else "inactive",
                    "price": float(sku["price_minor"]),
                    "special_price": 0.0,
                    **({"saleProp": {"Variasi": sku["name"]}} if sku["name"] else {}),
                    **self._shelf.shown(sku),
                }
                for sku in self._catalogue.variants(item["item_id"])
            ],
        }

    def _wanted(self, skus: str) -> set[int] | None:
        if not skus:
            return None
        try:
            names = json.loads(skus)
        except ValueError as reason:
            raise ApiError("70", "E070: You have corrupt data in your sku seller list.") from reason
        return {row["item_id"] for row in self._catalogue.everything() if row["sku"] in names}

    def _fits(self, item: Row, wished: str) -> bool:
        if FILTERS[wished] not in ("", STATUS.get(item["status"], item["status"])):
            return False
        return wished != "sold-out" or not any(sku["stock"] for sku in self._catalogue.variants(item["item_id"]))
