"""Reading orders: which changed in a window, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import OrderPage, OrderRef

from ._known import MOST, rows_of
from ._mapping import readable, to_order
from ._times import to_ms, to_order_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import MarketOrder

    from ._client import Client
    from ._reply import Json

LIST = "/orders/get"
PAGE = 100
BATCH = MOST
WINDOW_MS = 30 * 86_400_000  # none is documented


class Orders:
    """A shop's orders."""

    def __init__(self, client: Client, currency: Currency) -> None:
        self._client = client
        self._currency = currency

    def page(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, both ends included (Lazada counts whole seconds).

        The cursor is the second up to which all is seen, and an offset only where one second fills more than a page: an
        order that changes during the walk moves to the end, and a plain offset would jump over the one that takes its
        place. Orders of that second come twice.
        """
        after_s, offset = map(int, cursor.split(":")) if cursor else (from_ms // 1000, 0)
        found = self._client.get(
            LIST,
            ("update_after", to_order_date(after_s)),
            ("update_before", to_order_date(max(after_s, -(-to_ms // 1000)))),
            ("sort_by", "updated_at"),
            ("sort_direction", "ASC"),
            ("limit", str(PAGE)),
            ("offset", str(offset)),
        )
        with readable("a page of orders"):
            orders = found.checked().data.get("orders") or []
            items = tuple(_ref(order) for order in orders)
            return OrderPage(items, _next(orders, after_s, offset))

    def read(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders with their units, fifty to a call; unknown ones are left out."""
        found = rows_of(self._client, [order_id for order_id in order_ids if order_id.isdigit()])
        return tuple(to_order(order_id, rows, self._currency.code) for order_id, rows in found.items())


def _ref(order: Json) -> OrderRef:
    return OrderRef(str(order["order_id"]), ",".join(sorted(map(str, order.get("statuses") or []))))


def _next(orders: list[Json], after_s: int, offset: int) -> str | None:
    if len(orders) < PAGE:
        return None
    last_s = to_ms(orders[-1]["updated_at"]) // 1000
    return f"{last_s}:0" if last_s > after_s else f"{after_s}:{offset + PAGE}"
