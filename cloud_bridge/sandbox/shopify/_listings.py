"""Putting products on sale: `productSet`, and the place where pictures are left before."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ._nodes import Node, number_of
from ._places import MAIN
from ._stock import limited, whole_price

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._products import Products


class Listings:
    """What makes products; `changed` is told of each with "create" or "update", `url` is where we listen."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        products: Products,
        changed: Callable[[int, str], None],
        url: Callable[[], str],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._products = products
        self._changed = changed
        self._url = url

    def set_product(self, _: Any, **asked: Any) -> Node:
        """Mutation `productSet`: makes the product of an id or a handle, or makes it what the input says."""
        given = asked["input"]
        wrong = self._wrong(given)
        if wrong:
            return {"userErrors": [wrong]}
        with self._store.transaction():
            item_id = self._known(asked.get("identifier") or {}, given.get("handle", ""))
            if item_id == 0:
                return {"userErrors": [_error("PRODUCT_DOES_NOT_EXIST", ["identifier", "id"], "No such product")]}
            item_id, verb = (
                (item_id, "update") if item_id else (self._catalogue.seed([{"name": "", **_NOTHING}])[0], "create")
            )
            self._make(item_id, given)
            self._changed(item_id, verb)
        item = self._catalogue.item(item_id)
        return {"product": self._products.product_node(item) if item else None, "userErrors": []}

    def stage_uploads(self, _: Any, **asked: Any) -> Node:
        """Mutation `stagedUploadsCreate`: an address for each file, good for one PUT."""
        targets = []
        for file in limited(asked["input"]):
            upload_id = secrets.token_hex(8)
            self._store.write("INSERT INTO shopify_upload VALUES (?, ?, NULL)", upload_id, file["mimeType"])
            address = f"{self._url()}/staged/{upload_id}"
            targets.append({"url": address, "resourceUrl": address, "parameters": []})
        return {"stagedTargets": targets, "userErrors": []}

    async def receive(self, request: Request) -> Response:
        """PUT /staged/...: a picture that a product will show."""
        kept = self._store.write(
            "UPDATE shopify_upload SET data = ? WHERE upload_id = ? AND data IS NULL AND media_type = ?",
            await request.body(), request.path_params["upload_id"], request.headers.get("content-type", ""),
        )  # fmt: skip
        return Response(status_code=201 if kept else 403)

    def _wrong(self, given: Mapping[str, Any]) -> Node | None:
        variants = given.get("variants") or []
        if not given.get("title"):
            return _error("MISSING_FIELD_REQUIRED", ["input", "title"], "Title can't be blank")
        if not variants or not given.get("productOptions"):
            return _error("VARIANTS_INPUT_MISSING", ["input", "variants"], "Variants and options go together")
        names = {option["name"] for option in given["productOptions"]}
        for at, variant in enumerate(variants):
            where = ["input", "variants", str(at)]
            if {value["optionName"] for value in variant["optionValues"]} != names:
                return _error("OPTION_DOES_NOT_EXIST", [*where, "optionValues"], "Option does not exist")
            if whole_price(variant.get("price")) is None:
                return _error("INVALID_VARIANT", [*where, "price"], "Price is not valid")
        for file in given.get("files") or []:
            upload_id = str(file.get("originalSource", "")).rpartition("/")[2]
            if not self._store.row("SELECT 1 FROM shopify_upload WHERE upload_id = ? AND data <> ''", upload_id):
                return _error("INVALID_INPUT", ["input", "files"], "The file has not been uploaded")
        return None

    def _known(self, identifier: Mapping[str, str], handle: str) -> int | None:
        """Return the product meant, None for a new one, 0 for an id that is not there."""
        if "id" in identifier:
            item = self._catalogue.item(int(number_of("Product", identifier["id"])))
            return int(item["item_id"]) if item else 0
        row = self._store.row(
            "SELECT item_id FROM shopify_product WHERE handle = ?", identifier.get("handle") or handle
        )
        return int(row["item_id"]) if row else None

    def _make(self, item_id: int, given: Mapping[str, Any]) -> None:
        before = {row["sku"]: row for row in self._catalogue.variants(item_id)}
        models = []
        for variant in given["variants"]:
            known = before.get(variant.get("sku", ""))
            stocks = {
                row["locationId"].rpartition("/")[2]: row["quantity"]
                for row in variant.get("inventoryQuantities") or ()
            }
            model = {
                "name": " / ".join(value["name"] for value in variant["optionValues"]),
                "sku": variant.get("sku", ""),
                "price_minor": whole_price(variant["price"]),
                "stock": stocks.get(str(MAIN), known["stock"] if known else 0),
            }
            models.append({**model, "model_id": known["variant_id"]} if known else model)
        status = given.get("status", "ACTIVE")
        self._catalogue.seed(
            [
                {
                    "item_id": item_id,
                    "name": given["title"],
                    "status": "NORMAL" if status == "ACTIVE" else status,
                    "models": models,
                }
            ]
        )
        self._store.write(
            "INSERT OR REPLACE INTO shopify_product VALUES (?, ?, ?)",
            item_id, given.get("handle") or f"product-{item_id}", json.dumps(given),
        )  # fmt: skip


_NOTHING = {"sku": "", "price_minor": 0, "stock": 0}


def _error(code: str, field: list[str], message: str) -> Node:
    return {"code": code, "field": field, "message": message}
