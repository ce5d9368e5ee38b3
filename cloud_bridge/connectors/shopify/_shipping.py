"""What the seller tells Shopify about orders: their goods left, or they are cancelled."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.each import each
from cloud_bridge.connectors.errors import Refused, TryLater

from ._documents import CANCEL, FULFILL, READ_DELIVERIES, READ_JOB
from ._fates import TITLE
from ._ids import ORDER, to_gid, to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cloud_bridge.connectors.port import Cancellation, OrderResult, Shipment

    from ._client import Client
    from ._reply import Json

PER_CALL = 10
OPEN = ("OPEN", "IN_PROGRESS")
LEFT = ("FULFILLED",)
REASONS = {port.OUT_OF_STOCK: "INVENTORY", port.CUSTOMER_ASKED: "CUSTOMER", port.OTHER: "OTHER"}
# A cancellation is a job of a moment; one that takes longer is looked at again when it is asked for again.
LOOKS, LOOK_S = 10, 0.3


class Shipping:
    """Moves a shop's orders; `wait` sleeps so many seconds."""

    def __init__(self, client: Client, wait: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._wait = wait
        self._jobs: dict[str, str] = {}  # cancellations that were still running when they were last looked at

    def ship(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Say that the goods left, all of every order; see port.Ships."""
        orders = self._orders(shipment.order_id for shipment in shipments)

        def fulfil(shipment: Shipment) -> str:
            order = orders.get(shipment.order_id)
            if order is None or order["cancelledAt"]:
                return "the order is cancelled" if order else "there is no such order"
            parts = order["fulfillmentOrders"]["nodes"]
            ready = [part for part in parts if part["status"] in OPEN]
            if not ready:
                is_done = order["displayFulfillmentStatus"] in LEFT
                told = ", ".join(sorted({part["status"] for part in parts})) or "nothing to deliver"
                return "" if is_done else f"it cannot be shipped now ({told})"
            for of_place in _by_place(ready):
                self._fulfil(shipment, of_place)
            return ""

        return each(shipments, fulfil)

    def cancel(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel orders, with their money back; see port.Cancels."""
        orders = self._orders(cancellation.order_id for cancellation in cancellations)

        def cancel(cancellation: Cancellation) -> str:
            order = orders.get(cancellation.order_id)
            if order is None:
                return "there is no such order"
            return "" if order["cancelledAt"] else self._cancel(cancellation)

        return each(cancellations, cancel)

    def _orders(self, order_ids: Iterable[str]) -> dict[str, Json]:
        ids = [to_gid(ORDER, number) for number in order_ids if number.isalnum()]
        return {to_number(order["id"]): order for order in self._client.nodes(READ_DELIVERIES, ids, PER_CALL)}

    def _fulfil(self, shipment: Shipment, parts: Sequence[Json]) -> None:
        told = {"number": shipment.tracking, "company": shipment.carrier}
        fulfillment = {
            "lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": part["id"]} for part in parts],
            "notifyCustomer": True,
            "trackingInfo": {name: value for name, value in told.items() if value},
        }
        _raise_first(self._client.ask(FULFILL, {"fulfillment": fulfillment})["fulfillmentCreate"]["userErrors"])

    def _cancel(self, cancellation: Cancellation) -> str:
        """Return why an order was not cancelled, "" when it was; raises TryLater while the job runs."""
        order_id = cancellation.order_id
        if order_id not in self._jobs:
            self._jobs[order_id] = self._start(cancellation)
        for _ in range(LOOKS):
            job = self._client.ask(READ_JOB, {"id": self._jobs[order_id]})["job"]
            if job is None or job["done"]:
                del self._jobs[order_id]
                order = self._orders([order_id]).get(order_id) or {}
                return "" if order.get("cancelledAt") else "Shopify could not cancel it"
            self._wait(LOOK_S)
        raise TryLater(market=TITLE, reason="the cancellation still runs")

    def _start(self, cancellation: Cancellation) -> str:
        """Return the job that cancels an order."""
        asked = {
            "orderId": to_gid(ORDER, cancellation.order_id),
            "reason": REASONS[cancellation.reason],
            # What is not there must not be put back on sale.
            "restock": cancellation.reason != port.OUT_OF_STOCK,
        }
        answer = self._client.ask(CANCEL, asked)["orderCancel"]
        _raise_first(answer["orderCancelUserErrors"])
        return str(answer["job"]["id"])


def _by_place(parts: Sequence[Json]) -> list[list[Json]]:
    """Return the fulfillment orders place by place: one fulfillment is of one place."""
    places: dict[str, list[Json]] = {}
    for part in parts:
        place = (part["assignedLocation"] or {}).get("location") or {}
        places.setdefault(str(place.get("id")), []).append(part)
    return list(places.values())


def _raise_first(errors: Sequence[Json]) -> None:
    if errors:
        raise Refused(market=TITLE, reason=str(errors[0]["message"]))
