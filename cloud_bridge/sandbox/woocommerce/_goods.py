"""What products and variations have in common: a SKU that nobody else has, a price, a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._refusal import Refusal

if TYPE_CHECKING:
    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._gate import Json
    from ._shelf import Shelf
    from ._words import Words

KEPT = ("description", "weight", "categories", "attributes", "images", "global_unique_id", "type")


class Goods:
    """Shows and changes one sellable thing; an item without variations has the one variant 0."""

    def __init__(self, store: Store, catalogue: Catalogue, shelf: Shelf, words: Words) -> None:
        self.store = store
        self.catalogue = catalogue
        self.shelf = shelf
        self.words = words

    def shown(self, item_id: int, variant_id: int) -> Json:
        """Return the fields of a thing that is sold."""
        row = self.catalogue.variant(item_id, variant_id)
        price = self.words.price(row["price_minor"])
        return {
            "sku": row["sku"],
            "price": price,
            "regular_price": price,
            "sale_price": "",
            **self.shelf.shown(item_id, variant_id, row["stock"]),
        }

    def change(self, item_id: int, variant_id: int, given: Json) -> None:
        """Do what was asked of a thing, or refuse."""
        if given.get("sku"):
            self.check_sku(given["sku"], item_id, variant_id)
            self.store.write(
                "UPDATE variant SET sku = ? WHERE item_id = ? AND variant_id = ?", given["sku"], item_id, variant_id
            )
        if "regular_price" in given:
            self.catalogue.set_price(item_id, variant_id, self.words.minor(given["regular_price"]))
        self.shelf.write(item_id, variant_id, given)
        self.store.write("UPDATE item SET updated_at = ? WHERE item_id = ?", int(self.words.clock()), item_id)

    def check_sku(self, sku: str, item_id: int = 0, variant_id: int = 0) -> None:
        """Refuse a SKU that something else has."""
        other = self.store.row(
            "SELECT 1 FROM variant WHERE sku = ? AND NOT (item_id = ? AND variant_id = ?)", sku, item_id, variant_id
        )
        if sku and other:
            raise Refusal(400, "product_invalid_sku", "Invalid or duplicated SKU.")
