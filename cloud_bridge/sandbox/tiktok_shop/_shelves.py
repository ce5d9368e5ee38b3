"""Stock by warehouse: the first holds what the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._words import warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches


class Shelves:
    """What lies where; every SKU lies in as many warehouses as the switch says."""

    def __init__(self, store: Store, catalogue: Catalogue, switches: Switches) -> None:
        self._store = store
        self._catalogue = catalogue
        self._switches = switches

    def warehouses(self) -> list[str]:
        """Return the ids of the warehouses of every SKU."""
        return [warehouse(number) for number in range(self._switches.warehouses)]

    def of(self, variant: Row) -> dict[str, int]:
        """Return a SKU's units by warehouse; their sum is its stock, whatever was sold since."""
        rows = self._store.rows(
            "SELECT * FROM tiktok_shelf WHERE item_id = ? AND variant_id = ?", variant["item_id"], variant["variant_id"]
        )
        written = {row["warehouse_id"]: row["quantity"] for row in rows}
        left, shown = variant["stock"], {}
        for place in self.warehouses()[1:]:
            shown[place] = min(left, written.get(place, 0))
            left -= shown[place]
        return {self.warehouses()[0]: left, **shown}

    def put(self, variant: Row, quantities: Mapping[str, int]) -> None:
        """Set a SKU's units by warehouse."""
        with self._store.transaction():
            for place, quantity in quantities.items():
                self._store.write(
                    "INSERT OR REPLACE INTO tiktok_shelf VALUES (?, ?, ?, ?)",
                    variant["item_id"], variant["variant_id"], place, quantity,
                )  # fmt: skip
            self._catalogue.set_stock(variant["item_id"], variant["variant_id"], sum(quantities.values()))
