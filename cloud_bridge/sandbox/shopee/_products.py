"""The product calls: list, base info, models, stock and price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._errors import NotThere

from ._gate import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue

    from ._gate import Call
    from ._items import Items
    from ._switches import Switches

STATUSES = ("NORMAL", "BANNED", "UNLIST", "REVIEWING", "SELLER_DELETE", "SHOPEE_DELETE")
DELETED = ("SELLER_DELETE", "SHOPEE_DELETE")
MOST_ITEMS = 50
MOST_MODELS = 50


class Products:
    """What the shop's owner reads and writes about items."""

    def __init__(self, catalogue: Catalogue, items: Items, switches: Switches) -> None:
        self._catalogue = catalogue
        self._items = items
        self._switches = switches

    def get_item_list(self, call: Call) -> dict[str, Any]:
        """GET product/get_item_list."""
        offset, page_size = call.number("offset"), call.number("page_size")
        statuses = call.query.getlist("item_status")
        if not 1 <= page_size <= 100:
            raise ApiError("error_param", "page_size should be between 1 and 100.")
        if not statuses or any(status not in STATUSES for status in statuses):
            raise ApiError("error_param", "status is required.")
        if offset > self._switches.offset_limit:
            raise ApiError("error_param", "get items offset over limit, please use the next field")
        first, last = call.number("update_time_from", 0), call.number("update_time_to", 0)
        found = [
            item
            for item in self._catalogue.items()
            if item["status"] in statuses and first <= item["updated_at"] and (not last or item["updated_at"] <= last)
        ]
        page = found[offset : offset + page_size]
        has_next_page = offset + page_size < len(found)
        return {
            "item": [
                {"item_id": item["item_id"], "item_status": item["status"], "update_time": item["updated_at"]}
                for item in page
            ],
            "total_count": len(found),
            "has_next_page": has_next_page,
            "next_offset": offset + page_size if has_next_page else 0,
        }

    def get_item_base_info(self, call: Call) -> dict[str, Any]:
        """GET product/get_item_base_info: price and stock are absent when an item has models."""
        ids = call.many("item_id_list")
        if not 1 <= len(ids) <= MOST_ITEMS or not all(part.isdigit() for part in ids):
            raise ApiError("error_param", "item_id_list should be between 1 and 50.")
        items = [item for part in ids if (item := self._catalogue.item(int(part))) and item["status"] not in DELETED]
        if len(items) < len(ids) and self._switches.missing_is_error:
            raise ApiError("error_item_not_found", "Item_id is not found.")
        return {"item_list": [self._base_info(item) for item in items]}

    def get_model_list(self, call: Call) -> dict[str, Any]:
        """GET product/get_model_list."""
        item = self._catalogue.item(call.number("item_id"))
        if item is None or item["status"] in DELETED:
            raise ApiError("error_item_not_found", "Product not found")
        models = self._catalogue.variants(item["item_id"]) if item["has_variants"] else []
        return {
            "tier_variation": self._items.tiers(item["item_id"]),
            "model": [
                {
                    "model_id": model["variant_id"],
                    "model_sku": model["sku"],
                    "tier_index": self._items.place(model, at),
                    "model_status": "MODEL_NORMAL",
                    **self._shelf(model),
                }
                for at, model in enumerate(models)
            ],
        }

    def update_stock(self, call: Call) -> dict[str, Any]:
        """POST product/update_stock: absolute, each model for itself."""
        if self._switches.holiday:
            raise ApiError("error_holiday_mode_change_stock", "Cannot change stock in holiday mode.")
        return self._each_model(call, "stock_list", self._set_stock)

    def update_price(self, call: Call) -> dict[str, Any]:
        """POST product/update_price: locked while a promotion holds stock."""
        return self._each_model(call, "price_list", self._set_price)

    def _each_model(self, call: Call, under: str, change: Callable[[Row, dict[str, Any]], str]) -> dict[str, Any]:
        asked = call.body.get(under)
        if not isinstance(asked, list) or not 1 <= len(asked) <= MOST_MODELS:
            raise ApiError("error_param", f"{under} length should be between 1 to 50.")
        item = self._catalogue.item(int(call.body.get("item_id", 0)))
        if item is None or item["status"] in DELETED:
            raise ApiError("error_item_not_found", "Product not found")
        if item["has_variants"] and not all(one.get("model_id") for one in asked):
            raise ApiError("error_edit_item_stock_for_item_has_model", "Can't to edit item stock directly.")
        done, failed = [], []
        for one in asked:
            model_id = int(one.get("model_id", 0))
            try:
                reason = change(self._catalogue.variant(item["item_id"], model_id), one)
            except NotThere:
                reason = "Wrong model_id."
            if reason:
                failed.append({"model_id": model_id, "failed_reason": reason})
            else:
                done.append({"model_id": model_id})
        answer = {"failure_list": failed, "success_list": done}
        if failed and self._switches.failures_are_error:
            raise ApiError("error_busi_update_stock_failed", "Please check failure_list for detailed reason", answer)
        return answer

    def _set_stock(self, model: Row, asked: dict[str, Any]) -> str:
        places = asked.get("seller_stock") or []
        if len(places) != 1 or places[0].get("location_id", "") != self._switches.location_id:
            return "The location_id input is not matched the shop's location_id(more/wrong). Please double check."
        stock = int(places[0]["stock"])
        if stock < model["reserved"] or stock < 0:
            return "Stock should be larger than reserved stock."
        self._catalogue.set_stock(model["item_id"], model["variant_id"], stock)
        return ""

    def _set_price(self, model: Row, asked: dict[str, Any]) -> str:
        price = asked.get("original_price")
        if not isinstance(price, int) or price <= 0:  # rupiah: whole numbers only
            return "Invalid price."
        if model["reserved"]:
            return "Price cannot be edited when item is under promotion."
        self._catalogue.set_price(model["item_id"], model["variant_id"], price)
        return ""

    def _base_info(self, item: Row) -> dict[str, Any]:
        info = {
            "item_id": item["item_id"],
            "item_name": item["name"],
            "item_status": item["status"],
            "update_time": item["updated_at"],
            "has_model": bool(item["has_variants"]),
            "item_sku": self._items.sku(item["item_id"]),
        }
        if not item["has_variants"]:
            info |= self._shelf(self._catalogue.variant(item["item_id"], 0))
        return info

    def _shelf(self, model: Row) -> dict[str, Any]:
        price = float(model["price_minor"])  # the documentation's samples have a point even where rupiah have none
        place = {"location_id": self._switches.location_id} if self._switches.location_id else {}
        return {
            "price_info": [{"currency": "IDR", "original_price": price, "current_price": price}],
            "stock_info_v2": {
                "summary_info": {
                    "total_reserved_stock": model["reserved"],
                    "total_available_stock": model["stock"] - model["reserved"],
                },
                "seller_stock": [{**place, "stock": model["stock"]}],
                "shopee_stock": [],
            },
        }
