"""Reading orders: which changed in a window, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import OrderPage, OrderRef

from ._known import halved
from ._mapping import readable, to_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import MarketOrder

    from ._client import Client
    from ._reply import Json

SEARCH = "/order/202309/orders/search"
DETAIL = "/order/202309/orders"
PAGE = 100
BATCH = 50
WINDOW_MS = 15 * 86_400_000  # no longest window is documented; this one is walked in reasonable time


class Orders:
    """A shop's orders."""

    def __init__(self, client: Client, currency: Currency) -> None:
        self._client = client
        self._currency = currency

    def page(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, both ends included (TikTok Shop counts whole seconds).

        Oldest first, which is not its habit: an order that changes during the walk moves to the end and is met again.
        It also gives orders that changed after the window; looking at one more is no harm.
        """
        params = [("page_size", str(PAGE)), ("sort_field", "update_time"), ("sort_order", "ASC")]
        if cursor:
            params.append(("page_token", cursor))
        window = {"update_time_ge": from_ms // 1000, "update_time_lt": to_ms // 1000 + 1}
        reply = self._client.post(SEARCH, window, *params).checked()
        with readable("a page of orders"):
            found = {str(order["id"]): str(order.get("status", "")) for order in reply.rows("orders")}
        return OrderPage(
            tuple(OrderRef(order_id, raw_state) for order_id, raw_state in found.items()),
            str(reply.data.get("next_page_token") or "") or None,
        )

    def read(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return tuple(to_order(raw, CURRENCIES, self._currency.code) for raw in self.raw(order_ids))

    def raw(self, order_ids: Sequence[str]) -> list[Json]:
        """Return these orders in TikTok Shop's words; whether it refuses unknown ones is undocumented, so both do."""
        found: list[Json] = []
        for _, rows in halved(order_ids, BATCH, self._detail):
            if not isinstance(rows, Refused):
                found += rows
        return found

    def _detail(self, order_ids: Sequence[str]) -> list[Json]:
        return self._client.get(DETAIL, ("ids", ",".join(order_ids))).checked().rows("orders")
