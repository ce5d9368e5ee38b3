"""What the API said of items: their own SKU, their tiers of options, and which model is which combination."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store


class Items:
    """Items and models beside the catalogue; an item that was seeded has one tier, its models' names."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    def sku(self, item_id: int) -> str:
        """Return an item's own SKU; the one model of an item without models has it too."""
        row = self._store.row("SELECT item_sku FROM shopee_item WHERE item_id = ?", item_id)
        models = self._catalogue.variants(item_id)
        return str(models[0]["sku"] if models and not models[0]["variant_id"] else row["item_sku"] if row else "")

    def with_sku(self, item_sku: str) -> list[Row]:
        """Return the items whose own SKU this is."""
        return [item for item in self._catalogue.items() if self.sku(item["item_id"]) == item_sku]

    def set_sku(self, item_id: int, item_sku: str) -> None:
        """Give an item its own SKU."""
        self._store.write(
            "INSERT INTO shopee_item (item_id, item_sku) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET item_sku = ?2",
            item_id, item_sku,
        )  # fmt: skip
        self._store.write("UPDATE variant SET sku = ? WHERE item_id = ? AND variant_id = 0", item_sku, item_id)

    def tiers(self, item_id: int) -> list[dict[str, Any]]:
        """Return an item's tiers."""
        row = self._store.row("SELECT tiers FROM shopee_item WHERE item_id = ? AND tiers != '[]'", item_id)
        if row is not None:
            return list(json.loads(row["tiers"]))
        names = [{"option": model["name"]} for model in self._catalogue.variants(item_id)]
        return [{"name": "Variasi", "option_list": names}]

    def place(self, model: Row, at: int) -> list[int]:
        """Return which value of each tier a model is."""
        row = self._store.row("SELECT tier_index FROM shopee_model WHERE model_id = ?", model["variant_id"])
        return list(json.loads(row["tier_index"])) if row else [at]

    def set_tiers(self, item_id: int, tiers: Sequence[dict[str, Any]]) -> None:
        """Give an item its tiers."""
        self.set_sku(item_id, self.sku(item_id))
        self._store.write("UPDATE shopee_item SET tiers = ? WHERE item_id = ?", json.dumps(tiers), item_id)

    def set_place(self, item_id: int, model_id: int, place: Sequence[int]) -> None:
        """Say which value of each tier a model is, and name it after them."""
        name = ", ".join(tier["option_list"][at]["option"] for tier, at in zip(self.tiers(item_id), place, strict=True))
        self._store.write("INSERT OR REPLACE INTO shopee_model VALUES (?, ?)", model_id, json.dumps(place))
        self._store.write("UPDATE variant SET name = ? WHERE variant_id = ?", name, model_id)

    def add(self, item_id: int, model: dict[str, Any]) -> None:
        """Add a model to an item that has its tiers."""
        last = max([item_id * 1000, *(row["variant_id"] for row in self._catalogue.variants(item_id))])
        self._store.write(
            "INSERT INTO variant (item_id, variant_id, name, sku, price_minor, stock) VALUES (?, ?, '', ?, ?, ?)",
            item_id, last + 1, model.get("model_sku", ""), model["original_price"], model["seller_stock"][0]["stock"],
        )  # fmt: skip
        self.set_place(item_id, last + 1, model["tier_index"])

    def remove(self, item_id: int, model_id: int | None = None) -> None:
        """Take away a model, or all that an item has."""
        self._store.write(
            "DELETE FROM variant WHERE item_id = ?1 AND (?2 IS NULL OR variant_id = ?2)", item_id, model_id
        )
