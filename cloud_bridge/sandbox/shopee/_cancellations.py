"""The calls that end orders: the seller's own wish, and his answer to a buyer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as orders
from cloud_bridge.sandbox._errors import NotThere, NotYet

from ._gate import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call

REASONS = ("OUT_OF_STOCK", "CUSTOMER_REQUEST", "COD_NOT_SUPPORTED")  # UNDELIVERABLE_AREA is for Taiwan and Malaysia


class Cancellations:
    """What ends orders; `changed` is told of what ends them in part."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        purchases: Purchases,
        changed: Callable[[str, str], None],
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._purchases = purchases
        self._changed = changed
        self._clock = clock

    def cancel_part(self, order_no: str, item_id: int, variant_id: int, quantity: int) -> None:
        """Cancel some units of a line; the rest of the order lives on."""
        with self._store.transaction():
            order, line = self._purchases.order(order_no), (order_no, item_id, variant_id)
            if order["state"] not in orders.BEFORE[orders.CANCELLED]:
                raise NotYet(order_no=order_no, state=order["state"], wanted=orders.CANCELLED)
            row = self._store.row(
                "UPDATE purchase_line SET quantity = quantity - ?4 WHERE order_no = ?1 AND item_id = ?2"
                " AND variant_id = ?3 AND quantity >= ?4 RETURNING price_minor",
                *line, quantity,
            )  # fmt: skip
            if row is None:
                raise NotThere(what=f"line of {quantity}")
            self._store.write(
                "INSERT INTO shopee_cancelled VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT DO UPDATE SET quantity = quantity + ?4",
                *line, quantity,
            )  # fmt: skip
            self._store.write(
                "UPDATE purchase SET total_minor = total_minor - ?, updated_at = ? WHERE order_no = ?",
                row["price_minor"] * quantity, int(self._clock()), order_no,
            )  # fmt: skip
            self._catalogue.put_back(item_id, variant_id, quantity)
            self._changed(order_no, order["state"])

    def cancel_order(self, call: Call) -> dict[str, Any]:
        """POST order/cancel_order: before it was shipped, and with the missing items where some are missing."""
        order = self._order(call)
        if call.body.get("cancel_reason") not in REASONS:
            raise ApiError("error_param", "Wrong parameters, detail: cancel_reason.")
        if call.body["cancel_reason"] == "OUT_OF_STOCK":
            named = {(one["item_id"], one["model_id"]) for one in call.body.get("item_list") or []}
            lines = {(line["item_id"], line["variant_id"]) for line in self._purchases.lines(order["order_no"])}
            if not named or not named <= lines:
                raise ApiError("error_param", "Wrong parameters, detail: item_list.")
        if order["state"] == orders.CANCELLING:
            raise ApiError("order.error_limit", "Can not cancel this order")
        return self._end(order["order_no"])

    def handle_buyer_cancellation(self, call: Call) -> dict[str, Any]:
        """POST order/handle_buyer_cancellation: a yes ends the order; nobody here says no."""
        order = self._order(call)
        if order["state"] != orders.CANCELLING:
            raise ApiError("order.error_limit", "Can not handle this order")
        if call.body.get("operation") != "ACCEPT":
            raise ApiError("error_param", "Wrong parameters, detail: operation.")
        return self._end(order["order_no"])

    def _order(self, call: Call) -> Row:
        try:
            return self._purchases.order(str(call.body.get("order_sn", "")))
        except NotThere as reason:
            raise ApiError("error_not_found", "Wrong parameters, detail: order_sn.") from reason

    def _end(self, order_no: str) -> dict[str, Any]:
        try:
            self._purchases.move(order_no, orders.CANCELLED)
        except NotYet as reason:
            raise ApiError("order.error_limit", "Can not cancel this order") from reason
        return {"update_time": self._purchases.order(order_no)["updated_at"]}
