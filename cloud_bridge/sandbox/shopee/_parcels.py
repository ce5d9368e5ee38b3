"""The parcels of orders: which there are, who arranged them, and what the courier calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.sandbox import _orders as orders

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

STATUS = {
    orders.UNPAID: "LOGISTICS_NOT_START",
    orders.PAID: "LOGISTICS_READY",
    orders.PACKED: "LOGISTICS_REQUEST_CREATED",
    orders.SHIPPED: "LOGISTICS_PICKUP_DONE",
    orders.COMPLETED: "LOGISTICS_DELIVERY_DONE",
    orders.CANCELLING: "LOGISTICS_READY",
    orders.CANCELLED: "LOGISTICS_REQUEST_CANCELED",
}


class Parcels:
    """An order is as many parcels as the switch says."""

    def __init__(self, store: Store, switches: Switches, clock: Callable[[], float]) -> None:
        self._store = store
        self._switches = switches
        self._clock = clock

    def of(self, order_no: str) -> list[str]:
        """Return the numbers of an order's parcels."""
        return [f"OFG{order_no}{number}" for number in range(1, self._switches.parcels + 1)]

    def arranged(self, number: str) -> Row | None:
        """Return a parcel whose courier is arranged, None while it is not."""
        return self._store.row("SELECT * FROM shopee_parcel WHERE package_number = ?", number)

    def arrange(self, order_no: str, number: str, tracking: str = "") -> bool:
        """Arrange a parcel's courier once, and say whether no parcel of the order is left."""
        self._store.write(
            "INSERT OR IGNORE INTO shopee_parcel VALUES (?, ?, ?, ?)",
            number, order_no, tracking or f"SPXID{number[3:]}", self._clock(),
        )  # fmt: skip
        return all(self.arranged(other) for other in self.of(order_no))

    def tracking(self, number: str) -> str:
        """Return what the courier calls a parcel, "" while he has not said."""
        parcel = self.arranged(number)
        if parcel is None or self._clock() < parcel["arranged_at"] + self._switches.tracking_after_s:
            return ""
        return str(parcel["tracking"])

    def shown(self, order: Row) -> list[dict[str, object]]:
        """Return an order's parcels as its detail shows them."""
        early = {orders.UNPAID, orders.PAID}
        return [
            {
                "package_number": number,
                "logistics_status": STATUS[orders.PACKED]
                if order["state"] in early and self.arranged(number)
                else STATUS[order["state"]],
                "shipping_carrier": "SPX Standard",
            }
            for number in self.of(order["order_no"])
        ]
