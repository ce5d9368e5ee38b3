"""Variations: the things that are sold of a variable product, at endpoints of their own.

Source: woocommerce-rest-api-docs, "Product variations".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cloud_bridge.sandbox._catalogue import VARIANTS_PER_ITEM

from ._gate import batched, number_of, paged
from ._goods import KEPT
from ._refusal import Refusal, no_such

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from ._gate import Call, Json, Page
    from ._goods import Goods

OPTION = "Ukuran"  # what a seeded item's variations differ in


class Variations:
    """The endpoints under /products/{id}/variations; `changed` is told of each product a variation of which changed."""

    def __init__(self, goods: Goods, changed: Callable[[int, str], None]) -> None:
        self._goods = goods
        self._changed = changed

    def find(self, call: Call) -> Page:
        """GET: the variations of a product, none of one that is not there."""
        rows = [row for row in self._goods.catalogue.variants(call.numbers["item_id"]) if row["variant_id"]]
        return paged(rows[:: 1 if call.params.get("order") == "asc" else -1], call, self.shown)

    def one(self, call: Call) -> Json:
        """GET one."""
        return self.shown(self._row(call.numbers["item_id"], call.numbers["variant_id"]))

    def create(self, call: Call) -> Json:
        """POST one."""
        return self._create(call.numbers["item_id"], call.body)

    def update(self, call: Call) -> Json:
        """PUT one."""
        return self._update(call.numbers["item_id"], {**call.body, "id": call.numbers["variant_id"]})

    def batch(self, call: Call) -> Json:
        """POST up to a hundred changes."""
        item_id = call.numbers["item_id"]
        verbs: dict[str, Callable[[Json], Json]] = {
            "create": lambda given: self._create(item_id, given),
            "update": lambda given: self._update(item_id, given),
            "delete": lambda one: self._delete(item_id, one),
        }
        return batched(call, verbs, number_of)

    def shown(self, row: Row) -> Json:
        """Return a variation as the API shows it."""
        item_id, variant_id = row["item_id"], row["variant_id"]
        item = self._goods.catalogue.item(item_id)
        updated_at = item["updated_at"] if item else 0
        return {
            "id": variant_id,
            "status": "publish",
            "attributes": [{"id": 0, "name": OPTION, "option": row["name"]}],
            "parent_id": item_id,
            "weight": "",
            **self._kept(variant_id),
            **self._goods.words.moments(created=updated_at, modified=updated_at),
            **self._goods.shown(item_id, variant_id),
        }

    def attributes(self, item_id: int) -> list[Json]:
        """Return what a seeded product's variations differ in."""
        options = [row["name"] for row in self._goods.catalogue.variants(item_id)]
        return [{"id": 0, "name": OPTION, "options": options, "variation": True, "visible": True}]

    def _create(self, item_id: int, given: Json) -> Json:
        store = self._goods.store
        item = self._goods.catalogue.item(item_id)
        if item is None or not item["has_variants"]:
            raise Refusal(404, "woocommerce_rest_product_variation_invalid_parent", "Parent is not a variable product.")
        with store.transaction():
            self._goods.check_sku(str(given.get("sku") or ""))
            last = store.row("SELECT max(variant_id) AS last FROM variant WHERE item_id = ?", item_id)
            variant_id = max(item_id * VARIANTS_PER_ITEM, (last and last["last"]) or 0) + 1
            name = " / ".join(str(choice["option"]) for choice in given.get("attributes") or ())
            store.write(
                "INSERT INTO variant (item_id, variant_id, name, sku, price_minor, stock) VALUES (?, ?, ?, '', 0, 0)",
                item_id, variant_id, name,
            )  # fmt: skip
            self._goods.shelf.set_mode(item_id, variant_id, "uncounted")
            self._change(item_id, variant_id, given)
        return self.shown(self._row(item_id, variant_id))

    def _update(self, item_id: int, given: Json) -> Json:
        variant_id = number_of(given)
        with self._goods.store.transaction():
            self._row(item_id, variant_id, 400)
            self._change(item_id, variant_id, given)
        return self.shown(self._row(item_id, variant_id))

    def _delete(self, item_id: int, one: object) -> Json:
        row = self._row(item_id, number_of(one))
        gone = self.shown(row)
        self._goods.store.write("DELETE FROM variant WHERE item_id = ? AND variant_id = ?", item_id, row["variant_id"])
        self._changed(item_id, "updated")
        return gone

    def _change(self, item_id: int, variant_id: int, given: Json) -> None:
        kept = self._kept(variant_id) | {name: given[name] for name in KEPT if name in given}
        self._goods.store.write(
            "INSERT OR REPLACE INTO woocommerce_variation VALUES (?, ?)", variant_id, json.dumps(kept)
        )
        self._goods.change(item_id, variant_id, given)
        self._changed(item_id, "updated")

    def _row(self, item_id: int, variant_id: int, status: int = 404) -> Row:
        rows = self._goods.catalogue.variants(item_id) if variant_id else ()
        for row in rows:
            if row["variant_id"] == variant_id:
                return row
        raise no_such("product_variation", status)

    def _kept(self, variant_id: int) -> Json:
        row = self._goods.store.row("SELECT given FROM woocommerce_variation WHERE variant_id = ?", variant_id)
        return dict(json.loads(row["given"])) if row else {}
