"""Stock as WooCommerce counts it: not at all, for the product, or for the variation.

An order takes its units when it is paid (or waits for a transfer), not when it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as states

if TYPE_CHECKING:
    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

COUNTED, UNCOUNTED, PARENT = "counted", "uncounted", "parent"


class Shelf:
    """How each thing is counted, and how many there are."""

    def __init__(self, store: Store, catalogue: Catalogue, switches: Switches) -> None:
        self._store = store
        self._catalogue = catalogue
        self._switches = switches

    def set_mode(self, item_id: int, variant_id: int, mode: str) -> None:
        """Have something counted, not counted, or counted with its product."""
        self._store.write("DELETE FROM woocommerce_stock WHERE item_id = ? AND variant_id = ?", item_id, variant_id)
        if mode != COUNTED:
            self._store.write("INSERT INTO woocommerce_stock VALUES (?, ?, ?)", item_id, variant_id, mode)

    def set_pool(self, item_id: int, stock: int) -> None:
        """Give a product a count that its variations share."""
        self._store.write("INSERT OR REPLACE INTO woocommerce_pool VALUES (?, ?)", item_id, stock)
        for variant in self._catalogue.variants(item_id):
            self.set_mode(item_id, variant["variant_id"], PARENT)

    def shown(self, item_id: int, variant_id: int, stock: int) -> dict[str, Any]:
        """Return the fields about stock of something that has so many units left to sell."""
        mode, pool = self._mode(item_id, variant_id), self._pool(item_id)
        quantity = stock + self._waiting(item_id, variant_id)
        if mode == PARENT:
            quantity = pool or 0
        if mode == UNCOUNTED:
            return {"manage_stock": False, "stock_quantity": None, "stock_status": "instock", "backorders": "no"}
        status = "instock" if quantity > 0 else "outofstock"
        manage = "parent" if mode == PARENT else True
        return {"manage_stock": manage, "stock_quantity": quantity, "stock_status": status, "backorders": "no"}

    def shown_pool(self, item_id: int) -> dict[str, Any]:
        """Return the fields about stock of a product with variations."""
        pool = self._pool(item_id)
        return {"manage_stock": pool is not None, "stock_quantity": pool, "stock_status": "instock", "backorders": "no"}

    def write(self, item_id: int, variant_id: int, given: dict[str, Any]) -> None:
        """Do what `manage_stock` and `stock_quantity` say; a shop that counts nothing does not even refuse."""
        if not self._switches.counts_stock:
            return
        if "manage_stock" in given:
            self.set_mode(item_id, variant_id, COUNTED if given["manage_stock"] else UNCOUNTED)
        if given.get("stock_quantity") is not None and self._mode(item_id, variant_id) == COUNTED:
            left = int(given["stock_quantity"]) - self._waiting(item_id, variant_id)
            self._catalogue.set_stock(item_id, variant_id, max(0, left))

    def write_pool(self, item_id: int, given: dict[str, Any]) -> None:
        """Do the same for a product with variations."""
        if self._switches.counts_stock and given.get("manage_stock") and given.get("stock_quantity") is not None:
            self.set_pool(item_id, int(given["stock_quantity"]))

    def move_pool(self, item_id: int, variant_id: int, by: int) -> None:
        """Take units of an order out of the count that a variation shares, or put them back."""
        if self._mode(item_id, variant_id) == PARENT:
            self._store.write("UPDATE woocommerce_pool SET stock = stock + ? WHERE item_id = ?", by, item_id)

    def _mode(self, item_id: int, variant_id: int) -> str:
        if not self._switches.counts_stock:
            return UNCOUNTED
        row = self._store.row(
            "SELECT mode FROM woocommerce_stock WHERE item_id = ? AND variant_id = ?", item_id, variant_id
        )
        return str(row["mode"]) if row else COUNTED

    def _pool(self, item_id: int) -> int | None:
        row = self._store.row("SELECT stock FROM woocommerce_pool WHERE item_id = ?", item_id)
        return int(row["stock"]) if row else None

    def _waiting(self, item_id: int, variant_id: int) -> int:
        """Return how many units stand in orders that nobody paid yet."""
        row = self._store.row(
            "SELECT coalesce(sum(quantity), 0) AS units FROM purchase_line JOIN purchase USING (order_no)"
            " WHERE item_id = ? AND variant_id = ? AND state = ?"
            " AND order_no NOT IN (SELECT order_no FROM woocommerce_status WHERE status = 'on-hold')",
            item_id, variant_id, states.UNPAID,
        )  # fmt: skip
        return int(row["units"]) if row else 0
