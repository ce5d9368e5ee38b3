"""What is where: sellable, withheld for unpaid orders, occupied by paid ones, locked by campaigns (docId 121233)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._times import shown_without_zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

DAY_S = 86_400
WITHHELD = ("unpaid",)
OCCUPIED = ("pending", "packed")  # ready to ship takes them out


@dataclass(frozen=True)
class Shelf:
    """The stock of SKUs; the base's `stock` is what Lazada calls sellable, its `reserved` what a campaign locks."""

    store: Store
    switches: Switches
    clock: Callable[[], float]

    def sku(self, sku_id: int, item_id: int | None = None) -> Row | None:
        """Return a SKU with its product's columns."""
        return self.store.row(
            "SELECT v.*, i.name AS item_name, i.status FROM variant v JOIN item i USING (item_id)"
            " WHERE variant_id = ?1 AND (?2 IS NULL OR item_id = ?2)",
            sku_id, item_id,
        )  # fmt: skip

    def on_order(self, sku_id: int, statuses: tuple[str, ...]) -> int:
        """Return how many units orders hold in these statuses."""
        marks = ", ".join("?" * len(statuses))
        row = self.store.row(
            f"SELECT count(*) AS many FROM lazada_unit WHERE sku_id = ? AND status IN ({marks})",  # noqa: S608
            sku_id, *statuses,
        )  # fmt: skip
        return int(row["many"]) if row else 0

    def elsewhere(self, sku_id: int) -> int:
        """Return what the second warehouse can sell."""
        row = self.store.row("SELECT stock FROM lazada_elsewhere WHERE sku_id = ?", sku_id)
        return int(row["stock"]) if row else 0

    def set_elsewhere(self, sku_id: int, stock: int) -> None:
        """Set what the second warehouse can sell."""
        self.store.write("INSERT OR REPLACE INTO lazada_elsewhere VALUES (?, ?)", sku_id, stock)

    def shown(self, sku: Row) -> dict[str, Any]:
        """Return the stock fields of a SKU; a campaign that is long over is still among them."""
        places = [self._place(self.switches.warehouse, sku["variant_id"], sku["stock"])]
        if self.switches.other_warehouse:
            other = self.elsewhere(sku["variant_id"])
            places.append({**self._place(self.switches.other_warehouse, 0, other), "totalQuantity": other})
        return {
            "quantity": sku["stock"],
            "Available": sku["stock"],
            "multiWarehouseInventories": places,
            "fblWarehouseInventories": [],
            "channelInventories": [
                self._campaign("over", -90 * DAY_S, 7),
                *([self._campaign("now", DAY_S, sku["reserved"])] if sku["reserved"] else []),
            ],
        }

    def _place(self, code: str, sku_id: int, sellable: int) -> dict[str, Any]:
        withheld, occupied = self.on_order(sku_id, WITHHELD), self.on_order(sku_id, OCCUPIED)
        return {
            "warehouseCode": code,
            "quantity": sellable,
            "sellableQuantity": sellable,
            "withholdQuantity": withheld,
            "occupyQuantity": occupied,
            "totalQuantity": sellable + withheld + occupied,
        }

    def _campaign(self, name: str, ends_in_s: int, quantity: int) -> dict[str, Any]:
        ends_at = self.clock() + ends_in_s
        times = {"startTime": shown_without_zone(ends_at - 2 * DAY_S), "endTime": shown_without_zone(ends_at)}
        return {"channelName": name, "sellableQuantity": quantity, **times}
