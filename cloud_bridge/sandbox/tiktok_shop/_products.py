"""The product calls that read, and those that switch products on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._gate import BAD_PARAMETER, ApiError
from ._words import (
    ACTIVATE,
    DELETED,
    NORMAL,
    PENDING,
    SELLER_DEACTIVATED,
    read_token,
    sku_of,
    status_of,
    write_token,
)

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue

    from ._gate import Call
    from ._shelves import Shelves
    from ._switches import Switches

STATUSES = (
    "ALL", "DRAFT", PENDING, "FAILED", ACTIVATE, SELLER_DEACTIVATED, "PLATFORM_DEACTIVATED", "FREEZE", DELETED,
)  # fmt: skip
MOST_TO_SWITCH = 20
NO_PRODUCT = (12052260, "The product ID does not exist")
WRONG_STATUS = (12052003, "The current product status can not be changed this way")
TOKOPEDIA, TIKTOK_SHOP = "TOKOPEDIA", "TIKTOK_SHOP"


class Products:
    """What the shop's owner reads about products."""

    def __init__(self, catalogue: Catalogue, shelves: Shelves, switches: Switches) -> None:
        self._catalogue = catalogue
        self._shelves = shelves
        self._switches = switches

    def search(self, call: Call) -> dict[str, Any]:
        """POST /product/202502/products/search: the key facts of products, without how variants differ."""
        status, asked, size = call.body.get("status", "ALL"), call.body, call.page_size(100)
        if status not in STATUSES:
            raise ApiError(BAD_PARAMETER, "status is invalid")
        if asked.get("listing_platforms") and status == "ALL":
            raise ApiError(BAD_PARAMETER, "listing_platforms needs a status")
        found = [item for item in self._catalogue.items() if self._fits(item, status, asked)]
        token = read_token(call.query.get("page_token", ""))
        if token:
            found = [item for item in found if (item["updated_at"], item["item_id"]) > (int(token[0]), int(token[1]))]
        page = found[:size]
        more = write_token(page[-1]["updated_at"], page[-1]["item_id"]) if len(found) > size else ""
        products = [self._shown(item, is_whole=False) for item in page]
        return {"products": products, "total_count": len(found), "next_page_token": more}

    def detail(self, call: Call) -> dict[str, Any]:
        """GET /product/202309/products/{product_id}: also of what is deleted or frozen."""
        return self._shown(self.item(call), is_whole=True)

    def deactivate(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/products/deactivate: of the platforms named, TikTok Shop where none is."""
        return self._switch(call, ACTIVATE, SELLER_DEACTIVATED)

    def activate(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/products/activate."""
        return self._switch(call, SELLER_DEACTIVATED, NORMAL)

    def item(self, call: Call) -> Row:
        """Return the product that the path names, or refuse."""
        number = str(call.path["product_id"])
        item = self._catalogue.item(int(number)) if number.isdigit() else None
        if item is None:
            raise ApiError(*NO_PRODUCT)
        return item

    def _fits(self, item: Row, status: str, asked: dict[str, Any]) -> bool:
        if status not in {"ALL", status_of(item)}:
            return False
        if not asked.get("update_time_ge", 0) <= item["updated_at"] <= asked.get("update_time_le", item["updated_at"]):
            return False
        skus = set(asked.get("seller_skus") or [])
        return not skus or any(row["sku"] in skus for row in self._catalogue.variants(item["item_id"]))

    def _shown(self, item: Row, *, is_whole: bool) -> dict[str, Any]:
        variants = self._catalogue.variants(item["item_id"])
        status = status_of(item)
        mirrored = [{"platform": TOKOPEDIA, "status": status}] if self._switches.tokopedia else []
        return {
            "id": str(item["item_id"]),
            "title": item["name"],
            "status": status,
            "create_time": item["updated_at"],
            "update_time": item["updated_at"],
            "skus": [self._sku(variant, is_whole=is_whole) for variant in variants],
            **({"product_status": status} if is_whole else {"sales_regions": ["ID"]}),
            **({"integrated_platform_statuses": mirrored} if mirrored else {}),
        }

    def _sku(self, variant: Row, *, is_whole: bool) -> dict[str, Any]:
        differs = [{"id": "100000", "name": "Variasi", "value_id": sku_of(variant), "value_name": variant["name"]}]
        price = str(variant["price_minor"])
        return {
            "id": sku_of(variant),
            "seller_sku": variant["sku"],
            "price": {"currency": "IDR", ("sale_price" if is_whole else "tax_exclusive_price"): price},
            "inventory": [
                {"warehouse_id": place, "quantity": units} for place, units in self._shelves.of(variant).items()
            ],
            "status_info": {"status": "NORMAL"},
            **({"sales_attributes": differs if variant["name"] else []} if is_whole else {}),
        }

    def _switch(self, call: Call, needed: str, becomes: str) -> dict[str, Any]:
        ids = call.body["product_ids"]
        if not 1 <= len(ids) <= MOST_TO_SWITCH:
            raise ApiError(12019120, "product ids exceed limit")
        places = set(call.body.get("listing_platforms") or [TIKTOK_SHOP])
        errors = []
        for product_id in ids:
            item = self._catalogue.item(int(product_id))
            code, message = NO_PRODUCT if item is None else WRONG_STATUS
            if item is None or status_of(item) != needed:
                errors.append({"code": code, "message": message, "detail": {"product_id": product_id}})
            elif not self._switches.tokopedia or places == {TIKTOK_SHOP, TOKOPEDIA}:
                self._catalogue.set_status(item["item_id"], becomes)  # else it goes on selling on the other platform
        return {"errors": errors}
