"""The order calls: which changed in a window, and what they are."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as orders
from cloud_bridge.sandbox._errors import NotThere

from ._gate import ApiError

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._parcels import Parcels
    from ._switches import Switches

STATUS = {
    orders.UNPAID: "UNPAID",
    orders.PAID: "READY_TO_SHIP",
    orders.PACKED: "PROCESSED",
    orders.SHIPPED: "SHIPPED",
    orders.COMPLETED: "COMPLETED",
    orders.CANCELLING: "IN_CANCEL",
    orders.CANCELLED: "CANCELLED",
}
WINDOW_S = 15 * 86_400
MOST_ORDERS = 50


class Orders:
    """What the shop's owner reads about orders."""

    def __init__(self, store: Store, purchases: Purchases, parcels: Parcels, switches: Switches) -> None:
        self._store = store
        self._purchases = purchases
        self._parcels = parcels
        self._switches = switches

    def get_order_list(self, call: Call) -> dict[str, Any]:
        """GET order/get_order_list: fifteen days at most, the cursor is nobody else's business."""
        column = {"create_time": "created_at", "update_time": "updated_at"}.get(call.query.get("time_range_field", ""))
        first, last, page_size = call.number("time_from"), call.number("time_to"), call.number("page_size")
        if column is None or not 1 <= page_size <= 100:
            raise ApiError("error_param", "Wrong parameters, detail: time_range_field or page_size.")
        if first >= last or last - first > WINDOW_S:
            raise ApiError(
                "order.order_list_invalid_time", "Start time must be earlier than end time and diff in 15days."
            )
        rows = self._purchases.window(column, first, last, _read_cursor(call.query.get("cursor", "")))
        wanted = call.query.get("order_status")
        rows = [row for row in rows if not wanted or STATUS[row["state"]] == wanted]
        page, more = rows[:page_size], len(rows) > page_size
        with_status = call.query.get("response_optional_fields") == "order_status"
        return {
            "more": more,
            "next_cursor": _write_cursor(page[-1][column], page[-1]["order_no"]) if more else "",
            "order_list": [
                {"order_sn": row["order_no"], **({"order_status": STATUS[row["state"]]} if with_status else {})}
                for row in page
            ],
        }

    def get_order_detail(self, call: Call) -> dict[str, Any]:
        """GET order/get_order_detail: lines, total and buyer only when asked for."""
        numbers = call.many("order_sn_list")
        if not 1 <= len(numbers) <= MOST_ORDERS:
            raise ApiError("error_param", "order_sn_list should be between 1 and 50.")
        fields = set(call.many("response_optional_fields"))
        found = []
        for number in numbers:
            try:
                found.append(self._detail(self._purchases.order(number), fields))
            except NotThere as reason:
                if self._switches.missing_is_error:
                    raise ApiError("error_not_found", f"Wrong parameters, detail: {number}.") from reason
        return {"order_list": found}

    def _detail(self, order: Row, fields: set[str]) -> dict[str, Any]:
        optional = {
            "buyer_username": order["buyer"],
            "total_amount": float(order["total_minor"]),
            "item_list": [self._line(line) for line in self._purchases.lines(order["order_no"])],
            "package_list": self._parcels.shown(order),
        }
        return {
            "order_sn": order["order_no"],
            "order_status": STATUS[order["state"]],
            "region": "ID",
            "currency": "IDR",
            "create_time": order["created_at"],
            "update_time": order["updated_at"],
            **{name: value for name, value in optional.items() if name in fields},
        }

    def _line(self, line: Row) -> dict[str, Any]:
        gone = self._store.row(
            "SELECT quantity FROM shopee_cancelled WHERE order_no = ? AND item_id = ? AND variant_id = ?",
            line["order_no"], line["item_id"], line["variant_id"],
        )  # fmt: skip
        cancelled = gone["quantity"] if gone else 0
        return {
            "item_id": line["item_id"],
            "item_name": line["name"],
            "item_sku": "" if line["variant_id"] else line["sku"],
            "model_id": line["variant_id"],
            "model_name": line["variant_name"],
            "model_sku": line["sku"] if line["variant_id"] else "",
            "model_quantity_purchased": line["quantity"] + cancelled,
            "active_qty": line["quantity"],
            "cancelled_qty": cancelled,
            "model_original_price": float(line["price_minor"]),
            "model_discounted_price": float(line["price_minor"]),
        }


def _write_cursor(time: int, order_no: str) -> str:
    return base64.urlsafe_b64encode(f"{time} {order_no}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[int, str]:
    if not cursor:
        return (0, "")
    try:
        time, order_no = base64.urlsafe_b64decode(cursor).decode().split(" ")
        return (int(time), order_no)
    except ValueError as reason:
        raise ApiError("error_param", "Wrong parameters, detail: cursor.") from reason
