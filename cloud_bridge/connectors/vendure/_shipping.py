"""Telling Vendure that goods have left: everything that is in no parcel yet goes into one, and every parcel leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.each import each

from ._documents import FULFIL, MOVE_FULFILLMENT, READ_DELIVERIES
from ._reply import done
from ._states import GONE, VOID, has_left, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import OrderResult, Shipment

    from ._client import Client
    from ._orders import Orders
    from ._reply import Json

HANDLER = "manual-fulfillment"  # the one that every server has: somebody took the parcel to a courier
READY = ("PaymentSettled", "PartiallyShipped", "PartiallyDelivered")
SHIPPED = "Shipped"


class Shipping:
    """Ships a channel's orders."""

    def __init__(self, client: Client, orders: Orders) -> None:
        self._client = client
        self._orders = orders

    def ship(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Say that the goods left, all of every order; see port.Ships.

        A parcel that was made before an answer was lost is found again, and leaves instead of a second one.
        """
        codes = [shipment.order_id for shipment in shipments]
        orders = {order["code"]: order for order in self._orders.found(READ_DELIVERIES, codes)}
        return each(shipments, lambda shipment: self._ship(shipment, orders.get(shipment.order_id)))

    def _ship(self, shipment: Shipment, order: Json | None) -> str:
        """Return why an order cannot leave, "" when it has."""
        if order is None:
            return "there is no such order"
        if order["state"] in GONE or has_left(order):
            return ""
        if order["state"] not in READY:
            return f"it cannot leave while it is {order['state']}"
        waiting = [parcel["id"] for parcel in order["fulfillments"] or () if parcel["state"] not in {*GONE, VOID}]
        waiting += self._packed(shipment, order)
        for parcel_id in waiting:
            moved = self._client.ask(MOVE_FULFILLMENT, {"id": parcel_id, "state": SHIPPED})
            done(moved["transitionFulfillmentToState"])
        return ""

    def _packed(self, shipment: Shipment, order: Json) -> list[str]:
        """Put what is in no parcel into one and return its id."""
        in_parcels = packed(order)
        open_lines = [(line["id"], line["quantity"] - in_parcels.get(str(line["id"]), 0)) for line in order["lines"]]
        lines = [{"orderLineId": number, "quantity": quantity} for number, quantity in open_lines if quantity > 0]
        if not lines:
            return []
        arguments = [
            {"name": "method", "value": shipment.carrier},
            {"name": "trackingCode", "value": shipment.tracking},
        ]
        asked = {"lines": lines, "handler": {"code": HANDLER, "arguments": arguments}}
        made = self._client.ask(FULFIL, {"input": asked})["addFulfillmentToOrder"]
        return [str(done(made)["id"])]
