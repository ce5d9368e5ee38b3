"""Where each SKU lies: every warehouse of a SKU must be named whenever its stock is written.

Lapak's number is the whole of what may be sold, so it stands in one warehouse and the others show as little as may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._mapping import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ._client import Client
    from ._reply import Json

INVENTORY = "/product/202309/inventory/search"
MOST_PRODUCTS = 100
MOST_SKUS = 600


class Warehouses:
    """What the inventory says of SKUs, and their warehouses, which are remembered; threads may share it."""

    def __init__(self, client: Client, home: str) -> None:
        self._client = client
        self._home = home
        self._of: dict[str, tuple[str, ...]] = {}

    def inventory(self, product_ids: Sequence[str]) -> dict[str, Json]:
        """Return the inventory of every SKU of these products, by SKU."""
        return self._search("product_ids", product_ids, MOST_PRODUCTS)

    def learn(self, sku_ids: Iterable[str]) -> None:
        """Ask for the warehouses of those SKUs that are not known yet."""
        self._search("sku_ids", [sku_id for sku_id in sku_ids if sku_id not in self._of], MOST_SKUS)

    def forget(self, sku_id: str) -> None:
        """Ask for a SKU's warehouses again next time: a write was refused, and they may have changed."""
        self._of.pop(sku_id, None)

    def spread(self, sku_id: str, stock: int, least: int) -> list[Json] | None:
        """Return a SKU's stock by warehouse, none below `least`; None if that cannot be, [] if it lies nowhere."""
        warehouses = self._of.get(sku_id, ())
        if not warehouses:
            return []
        home = self._home if self._home in warehouses else warehouses[0]
        rest = stock - least * (len(warehouses) - 1)
        if rest < least:
            return None
        return [{"warehouse_id": place, "quantity": rest if place == home else least} for place in warehouses]

    def _search(self, by: str, ids: Sequence[str], most: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for start in range(0, len(ids), most):
            reply = self._client.post(INVENTORY, {by: list(ids[start : start + most])}, is_urgent=by == "sku_ids")
            with readable("the inventory"):
                found |= {str(sku["id"]): sku for row in reply.checked().rows("inventory") for sku in row["skus"]}
        for sku_id, sku in found.items():
            self._of[sku_id] = tuple(str(row["warehouse_id"]) for row in sku.get("warehouse_inventory") or [])
        return found
