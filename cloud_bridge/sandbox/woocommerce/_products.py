"""Products: simple ones that are sold themselves, variable ones whose variations are.

Source: woocommerce-rest-api-docs, "Products"; WC_REST_Products_Controller.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from ._gate import batched, number_of, paged
from ._goods import KEPT
from ._refusal import Refusal, no_such

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from ._gate import Call, Json, Page
    from ._goods import Goods
    from ._variations import Variations

STATUSES = {"NORMAL": "publish"}  # the base's word for what is on sale
WORDS = {"publish": "NORMAL"}
_image_ids = count(7001)
NOTHING = {"name": "", "sku": "", "price_minor": 0, "stock": 0}


class Products:
    """The endpoints under /products; `changed` is told of each product that was created, updated or deleted."""

    def __init__(self, goods: Goods, variations: Variations, changed: Callable[[int, str], None]) -> None:
        self._goods = goods
        self._variations = variations
        self._changed = changed

    def find(self, call: Call) -> Page:
        """GET /products; a SKU finds variations too, as products of their own."""
        since, wanted = self._goods.words.since(call.params), call.params.get("status", "any")
        include, slug, skus = call.listed("include"), call.params.get("slug"), call.listed("sku")
        items = [
            item
            for item in self._goods.catalogue.items()
            if item["updated_at"] > since
            and self._is_wanted(item["status"], wanted)
            and (not include or str(item["item_id"]) in include)
            and (not slug or slug == self._kept(item["item_id"])[0])
        ]
        items.sort(key=lambda item: item["item_id"], reverse=call.params.get("order", "desc") != "asc")
        if not skus:
            return paged(items, call, self.shown)
        found = [(item, variant) for item in items for variant in self._goods.catalogue.variants(item["item_id"])]
        return paged([one for one in found if one[1]["sku"] in skus], call, self._shown_alone)

    def one(self, call: Call) -> Json:
        """GET /products/{id}."""
        return self.shown(self._item(call.numbers["item_id"]))

    def create(self, call: Call) -> Json:
        """POST /products."""
        return self._create(call.body)

    def update(self, call: Call) -> Json:
        """PUT /products/{id}."""
        return self._update({**call.body, "id": call.numbers["item_id"]})

    def batch(self, call: Call) -> Json:
        """POST /products/batch."""
        verbs = {"create": self._create, "update": self._update, "delete": self._delete}
        return batched(call, verbs, number_of)

    def shown(self, item: Row) -> Json:
        """Return a product as the API shows it."""
        item_id = item["item_id"]
        slug, given = self._kept(item_id)
        return {
            "id": item_id,
            "name": item["name"],
            "slug": slug,
            "type": "variable" if item["has_variants"] else "simple",
            "status": STATUSES.get(item["status"], item["status"]),
            "parent_id": 0,
            "description": "",
            "weight": "",
            "categories": [],
            "images": [],
            "attributes": self._variations.attributes(item_id) if item["has_variants"] else [],
            **given,
            **self._goods.words.moments(created=item["updated_at"], modified=item["updated_at"]),
            **self._sold(item),
        }

    def _sold(self, item: Row) -> Json:
        if not item["has_variants"]:
            return {**self._goods.shown(item["item_id"], 0), "variations": []}
        numbers = [variant["variant_id"] for variant in self._goods.catalogue.variants(item["item_id"])]
        pool = self._goods.shelf.shown_pool(item["item_id"])
        return {"sku": "", "price": "", "regular_price": "", "sale_price": "", **pool, "variations": numbers}

    def _shown_alone(self, found: tuple[Row, Row]) -> Json:
        item, variant = found
        if not item["has_variants"]:
            return self.shown(item)
        one = self._variations.shown(variant)
        return {**one, "name": f"{item['name']} - {variant['name']}", "type": "variation", "parent_id": item["item_id"]}

    def _create(self, given: Json) -> Json:
        with self._goods.store.transaction():
            self._goods.check_sku(str(given.get("sku") or ""))
            [item_id] = self._goods.catalogue.seed([NOTHING])
            self._goods.shelf.set_mode(item_id, 0, "uncounted")
            if given.get("type") == "variable":
                self._goods.store.write("UPDATE item SET has_variants = 1 WHERE item_id = ?", item_id)
                self._goods.store.write("DELETE FROM variant WHERE item_id = ?", item_id)
            self._change(item_id, given)
            self._changed(item_id, "created")
        return self.shown(self._item(item_id))

    def _update(self, given: Json) -> Json:
        item_id = number_of(given)
        with self._goods.store.transaction():
            self._item(item_id, 400)
            self._change(item_id, given)
            self._changed(item_id, "updated")
        return self.shown(self._item(item_id))

    def _delete(self, one: object) -> Json:
        item_id = number_of(one)
        gone = self.shown(self._item(item_id))
        self._goods.store.write("DELETE FROM variant WHERE item_id = ?", item_id)
        self._goods.store.write("DELETE FROM item WHERE item_id = ?", item_id)
        self._changed(item_id, "deleted")
        return gone

    def _change(self, item_id: int, given: Json) -> None:
        slug, kept = self._kept(item_id)
        kept |= {name: given[name] for name in KEPT if name in given and name != "images"}
        if "images" in given:
            kept["images"] = [_fetched(image) for image in given["images"]]
        self._goods.store.write(
            "INSERT OR REPLACE INTO woocommerce_product VALUES (?, ?, ?)",
            item_id, given.get("slug") or slug, json.dumps(kept),
        )  # fmt: skip
        if "name" in given:
            self._goods.store.write("UPDATE item SET name = ? WHERE item_id = ?", given["name"], item_id)
        if "status" in given:
            self._goods.catalogue.set_status(item_id, WORDS.get(str(given["status"]), str(given["status"])))
        if self._item(item_id)["has_variants"]:
            self._goods.shelf.write_pool(item_id, given)
        else:
            self._goods.change(item_id, 0, given)

    def _item(self, item_id: int, status: int = 404) -> Row:
        item = self._goods.catalogue.item(item_id)
        if item is not None:
            return item
        if self._goods.store.row("SELECT 1 FROM variant WHERE variant_id = ? AND variant_id > 0", item_id):
            message = "To manipulate product variations you should use the /products/<product_id>/variations endpoint."
            raise Refusal(404, "woocommerce_rest_invalid_product_id", message)
        raise no_such("product", status)

    def _kept(self, item_id: int) -> tuple[str, Json]:
        row = self._goods.store.row("SELECT * FROM woocommerce_product WHERE item_id = ?", item_id)
        return (row["slug"], json.loads(row["given"])) if row else (f"product-{item_id}", {})

    @staticmethod
    def _is_wanted(status: str, wanted: str) -> bool:
        word = STATUSES.get(status, status)
        return word != "trash" if wanted == "any" else word == wanted


def _fetched(image: Json) -> Json:
    """Return an image as the shop has it after it fetched it from its address, once more each time it is told to."""
    address = str(image.get("src") or "")
    if not image.get("id") and not address.startswith(("http://", "https://")):
        raise Refusal(400, "woocommerce_product_image_upload_error", f"Error getting remote image {address}.")
    name = str(image.get("name") or address.rpartition("/")[2])
    return {"id": image.get("id") or next(_image_ids), "src": address, "name": name, "alt": image.get("alt", "")}
