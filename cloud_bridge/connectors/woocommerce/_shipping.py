"""What the seller tells the shop about orders: the goods left, or the order is cancelled.

WooCommerce has no place for a courier's number: it goes into a note that the buyer gets by mail. Cancelling gives the
stock back and no money: that is the owner's to do, at the payment's own place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.each import each
from cloud_bridge.connectors.port import Cancellation, Shipment

from ._orders import ORDERS
from ._states import CANCELLED, COMPLETED, REFUNDED, TRASH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cloud_bridge.connectors.port import OrderResult

    from ._app import App
    from ._orders import Orders

OVER = (CANCELLED, REFUNDED, TRASH, "failed")

Told = TypeVar("Told", Shipment, Cancellation)


class Shipping:
    """Moves a shop's orders."""

    def __init__(self, app: App, orders: Orders) -> None:
        self._app = app
        self._orders = orders

    def ship(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Say that the goods left; see port.Ships."""

        def ship(shipment: Shipment, status: str) -> str:
            if status in OVER:
                return f"the order is {status}"
            if status != COMPLETED:
                self._note(shipment)
                self._set(shipment.order_id, COMPLETED)
            return ""

        return self._each(shipments, ship)

    def cancel(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel orders; see port.Cancels."""

        def cancel(cancellation: Cancellation, status: str) -> str:
            if status in (COMPLETED, REFUNDED):
                return f"the order is {status}"
            if status not in (CANCELLED, TRASH):
                self._set(cancellation.order_id, CANCELLED)
            return ""

        return self._each(cancellations, cancel)

    def _each(self, told: Sequence[Told], do: Callable[[Told, str], str]) -> tuple[OrderResult, ...]:
        """Tell of each order by itself, knowing its status; `do` returns why not, "" when it is done."""
        statuses = {str(order["id"]): str(order["status"]) for order in self._orders.raw(_ids(told))}

        def tell(one: Told) -> str:
            status = statuses.get(one.order_id)
            return "there is no such order" if status is None else do(one, status)

        return each(told, tell)

    def _note(self, shipment: Shipment) -> None:
        """Tell the buyer the courier's number, once however often it is asked for."""
        text = ": ".join(part for part in (shipment.carrier, shipment.tracking) if part)
        path = f"{ORDERS}/{shipment.order_id}/notes"
        if text and all(note.get("note") != text for note in self._app.get(path).rows()):
            self._app.post(path, {"note": text, "customer_note": True})

    def _set(self, order_id: str, status: str) -> None:
        self._app.put(f"{ORDERS}/{order_id}", {"status": status})


def _ids(told: Iterable[Told]) -> list[str]:
    return list(dict.fromkeys(one.order_id for one in told))
