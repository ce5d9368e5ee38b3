"""Reading orders: which changed in a window, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.port import OrderPage, OrderRef

from ._documents import LINES, ORDERS, ORDERS_PER_READ, READ_ORDERS
from ._ids import ORDER, to_gid, to_number
from ._mapping import readable, to_moment, to_ms, to_order
from ._states import raw_state
from ._walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cloud_bridge.connectors.port import MarketOrder

    from ._client import Client
    from ._reply import Json

BATCH = ORDERS_PER_READ
WINDOW_MS = 30 * 86_400_000  # Shopify has no limit but sixty days back without the right to all orders


class Orders:
    """A shop's orders."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def page(self, from_ms: int, to_ms_: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, both ends included (the search counts whole seconds)."""
        walk = Walk.read(cursor) if cursor else Walk(from_ms // 1000)
        query = walk.query(f"updated_at:<='{to_moment(-(-to_ms_ // 1000))}'")
        found = self._client.ask(ORDERS, {"query": query, "after": walk.after or None})["orders"]
        with readable("the list of orders"):
            orders, info = found["nodes"], found["pageInfo"]
            refs = tuple(OrderRef(to_number(order["id"]), raw_state(order)) for order in orders)
            if not info["hasNextPage"]:
                return OrderPage(refs, None)
            last_ms = to_ms(orders[-1]["updatedAt"])
            return OrderPage(refs, str(walk.onwards(len(orders), info["endCursor"], last_ms)))

    def read(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        ids = [to_gid(ORDER, number) for number in order_ids if number.isalnum()]
        found = self._client.nodes(READ_ORDERS, ids, BATCH)
        return tuple(to_order(raw, tuple(self._lines(raw)), CURRENCIES) for raw in found)

    def _lines(self, order: Json) -> Iterator[Json]:
        page = order["lineItems"]
        yield from page["nodes"]
        while page["pageInfo"]["hasNextPage"]:
            rest = self._client.ask(LINES, {"id": order["id"], "after": page["pageInfo"]["endCursor"]})["order"]
            if rest is None:  # deleted meanwhile
                return
            page = rest["lineItems"]
            yield from page["nodes"]
