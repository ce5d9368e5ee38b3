"""The units of orders: what each is, and what happens to it apart from the others."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cloud_bridge.sandbox import _orders as base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

UNITS_PER_ORDER = 1_000
CANCELED = "canceled"
# What an order's move makes of those of its units that are in one of these statuses.
MOVES = {
    base.PAID: ("pending", ("unpaid",)),
    base.SHIPPED: ("shipped", ("pending", "packed", "ready_to_ship")),
    base.COMPLETED: ("", ("shipped",)),
}


class Units:
    """One row for each unit; `changed` is told of each new status."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        switches: Switches,
        clock: Callable[[], float],
        changed: Callable[[Row], None],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._switches = switches
        self._clock = clock
        self._changed = changed

    def of(self, order_no: str) -> list[Row]:
        """Return the units of an order."""
        return self._store.rows("SELECT * FROM lazada_unit WHERE order_no = ? ORDER BY unit_id", order_no)

    def in_package(self, package_id: str) -> list[Row]:
        """Return the units of a package."""
        return self._store.rows("SELECT * FROM lazada_unit WHERE package_id = ? AND package_id != ''", package_id)

    def bought(self, order_no: str, lines: Iterable[Row]) -> None:
        """Make the units of a new order."""
        at = 0
        for line in lines:
            for _ in range(line["quantity"]):
                at += 1
                self._store.write(
                    "INSERT INTO lazada_unit (unit_id, order_no, item_id, sku_id, name, variation, sku, price_minor,"
                    " status, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'unpaid', ?)",
                    int(order_no) * UNITS_PER_ORDER + at, order_no, line["item_id"], line["variant_id"], line["name"],
                    line["variant_name"], line["sku"], line["price_minor"], int(self._clock()),
                )  # fmt: skip
        for unit in self.of(order_no):
            self._changed(unit)

    def moved(self, order_no: str, state: str) -> None:
        """Bring the units where their order is now."""
        if state in MOVES:
            status, before = MOVES[state]
            moving = [unit for unit in self.of(order_no) if unit["status"] in before]
            self.set(moving, status or self._switches.final_status)
        elif state == base.PACKED:
            self.pack(unit for unit in self.of(order_no) if unit["status"] == "pending")
        elif state == base.CANCELLING:
            self._write("is_asked = 1, reverse_id = ?", secrets.randbelow(10**12), self._living(order_no))
        elif state == base.CANCELLED:
            self.set(self._living(order_no), CANCELED)

    def pack(self, units: Iterable[Row]) -> str:
        """Put units into one new package and return its id."""
        package_id = f"FP{secrets.randbelow(10**12):012d}"
        packed = list(units)
        self._write("package_id = ?", package_id, packed)
        self.set(packed, "packed")
        return package_id

    def set(self, units: Iterable[Row], status: str) -> None:
        """Give units a status."""
        for unit in list(units):
            self._write("status = ?", status, [unit])
            if fresh := self._store.row("SELECT * FROM lazada_unit WHERE unit_id = ?", unit["unit_id"]):
                self._changed(fresh)

    def cancel(self, units: Iterable[Row]) -> None:
        """Cancel some units of an order and put them back on the shelf; what is left of the order lives on."""
        for unit in units:
            self._write("reverse_id = ?", secrets.randbelow(10**12), [unit])
            self.set([unit], CANCELED)
            self._catalogue.put_back(unit["item_id"], unit["sku_id"], 1)
            self._store.write(
                "UPDATE purchase_line SET quantity = quantity - 1"
                " WHERE order_no = ? AND item_id = ? AND variant_id = ?",
                unit["order_no"], unit["item_id"], unit["sku_id"],
            )  # fmt: skip

    def _living(self, order_no: str) -> list[Row]:
        return [unit for unit in self.of(order_no) if unit["status"] != CANCELED]

    def _write(self, change: str, value: object, units: Iterable[Row]) -> None:
        now = int(self._clock())
        for unit in units:
            self._store.write(
                f"UPDATE lazada_unit SET {change}, updated_at = ? WHERE unit_id = ?",  # noqa: S608 - our own names
                value, now, unit["unit_id"],
            )  # fmt: skip
            self._store.write("UPDATE purchase SET updated_at = ? WHERE order_no = ?", now, unit["order_no"])
