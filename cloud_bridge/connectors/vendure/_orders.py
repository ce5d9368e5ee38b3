"""Reading orders: which changed in a window, and what they are; an order is known by its code, as to its buyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import OrderPage, OrderRef

from ._documents import ORDERS, READ_ORDERS
from ._mapping import readable, to_order
from ._states import raw_state
from ._times import within
from ._walk import walk_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import MarketOrder

    from ._client import Client
    from ._reply import Json
    from ._shop import Shop

BATCH = 25
WINDOW_MS = 30 * 86_400_000  # Vendure has no limit
PLACED = {"orderPlacedAt": {"isNull": False}}  # the others are baskets


class Orders:
    """A channel's orders."""

    def __init__(self, client: Client, shop: Shop) -> None:
        self._client = client
        self._shop = shop

    def page(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, both ends included."""
        wanted = {**PLACED, "updatedAt": within(from_ms, to_ms)}
        rows, _, onwards = walk_on(self._client, ORDERS, "orders", wanted, cursor)
        with readable("the list of orders"):
            return OrderPage(tuple(OrderRef(str(order["code"]), raw_state(order)) for order in rows), onwards)

    def read(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        money = self._shop.facts().money
        return tuple(to_order(raw, money) for raw in self.found(READ_ORDERS, order_ids))

    def found(self, document: str, order_ids: Sequence[str]) -> list[Json]:
        """Return what a document asks of the placed orders among these."""
        found: list[Json] = []
        for start in range(0, len(order_ids), BATCH):
            codes = list(order_ids[start : start + BATCH])
            options = {"filter": {**PLACED, "code": {"in": codes}}, "take": BATCH}
            found += self._client.ask(document, {"options": options})["orders"]["items"]
        return found
