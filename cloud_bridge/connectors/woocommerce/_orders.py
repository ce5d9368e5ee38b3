"""Reading orders: which changed in a window, and what they are.

The trash is a list of its own: "any" status is any but that. What changes while the list is read would leave a window
with an end, and move rows that were not read yet: a window is therefore open at its end.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import OrderPage, OrderRef

from ._mapping import changed_since, readable, to_order
from ._states import DRAFTS, state_of
from ._walk import Walk, everything

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cloud_bridge.connectors.port import MarketOrder

    from ._app import App
    from ._reply import Json

ORDERS = "orders"
BATCH = 50  # orders are large, and the hosts of shops are small
WINDOW_MS = 10 * 365 * 86_400_000  # WooCommerce has no limit
LISTS = ("any", "trash")


class Orders:
    """A shop's orders."""

    def __init__(self, app: App) -> None:
        self._app = app

    def page(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:  # noqa: ARG002 - no end, see above
        """Return a page of the orders that changed since a moment, those of the window among them."""
        walk = Walk.read(cursor)
        params = [("status", LISTS[walk.part]), ("_fields", "id,status"), *changed_since(from_ms)]
        orders, onwards = walk.page(self._app, ORDERS, params)
        if onwards is None and walk.part + 1 < len(LISTS):
            onwards = Walk(walk.part + 1)
        with readable("the list of orders"):
            refs = tuple(OrderRef(str(order["id"]), str(order["status"])) for order in _real(orders))
        return OrderPage(refs, str(onwards) if onwards else None)

    def read(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full, also those in the trash; unknown ones are left out."""
        return tuple(to_order(raw, self._refunded(raw), CURRENCIES) for raw in self.raw(order_ids))

    def raw(self, order_ids: Sequence[str]) -> Iterator[Json]:
        """Yield these orders in WooCommerce's own words."""
        missing = [number for number in order_ids if number.isdecimal()]
        for status in LISTS:
            found: list[Json] = []
            for start in range(0, len(missing), BATCH):
                some = ",".join(missing[start : start + BATCH])
                asked = [("status", status), ("include", some), ("per_page", str(BATCH))]
                found += self._app.get(ORDERS, asked).rows()
            yield from _real(found)
            known = {str(order.get("id")) for order in found}
            missing = [number for number in missing if number not in known]

    def _refunded(self, raw: Json) -> Counter[int]:
        """Return how many units of each line were paid back before they left; later ones are the shelf's."""
        units: Counter[int] = Counter()
        with readable(f"the refunds of order {raw.get('id')}"):
            if not raw.get("refunds") or state_of(raw) in (port.COMPLETED, port.CANCELLED):
                return units
            for refund in everything(self._app, f"{ORDERS}/{raw['id']}/refunds"):
                for line in refund["line_items"]:
                    told = {meta["key"]: meta["value"] for meta in line["meta_data"]}
                    units[int(told["_refunded_item_id"])] += abs(int(line["quantity"]))
        return units


def _real(orders: Sequence[Json]) -> Iterator[Json]:
    return (order for order in orders if order.get("status") not in DRAFTS)
