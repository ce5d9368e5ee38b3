"""Parcels: arranging the courier.

Source: the Logistics pages (get_shipping_parameter, ship_order). A parcel is named only where an order has several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.each import each
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Shipment

from ._fates import TITLE, name_of
from ._handover import chosen, is_own
from ._mapping import STATES
from ._numbers import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import OrderResult

    from ._client import Client
    from ._orders import Orders
    from ._reply import Json

PARAMETER = "/api/v2/logistics/get_shipping_parameter"
SHIP = "/api/v2/logistics/ship_order"
ALREADY = "package_already_shipped"
ARRANGED = (port.READY, port.SHIPPED, port.DELIVERED, port.COMPLETED)
WAITING = ("", "LOGISTICS_NOT_START", "LOGISTICS_READY", "LOGISTICS_PICKUP_RETRY")


class Shipping:
    """What happens to a shop's parcels; `wish` is "pickup" or "dropoff" where both are offered."""

    def __init__(self, client: Client, orders: Orders, wish: str) -> None:
        self._client = client
        self._orders = orders
        self._wish = wish

    def accept(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Arrange the couriers; see port.Accepts."""
        return self._arrange([Shipment(order_id) for order_id in order_ids], only_own=False)

    def ship(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Tell of the sellers' own couriers; Shopee's own tell by themselves when they have the parcel."""
        return self._arrange(shipments, only_own=True)

    def _arrange(self, shipments: Sequence[Shipment], *, only_own: bool) -> tuple[OrderResult, ...]:
        order_ids = list(dict.fromkeys(shipment.order_id for shipment in shipments))
        found = {str(order["order_sn"]): order for order in self._orders.raw(order_ids)}

        def arrange(shipment: Shipment) -> str:
            order = found.get(shipment.order_id)
            if order is None:
                return "Shopee does not know it"
            if state_of(order) in ARRANGED:
                return ""
            if state_of(order) != port.TO_PREPARE:
                return f"it is {order.get('order_status')}"
            try:
                self._hand_over(order, shipment.tracking, only_own=only_own)
            except Refused:
                # An answer that was lost, or somebody in Seller Centre, may have arranged it: what it is now decides.
                if not any(state_of(now) in ARRANGED for now in self._orders.raw([shipment.order_id])):
                    raise
            return ""

        return each(shipments, arrange)

    def _hand_over(self, order: Json, tracking: str, *, only_own: bool) -> None:
        for package in waiting_of(order):
            named = {"order_sn": str(order["order_sn"]), **package}
            offer = self._client.ask(PARAMETER, list(named.items())).checked().data
            if only_own and not is_own(offer):
                if tracking:
                    raise Refused(market=TITLE, reason="a courier of Shopee's carries it, who has his own number")
                continue
            body = {**named, **chosen(offer, self._wish, tracking)}
            reply = self._client.ask(SHIP, body=to_json(body))
            if name_of(reply.error) != ALREADY:
                reply.checked()


def state_of(order: Json) -> str:
    """Return an order's state in Lapak's words, "" where there is none."""
    return STATES.get(str(order.get("order_status")), "")


def packages_of(order: Json) -> list[Json]:
    """Return how each parcel of an order is named in a call: only where there are several."""
    numbers = [str(package["package_number"]) for package in order.get("package_list") or []]
    return [{"package_number": number} for number in numbers] if len(numbers) > 1 else [{}]


def waiting_of(order: Json) -> list[Json]:
    """Return the names of those parcels whose courier is not arranged yet."""
    states = [str(package.get("logistics_status") or "") for package in order.get("package_list") or []]
    names = packages_of(order)
    return [name for name, state in zip(names, states or [""], strict=False) if state in WAITING]
