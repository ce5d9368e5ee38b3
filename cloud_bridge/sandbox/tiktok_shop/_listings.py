"""The calls that make and change products, and take their pictures."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ._gate import BAD_PARAMETER, MULTIPART, ApiError
from ._words import NORMAL, PENDING, sku_of, warehouse

if TYPE_CHECKING:
    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._products import Products
    from ._switches import Switches
    from ._webhooks import Webhooks

TITLE = (25, 255)  # characters, in Indonesia
MOST_SKUS, MOST_IMAGES = 100, 9


class Listings:
    """What the shop's owner offers."""

    def __init__(
        self, store: Store, catalogue: Catalogue, products: Products, webhooks: Webhooks, switches: Switches
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._products = products
        self._webhooks = webhooks
        self._switches = switches

    def upload(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/images/upload: multipart, whose body is not signed."""
        if not call.media_type.startswith(MULTIPART):
            raise ApiError(36009023, "The value of the `content-type` header must be `multipart/form-data`.")
        boundary = call.media_type.partition("boundary=")[2].encode()
        parts = call.raw.split(b"--" + boundary)
        data = next((part.partition(b"\r\n\r\n")[2][:-2] for part in parts if b'name="data"' in part), b"")
        if not data:
            raise ApiError(BAD_PARAMETER, "data is empty")
        uri = f"tos-maliva-i-sandbox/{hashlib.sha256(data).hexdigest()[:32]}"
        self._store.write("INSERT OR IGNORE INTO tiktok_image VALUES (?, ?)", uri, len(data))
        return {"uri": uri, "url": f"{call.base_url}{uri}", "width": 600, "height": 600, "use_case": "MAIN_IMAGE"}

    def create(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/products: the same key, the same product."""
        key = str(call.body.get("idempotency_key", ""))
        known = self._store.row("SELECT item_id FROM tiktok_created WHERE idempotency_key = ?", key)
        if known is None:
            self._check(call.body)
            with self._store.transaction():
                item_id = self._catalogue.seed([self._item(call.body)])[0]
                if key:
                    self._store.write("INSERT INTO tiktok_created VALUES (?, ?)", key, item_id)
            now_s = self._catalogue.items()[-1]["updated_at"]
            self._webhooks.push("PRODUCT_CREATION", {"product_id": item_id, "product_types": [], "update_time": now_s})
        else:
            item_id = known["item_id"]
        return self._made(item_id)

    def edit(self, call: Call) -> dict[str, Any]:
        """POST /product/202509/products/{product_id}/partial_edit: each property given replaces what was there."""
        item = self._products.item(call)
        self._check({"title": item["name"], "main_images": [{}], **call.body})
        item_id, skus = item["item_id"], call.body.get("skus")
        with self._store.transaction():
            self._store.write(
                "UPDATE item SET name = ? WHERE item_id = ?", call.body.get("title", item["name"]), item_id
            )
            if skus is not None:
                self._replace(item_id, skus)
            self._catalogue.set_status(item_id, item["status"])
        data = {"product_id": str(item_id), "change_source": "OPEN_API", "changed_fields": ["title"]}
        self._webhooks.push("PRODUCT_INFORMATION_CHANGE", data)
        return self._made(item_id)

    def warehouses(self, _: Call) -> dict[str, Any]:
        """GET /logistics/202309/warehouses."""
        rows = [
            {
                "id": warehouse(number),
                "name": f"Gudang {number + 1}",
                "type": "SALES_WAREHOUSE",
                "is_default": not number,
            }
            for number in range(self._switches.warehouses)
        ]
        back = {"id": warehouse(900), "name": "Retur", "type": "RETURN_WAREHOUSE", "is_default": True}
        return {"warehouses": [back, *rows]}

    def _check(self, body: dict[str, Any]) -> None:
        if not TITLE[0] <= len(body["title"]) <= TITLE[1]:
            raise ApiError(12052051, f"The product name must have {TITLE[0]} to {TITLE[1]} characters")
        if not 1 <= len(body["main_images"]) <= MOST_IMAGES:
            raise ApiError(12052028, "Main product image is required")
        if len(body.get("skus", [])) > MOST_SKUS:
            raise ApiError(12052050, "A single product cannot have more than 100 different SKUs")
        uris = [image["uri"] for image in body["main_images"] if "uri" in image]
        if any(self._store.row("SELECT 1 FROM tiktok_image WHERE uri = ?", uri) is None for uri in uris):
            raise ApiError(12052300, "product main image uri illegal")
        if body.get("category_version", "v1") != "v2" and "category_id" in body:
            raise ApiError(12052217, "All region shops must use V2 categories.")

    def _item(self, body: dict[str, Any]) -> dict[str, Any]:
        skus = [_sku(sku) for sku in body["skus"]]
        status = {"name": body["title"], "status": PENDING if self._switches.audits else NORMAL}
        return {**skus[0], **status} if len(skus) == 1 and not skus[0]["name"] else {**status, "models": skus}

    def _replace(self, item_id: int, skus: list[dict[str, Any]]) -> None:
        known = {sku_of(row): row["variant_id"] for row in self._catalogue.variants(item_id)}
        kept = {known[str(sku["id"])] for sku in skus if sku.get("id")}
        for variant_id in set(known.values()) - kept:
            self._store.write("DELETE FROM variant WHERE item_id = ? AND variant_id = ?", item_id, variant_id)
        for sku in skus:
            new = _sku({"inventory": [], **sku})
            if sku.get("id"):
                self._store.write(
                    "UPDATE variant SET name = ?, sku = ?, price_minor = ? WHERE item_id = ? AND variant_id = ?",
                    new["name"], new["sku"], new["price_minor"], item_id, known[str(sku["id"])],
                )  # fmt: skip
            else:
                self._store.write(
                    "INSERT INTO variant (item_id, variant_id, name, sku, price_minor, stock)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    item_id, max([item_id * 1000, *known.values()]) + 1, new["name"], new["sku"], new["price_minor"],
                    new["stock"],
                )  # fmt: skip
                known = {sku_of(row): row["variant_id"] for row in self._catalogue.variants(item_id)}

    def _made(self, item_id: int) -> dict[str, Any]:
        skus = [{"id": sku_of(row), "seller_sku": row["sku"]} for row in self._catalogue.variants(item_id)]
        return {"product_id": str(item_id), "skus": skus, "warnings": []}


def _sku(sku: dict[str, Any]) -> dict[str, Any]:
    options = [part["value_name"] for part in sku.get("sales_attributes") or []]
    return {
        "name": " / ".join(options),
        "sku": sku["seller_sku"],
        "price_minor": int(sku["price"]["amount"]),
        "stock": sum(row["quantity"] for row in sku["inventory"]),
    }
