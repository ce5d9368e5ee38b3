"""Reading orders: which changed in a window, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.port import OrderPage, OrderRef

from ._known import known
from ._mapping import to_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import MarketOrder

    from ._client import Client
    from ._reply import Json, Reply

LIST = "/api/v2/order/get_order_list"
DETAIL = "/api/v2/order/get_order_detail"
PAGE = 100
BATCH = 50
WINDOW_MS = 15 * 86_400_000 - 1_000  # fifteen days; both ends are rounded outward to whole seconds
# Without being asked for, Shopee sends hardly more than the order's number.
FIELDS = (
    "buyer_user_id,buyer_username,recipient_address,item_list,total_amount,pay_time,cancel_reason,package_list,note"
)


class Orders:
    """A shop's orders."""

    def __init__(self, client: Client, currency: Currency) -> None:
        self._client = client
        self._currency = currency

    def page(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, both ends included (Shopee counts whole seconds)."""
        from_s = from_ms // 1000
        to_s = max(from_s + 1, -(-to_ms // 1000))
        params = [
            ("time_range_field", "update_time"),
            ("time_from", str(from_s)),
            ("time_to", str(to_s)),
            ("page_size", str(PAGE)),
            ("cursor", cursor or ""),
            ("response_optional_fields", "order_status"),
        ]
        found = self._client.ask(LIST, params).checked().data
        items = tuple(
            OrderRef(str(order["order_sn"]), str(order.get("order_status", "")))
            for order in found.get("order_list", [])
        )
        return OrderPage(items, str(found["next_cursor"]) if found.get("more") else None)

    def read(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return tuple(to_order(raw, CURRENCIES, self._currency.code) for raw in self.raw(order_ids))

    def raw(self, order_ids: Sequence[str]) -> list[Json]:
        """Return these orders in Shopee's words; unknown ones are left out."""
        return known(order_ids, BATCH, self._detail, "order_list")

    def _detail(self, order_ids: Sequence[str]) -> Reply:
        params = [("order_sn_list", ",".join(order_ids)), ("response_optional_fields", FIELDS)]
        return self._client.ask(DETAIL, params)
