"""Putting products on sale, changing them, and the pictures they show."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from ._errors import ApiError
from ._payload import product_of, skus_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._shelf import Shelf

MOST_SKUS = 50
LARGEST = 1 << 20
PARCEL = ("package_height", "package_length", "package_width", "package_weight")
PNG, JPEG = b"\x89PNG", b"\xff\xd8\xff"
ADDED, EDITED = 3, 4


class Listings:
    """What the shop's owner writes about products; `changed(type, item_id)` is told of it."""

    def __init__(self, store: Store, catalogue: Catalogue, shelf: Shelf, changed: Callable[[int, int], None]) -> None:
        self._store = store
        self._catalogue = catalogue
        self._shelf = shelf
        self._changed = changed

    def upload(self, call: Call) -> dict[str, Any]:
        """POST /image/upload: a PNG or JPEG of at most 1 MB, in the form's field "image"."""
        image = call.files.get("image", b"")
        if not image.startswith((PNG, JPEG)):
            raise ApiError("302", "E302: Not supported URL")
        if len(image) > LARGEST:
            raise ApiError("303", "E303: The image is too large")
        digest = hashlib.sha256(image).hexdigest()[:32]
        return {"data": {"image": {"url": f"https://id-live.slatic.net/p/{digest}.png", "hash_code": digest}}}

    def create(self, call: Call) -> dict[str, Any]:
        """POST /product/create."""
        product = product_of(call.text("payload"))
        skus, attributes = skus_of(product, MOST_SKUS), dict(product.get("Attributes") or {})
        images = list((product.get("Images") or {}).get("Image") or [])
        self._check(product, skus, attributes, images)
        with self._store.transaction():
            models = [
                {
                    "name": " / ".join((sku.get("saleProp") or {}).values()) if sku.get("saleProp") else "",
                    "sku": sku["SellerSku"],
                    "price_minor": _amount(sku["price"]),
                    "stock": int(sku.get("quantity") or 0),
                }
                for sku in skus
            ]
            [item_id] = self._catalogue.seed([{"name": attributes["name"], "models": models}])
            self._remember(item_id, str(product["PrimaryCategory"]), attributes, images)
            self._changed(ADDED, item_id)
        made = self._catalogue.variants(item_id)
        listed = [
            {"seller_sku": sku["sku"], "sku_id": sku["variant_id"], "shop_sku": f"{item_id}_ID-{sku['variant_id']}"}
            for sku in made
        ]
        return {"data": {"item_id": item_id, "sku_list": listed}}

    def update(self, call: Call) -> dict[str, Any]:
        """POST /product/update: what is not said stays; SKUs are found by their ids."""
        product = product_of(call.text("payload"))
        skus, attributes = skus_of(product, MOST_SKUS), dict(product.get("Attributes") or {})
        found = [self._shelf.sku(int(sku.get("SkuId") or 0)) for sku in skus]
        items = {sku["item_id"] for sku in found if sku is not None}
        if None in found or len(items) != 1:
            raise ApiError("4137", "ITEM_NOT_FOUND")
        [item_id] = items
        with self._store.transaction():
            for asked in skus:
                if asked.get("price"):
                    self._catalogue.set_price(item_id, int(asked["SkuId"]), _amount(asked["price"]))
                if asked.get("quantity", "") != "":
                    self._catalogue.set_stock(item_id, int(asked["SkuId"]), int(asked["quantity"]))
            if attributes.get("name"):
                self._store.write("UPDATE item SET name = ? WHERE item_id = ?", attributes["name"], item_id)
            known = self._store.row("SELECT * FROM lazada_product WHERE item_id = ?", item_id)
            before = json.loads(known["attributes"]) if known else {}
            images = (product.get("Images") or {}).get("Image") or (json.loads(known["images"]) if known else [])
            category = str(product.get("PrimaryCategory") or (known["category"] if known else 0))
            self._remember(item_id, category, before | attributes, images)
            self._changed(EDITED, item_id)
        return {"data": {"item_status": "Active"}}

    def _check(
        self, product: dict[str, Any], skus: list[dict[str, Any]], attributes: dict[str, Any], images: list[str]
    ) -> None:
        if not str(product.get("PrimaryCategory") or "").isdigit():
            raise ApiError("201", "E201: Invalid CategoryId")
        detail: list[tuple[str, str]] = []
        if not attributes.get("name") or not attributes.get("brand"):
            detail.append(("4108", "CHK_BASIC_REQUIRED"))
        if not images:
            detail.append(("4139", "BIZ_CHECK_MAIN_IMAGE_REQUIRE:Main image is require"))
        if any("slatic.net" not in image for image in images):
            detail.append(("4138", "BIZ_CHECK_EXIST_OUTER_IMAGE"))
        if len(skus) > 1 and not all(sku.get("saleProp") for sku in skus):
            detail.append(("4113", "CHK_SKU_PROPS_NOT_IDENTICAL"))
        taken = {row["sku"] for row in self._catalogue.everything()}
        names = [sku.get("SellerSku", "") for sku in skus]
        if taken & set(names) or len(set(names)) < len(names) or not all(names):
            detail.append(("4105", "BIZ_CHECK_SELLER_SKU_DUPLICATE"))
        for sku in skus:
            detail += [("4149", f"BIZ_CHECK_PACKAGE_DECIMAL_INVALID:{name}") for name in PARCEL if not sku.get(name)]
        if detail:
            named = [{"code": code, "field": "bizCheck", "message": message} for code, message in detail]
            raise ApiError("500", "E500: Create product failed", detail=named)

    def _remember(self, item_id: int, category: str, attributes: dict[str, Any], images: list[str]) -> None:
        self._store.write(
            "INSERT OR REPLACE INTO lazada_product VALUES (?, ?, ?, ?)",
            item_id, category, json.dumps(attributes), json.dumps(images),
        )  # fmt: skip


def _amount(given: str) -> int:
    whole, _, decimals = str(given).partition(".")
    if not whole.isdigit() or decimals.strip("0"):
        raise ApiError("4104", "BIZ_CHECK_PRICE_PRECISION_INVALID")
    return int(whole)
