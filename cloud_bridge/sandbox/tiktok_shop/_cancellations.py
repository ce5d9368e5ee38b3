"""The cancellation calls: what a seller may give as a reason, his own wish, and his yes to a buyer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as orders
from cloud_bridge.sandbox._errors import NotThere, NotYet

from ._gate import ApiError
from ._words import sku_of

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases

    from ._gate import Call

# Names that sellers of Indonesia are offered (changelog of 31 August 2025 names the first; the others are alike).
REASONS = (
    "seller_cancel_reason_out_of_stock",
    "seller_cancel_reason_wrong_price",
    "seller_cancel_paid_reason_buyer_requested_cancellation",
)
PENDING = "CANCELLATION_REQUEST_PENDING"
# Not documented; the codes are this sandbox's own.
NO_ORDER = (25009001, "order not found")
NOT_ELIGIBLE = (25009002, "the order cannot be cancelled in its status")
NO_REASON = (25009003, "cancel_reason is invalid")


class Cancellations:
    """What ends orders; a buyer's wish has the id of its order behind a 4."""

    def __init__(self, purchases: Purchases) -> None:
        self._purchases = purchases

    def eligibility(self, call: Call) -> dict[str, Any]:
        """GET /return_refund/202602/orders/{order_id}/aftersale_eligibility."""
        order = self._order(str(call.path["order_id"]))
        can = order["state"] in orders.BEFORE[orders.CANCELLED]
        line = {"request_type": "CANCEL", "eligible": can, "available_reason_names": list(REASONS) if can else []}
        why = {} if can else {"ineligible_code": NOT_ELIGIBLE[0], "ineligible_reason": NOT_ELIGIBLE[1]}
        skus = [sku_of(row) for row in self._purchases.lines(order["order_no"])]
        return {"sku_eligibility": [{"sku_id": sku, "line_item_eligibility": [{**line, **why}]} for sku in skus]}

    def cancel(self, call: Call) -> dict[str, Any]:
        """POST /return_refund/202602/cancellations."""
        order = self._order(str(call.body["order_id"]))
        if call.body.get("cancel_reason") not in REASONS:
            raise ApiError(*NO_REASON)
        self._end(order["order_no"])
        return {"cancel_id": f"4{order['order_no']}", "cancel_status": "CANCELLATION_REQUEST_COMPLETE"}

    def search(self, call: Call) -> dict[str, Any]:
        """POST /return_refund/202602/cancellations/search: the buyers' wishes of these orders that wait."""
        if PENDING not in call.body.get("cancel_status", [PENDING]):
            return {"cancellations": [], "total_count": 0, "next_page_token": ""}
        found = [self._order(str(order_no)) for order_no in call.body.get("order_ids") or []]
        rows = [
            {
                "order_id": row["order_no"],
                "cancel_id": f"4{row['order_no']}",
                "cancel_type": "BUYER_CANCEL",
                "cancel_status": PENDING,
                "role": "BUYER",
            }
            for row in found
            if row["state"] == orders.CANCELLING
        ]
        return {"cancellations": rows, "total_count": len(rows), "next_page_token": ""}

    def approve(self, call: Call) -> dict[str, Any]:
        """POST /return_refund/202309/cancellations/{cancel_id}/approve."""
        order = self._order(str(call.path["cancel_id"])[1:])
        if order["state"] != orders.CANCELLING:
            raise ApiError(*NOT_ELIGIBLE)
        self._end(order["order_no"])
        return {}

    def _order(self, order_no: str) -> Row:
        try:
            return self._purchases.order(order_no)
        except NotThere as reason:
            raise ApiError(*NO_ORDER) from reason

    def _end(self, order_no: str) -> None:
        try:
            self._purchases.move(order_no, orders.CANCELLED)
        except NotYet as reason:
            raise ApiError(*NOT_ELIGIBLE) from reason
