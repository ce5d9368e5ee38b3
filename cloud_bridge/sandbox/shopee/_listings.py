"""The calls that make items and change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._gate import ApiError
from ._logistics import CHANNELS
from ._products import DELETED, MOST_MODELS

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._images import Images
    from ._items import Items
    from ._switches import Switches

MOST_IMAGES, MOST_TIERS = 9, 2
OPEN_CHANNELS = {channel for channel, _, enabled, _ in CHANNELS if enabled}


class Listings:
    """What the shop's owner offers."""

    def __init__(self, store: Store, catalogue: Catalogue, items: Items, images: Images, switches: Switches) -> None:
        self._store = store
        self._catalogue = catalogue
        self._items = items
        self._images = images
        self._switches = switches

    def search_item(self, call: Call) -> dict[str, Any]:
        """GET product/search_item: by the items' own SKU."""
        found = [item for item in self._items.with_sku(call.query.get("item_sku", "")) if item["status"] not in DELETED]
        ids = [item["item_id"] for item in found][: call.number("page_size")]
        return {"item_id_list": ids, "total_count": len(found), "next_offset": ""}

    def add_item(self, call: Call) -> dict[str, Any]:
        """POST product/add_item."""
        body = call.body
        self._check({"image": {}, **body})
        if not body.get("brand"):
            raise ApiError("error_less_required_brand", "Brand information required")
        couriers = {one["logistic_id"] for one in body.get("logistic_info") or [] if one["enabled"]}
        if not couriers or not couriers <= OPEN_CHANNELS:
            raise ApiError("error_invalid_logistic_info", "invalid logistic info , channel")
        stock = self._stock(body)
        status = "REVIEWING" if self._switches.audits else "NORMAL"
        with self._store.transaction():
            item = {"name": body["item_name"], "sku": "", "price_minor": _price(body), "stock": stock, "status": status}
            item_id = self._catalogue.seed([item])[0]
            self._items.set_sku(item_id, body.get("item_sku", ""))
        return {"item_id": item_id, "item_name": body["item_name"], "item_status": status}

    def update_item(self, call: Call) -> dict[str, Any]:
        """POST product/update_item: what is given replaces what was there."""
        item = self._item(call)
        self._check({"item_name": item["name"], "description": "x", "weight": 1, "category_id": 1, **call.body})
        with self._store.transaction():
            name = call.body.get("item_name", item["name"])
            self._store.write("UPDATE item SET name = ? WHERE item_id = ?", name, item["item_id"])
            if "item_sku" in call.body:
                self._items.set_sku(item["item_id"], call.body["item_sku"])
            self._touch(item)
        return {"item_id": item["item_id"], "item_name": name, "item_status": item["status"]}

    def init_tier_variation(self, call: Call) -> dict[str, Any]:
        """POST product/init_tier_variation: whatever models there were are gone."""
        item, models = self._item(call), call.body["model"]
        self._check_models(call.body["tier_variation"], models)
        with self._store.transaction():
            self._items.set_tiers(item["item_id"], call.body["tier_variation"])
            self._items.remove(item["item_id"])
            for model in models:
                self._items.add(item["item_id"], {**model, "original_price": _price(model)})
            self._store.write("UPDATE item SET has_variants = 1 WHERE item_id = ?", item["item_id"])
            self._touch(item)
        return {"item_id": item["item_id"], "tier_variation": call.body["tier_variation"], "model": []}

    def update_tier_variation(self, call: Call) -> dict[str, Any]:
        """POST product/update_tier_variation: every model that stays gets its place."""
        item, places = self._item(call), call.body["model_list"]
        known = {model["variant_id"] for model in self._catalogue.variants(item["item_id"])}
        if {one["model_id"] for one in places} != known:
            raise ApiError("error_param", "Wrong parameters, detail: model_list.")
        self._check_models(call.body["tier_variation"], places)
        with self._store.transaction():
            self._items.set_tiers(item["item_id"], call.body["tier_variation"])
            for one in places:
                self._items.set_place(item["item_id"], one["model_id"], one["tier_index"])
            self._touch(item)
        return {}

    def add_model(self, call: Call) -> dict[str, Any]:
        """POST product/add_model."""
        item, models = self._item(call), call.body["model_list"]
        self._check_models(self._items.tiers(item["item_id"]), models)
        with self._store.transaction():
            for model in models:
                self._items.add(item["item_id"], {**model, "original_price": _price(model)})
            self._touch(item)
        return {"model": []}

    def delete_model(self, call: Call) -> dict[str, Any]:
        """POST product/delete_model."""
        item = self._item(call)
        with self._store.transaction():
            self._items.remove(item["item_id"], int(call.body["model_id"]))
            self._touch(item)
        return {}

    def _check(self, body: dict[str, Any]) -> None:
        if not body.get("item_name") or not body.get("description") or not int(body.get("category_id", 0)):
            raise ApiError("error_param", "Invalid parameter for product.")
        if not body.get("weight", 0) > 0:
            raise ApiError("error_param", "Invalid Weight.")
        image_ids = body.get("image", {"image_id_list": ["kept"]}).get("image_id_list") or []
        if not 1 <= len(image_ids) <= MOST_IMAGES:
            raise ApiError("error_image_num_min", "Item must have at least one image.")
        if "image" in body and not self._images.are_known(image_ids):
            raise ApiError("error_param", "Image not exist.")
        for attribute in body.get("attribute_list") or []:
            for value in attribute["attribute_value_list"]:
                if not value["value_id"] and not value.get("original_value_name"):
                    raise ApiError("error_value_name_required", "Value_name is required.")

    def _check_models(self, tiers: list[dict[str, Any]], models: list[dict[str, Any]]) -> None:
        places = [tuple(model["tier_index"]) for model in models]
        if not 1 <= len(tiers) <= MOST_TIERS or not 1 <= len(models) <= MOST_MODELS or len(set(places)) < len(places):
            raise ApiError("error_param", "Parameter is not match the constraints, tier_variation.")
        for place in places:
            sizes = [len(tier["option_list"]) for tier in tiers]
            if len(place) != len(sizes) or any(not 0 <= at < size for at, size in zip(place, sizes, strict=True)):
                raise ApiError("error_param", "Parameter is not match the constraints, tier_index.")
        for model in models:
            if "seller_stock" in model:
                self._stock(model)

    def _stock(self, body: dict[str, Any]) -> int:
        [place] = body["seller_stock"]
        if place.get("location_id", "") != self._switches.location_id:
            raise ApiError("error_auth", "The location_id input is not matched the shop's location_id(more/wrong).")
        return int(place["stock"])

    def _item(self, call: Call) -> Row:
        item = self._catalogue.item(int(call.body.get("item_id", 0)))
        if item is None or item["status"] in DELETED:
            raise ApiError("error_item_not_found", "Product not found")
        return item

    def _touch(self, item: Row) -> None:
        self._catalogue.set_status(item["item_id"], item["status"])


def _price(body: dict[str, Any]) -> int:
    price = body.get("original_price")
    if not isinstance(price, int) or price <= 0:  # rupiah: whole numbers only
        raise ApiError("error_invalid_price", "Invalid price, please use the correct format")
    return price
