"""What the sandbox sells: items, their variants, and the stock of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import NotThere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from sqlite3 import Row

    from ._store import Store

FIRST_ITEM_ID = 1001
FIRST_VARIANT_ID = 1
VARIANTS_PER_ITEM = 1000


class Catalogue:
    """Items and variants; an item without variants has the one variant 0."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def seed(self, items: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add items, or replace those whose `item_id` is known, and return their ids.

        An item is `{name, image?, status?, item_id?}` with either `{sku, price_minor, stock}` or
        `models: [{name, sku, price_minor, stock, model_id?}]`.
        """
        with self._store.transaction():
            return [self._seed(item) for item in items]

    def _seed(self, item: Mapping[str, Any]) -> int:
        item_id = int(item.get("item_id") or self._next_item_id())
        models = item.get("models") or []
        self._store.write("DELETE FROM variant WHERE item_id = ?", item_id)
        self._store.write(
            "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?)",
            item_id, item["name"], item.get("image", ""), item.get("status", "NORMAL"), bool(models), self._now(),
        )  # fmt: skip
        for at, model in enumerate(models or [{**item, "name": "", "model_id": 0}]):
            given = model.get("model_id")
            variant_id = item_id * VARIANTS_PER_ITEM + FIRST_VARIANT_ID + at if given is None else int(given)
            self._store.write(
                "INSERT INTO variant (item_id, variant_id, name, sku, price_minor, stock) VALUES (?, ?, ?, ?, ?, ?)",
                item_id, variant_id, model["name"], model.get("sku", ""), model["price_minor"], model["stock"],
            )  # fmt: skip
        return item_id

    def _next_item_id(self) -> int:
        row = self._store.row("SELECT max(item_id) AS last FROM item")
        return max(FIRST_ITEM_ID, (row["last"] or 0) + 1) if row else FIRST_ITEM_ID

    def items(self) -> list[Row]:
        """Return every item, newest change last."""
        return self._store.rows("SELECT * FROM item ORDER BY updated_at, item_id")

    def item(self, item_id: int) -> Row | None:
        """Return one item."""
        return self._store.row("SELECT * FROM item WHERE item_id = ?", item_id)

    def variants(self, item_id: int) -> list[Row]:
        """Return an item's variants."""
        return self._store.rows("SELECT * FROM variant WHERE item_id = ? ORDER BY variant_id", item_id)

    def variant(self, item_id: int, variant_id: int) -> Row:
        """Return one variant, or raise NotThere."""
        row = self._store.row(
            "SELECT v.*, i.name AS item_name, i.status FROM variant v JOIN item i USING (item_id)"
            " WHERE item_id = ? AND variant_id = ?",
            item_id, variant_id,
        )  # fmt: skip
        if row is None:
            raise NotThere(what=f"product {item_id}/{variant_id}")
        return row

    def everything(self) -> list[Row]:
        """Return every variant of every item with the item's own columns, as a shelf shows them."""
        return self._store.rows(
            "SELECT i.name AS item_name, i.image, i.status, i.has_variants, v.* FROM item i JOIN variant v"
            " USING (item_id) ORDER BY i.item_id, v.variant_id"
        )

    def set_stock(self, item_id: int, variant_id: int, stock: int) -> None:
        """Set what is on the shelf."""
        self._set(item_id, variant_id, "stock", stock)

    def set_price(self, item_id: int, variant_id: int, price_minor: int) -> None:
        """Set a price in minor units."""
        self._set(item_id, variant_id, "price_minor", price_minor)

    def set_reserved(self, item_id: int, variant_id: int, quantity: int) -> None:
        """Keep so many units for a promotion: they are part of the stock, nobody may buy them."""
        self._set(item_id, variant_id, "reserved", quantity)

    def set_status(self, item_id: int, status: str) -> None:
        """Set an item's status, in the marketplace's own word."""
        self._store.write("UPDATE item SET status = ?, updated_at = ? WHERE item_id = ?", status, self._now(), item_id)

    def take(self, item_id: int, variant_id: int, quantity: int) -> bool:
        """Take units off the shelf for an order, or say that there are not enough."""
        taken = self._store.write(
            "UPDATE variant SET stock = stock - ?1, ordered = ordered + ?1"
            " WHERE item_id = ?2 AND variant_id = ?3 AND stock - reserved >= ?1",
            quantity, item_id, variant_id,
        )  # fmt: skip
        return taken == 1

    def turn_away(self, item_id: int, variant_id: int, quantity: int) -> None:
        """Count units that somebody wanted and did not get."""
        self._store.write(
            "UPDATE variant SET turned_away = turned_away + ? WHERE item_id = ? AND variant_id = ?",
            quantity, item_id, variant_id,
        )  # fmt: skip

    def put_back(self, item_id: int, variant_id: int, quantity: int) -> None:
        """Put the units of a cancelled order back on the shelf."""
        self._store.write(
            "UPDATE variant SET stock = stock + ?1, cancelled = cancelled + ?1 WHERE item_id = ?2 AND variant_id = ?3",
            quantity, item_id, variant_id,
        )  # fmt: skip

    def _set(self, item_id: int, variant_id: int, column: str, value: int) -> None:
        with self._store.transaction():
            self.variant(item_id, variant_id)
            self._store.write(
                f"UPDATE variant SET {column} = ? WHERE item_id = ? AND variant_id = ?",  # noqa: S608 - our own names
                value, item_id, variant_id,
            )  # fmt: skip
            self._store.write("UPDATE item SET updated_at = ? WHERE item_id = ?", self._now(), item_id)

    def _now(self) -> int:
        return int(self._clock())
