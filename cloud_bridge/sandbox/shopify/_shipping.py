"""What a seller tells Shopify about an order: that it left, or that it is cancelled (by a job, a little later)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as states
from cloud_bridge.sandbox._errors import NotThere, NotYet

from ._nodes import Node, gid, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

CANCELLABLE = (states.UNPAID, states.PAID, states.PACKED, states.CANCELLING)


class Shipping:
    """Moves orders as their seller says."""

    def __init__(
        self, store: Store, purchases: Purchases, catalogue: Catalogue, switches: Switches, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._purchases = purchases
        self._catalogue = catalogue
        self._switches = switches
        self._clock = clock

    def create_fulfillment(self, _: Any, **asked: Any) -> Node:
        """Mutation `fulfillmentCreate`: the whole of each fulfillment order named."""
        given = asked["fulfillment"]
        numbers = [
            number_of("FulfillmentOrder", one["fulfillmentOrderId"]) for one in given["lineItemsByFulfillmentOrder"]
        ]
        tracking = given.get("trackingInfo") or {}
        for order_no in numbers:
            try:
                if self._store.row("SELECT 1 FROM shopify_hold WHERE order_no = ?", order_no):
                    return _refusal("The fulfillment order is on hold.")
                self._purchases.move(order_no, states.SHIPPED)
            except NotThere:
                return _refusal("Fulfillment order does not exist.")
            except NotYet:
                return _refusal("The fulfillment order is not in an open state.")
            self._store.write(
                "INSERT OR REPLACE INTO shopify_fulfillment VALUES (?, ?, ?)",
                order_no, tracking.get("number") or "", tracking.get("company") or "",
            )  # fmt: skip
        return {"fulfillment": {"id": gid("Fulfillment", numbers[0]), "status": "SUCCESS"}, "userErrors": []}

    def cancel(self, _: Any, **asked: Any) -> Node:
        """Mutation `orderCancel`: starts a job; the order is cancelled when that has run."""
        order_no = number_of("Order", asked["orderId"])
        try:
            state = self._purchases.order(order_no)["state"]
        except NotThere:
            return _no_cancel("NOT_FOUND", "Order does not exist")
        if state not in CANCELLABLE or self._running(order_no):
            return _no_cancel("INVALID", f"Order cannot be cancelled: it is {state}")
        due_at = self._clock() + self._switches.job_s
        with self._store.transaction():
            self._store.write(
                "INSERT INTO shopify_job (order_no, restock, due_at) VALUES (?, ?, ?)",
                order_no, asked["restock"], due_at,
            )  # fmt: skip
            job = self._store.row("SELECT max(job_id) AS job_id FROM shopify_job")
        with suppress(RuntimeError):  # not in a server's loop: the next call settles it
            asyncio.get_running_loop().call_later(self._switches.job_s + 0.01, self.settle)
        return {
            "job": {"id": gid("Job", job["job_id"]) if job else "", "done": False},
            "orderCancelUserErrors": [],
        }

    def job(self, _: Any, **asked: Any) -> Node | None:
        """Query `job`."""
        row = self._store.row("SELECT * FROM shopify_job WHERE job_id = ?", int(number_of("Job", asked["id"])))
        return None if row is None else {"id": asked["id"], "done": bool(row["is_done"])}

    def settle(self) -> None:
        """Run the jobs that are due."""
        for row in self._store.rows("SELECT * FROM shopify_job WHERE is_done = 0 AND due_at <= ?", self._clock()):
            with self._store.transaction():
                with suppress(NotYet):  # it left meanwhile
                    self._purchases.move(row["order_no"], states.CANCELLED)
                    if not row["restock"]:
                        self._throw_away(row["order_no"])
                self._store.write("UPDATE shopify_job SET is_done = 1 WHERE job_id = ?", row["job_id"])

    def _throw_away(self, order_no: str) -> None:
        """Take off the shelf again what cancelling put there: the goods are not there."""
        for line in self._purchases.lines(order_no):
            variant = self._catalogue.variant(line["item_id"], line["variant_id"])
            self._catalogue.set_stock(line["item_id"], line["variant_id"], variant["stock"] - line["quantity"])

    def _running(self, order_no: str) -> bool:
        return self._store.row("SELECT 1 FROM shopify_job WHERE order_no = ? AND is_done = 0", order_no) is not None


def _refusal(message: str) -> Node:
    return {"fulfillment": None, "userErrors": [{"field": ["fulfillment"], "message": message}]}


def _no_cancel(code: str, message: str) -> Node:
    return {"job": None, "orderCancelUserErrors": [{"code": code, "field": ["orderId"], "message": message}]}
