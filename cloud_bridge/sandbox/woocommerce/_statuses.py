"""An order's status: what happened to it, or what somebody set by hand; shops add words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.sandbox import _orders as states

from ._refusal import wrong_param

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

PENDING, PROCESSING, COMPLETED, CANCELLED, TRASH = "pending", "processing", "completed", "cancelled", "trash"
STATUS = {
    states.UNPAID: PENDING,
    states.SHIPPED: COMPLETED,
    states.COMPLETED: COMPLETED,
    states.CANCELLED: CANCELLED,
}
BY_HAND = ("on-hold", "refunded", "failed", TRASH, "checkout-draft", "awaiting-pickup")  # the last is a plugin's


class Statuses:
    """Reads and sets statuses; `told` hears of those that were set by hand."""

    def __init__(
        self, store: Store, purchases: Purchases, clock: Callable[[], float], told: Callable[[str, str], None]
    ) -> None:
        self._store = store
        self._purchases = purchases
        self._clock = clock
        self._told = told

    def of(self, order_no: str, state: str) -> str:
        """Return the status of an order that is in a state."""
        row = self._store.row("SELECT status FROM woocommerce_status WHERE order_no = ?", order_no)
        return str(row["status"]) if row else STATUS.get(state, PROCESSING)

    def set(self, order_no: str, status: str) -> None:
        """Bring an order into a status, with everything that goes with it."""
        state = self._purchases.order(order_no)["state"]
        if status == COMPLETED and state in (states.UNPAID, states.PAID, states.PACKED):
            if state == states.UNPAID:
                self._purchases.move(order_no, states.PAID)
            self._purchases.move(order_no, states.SHIPPED)
        elif status == CANCELLED and state in states.BEFORE[states.CANCELLED]:
            self._purchases.move(order_no, states.CANCELLED)
        elif status == PROCESSING and state == states.UNPAID:
            self._purchases.move(order_no, states.PAID)
        elif status in (*BY_HAND, PENDING, PROCESSING, COMPLETED, CANCELLED):
            self._by_hand(order_no, status)
        else:
            raise wrong_param("status")

    def moved(self, order_no: str, state: str) -> None:
        """Forget what was set by hand: the order went on."""
        self._store.write("DELETE FROM woocommerce_status WHERE order_no = ?", order_no)
        if state == states.SHIPPED:
            self._store.write("INSERT OR REPLACE INTO woocommerce_completed VALUES (?, ?)", order_no, self._clock())

    def completed_at(self, order_no: str) -> float | None:
        """Return when an order was completed."""
        row = self._store.row("SELECT at FROM woocommerce_completed WHERE order_no = ?", order_no)
        return float(row["at"]) if row else None

    def touch(self, order_no: str) -> None:
        """Move an order's `date_modified`."""
        self._store.write("UPDATE purchase SET updated_at = ? WHERE order_no = ?", int(self._clock()), order_no)

    def _by_hand(self, order_no: str, status: str) -> None:
        with self._store.transaction():
            self._store.write("INSERT OR REPLACE INTO woocommerce_status VALUES (?, ?)", order_no, status)
            self.touch(order_no)
            self._told(order_no, "deleted" if status == TRASH else "updated")
