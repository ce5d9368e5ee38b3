"""The logistics calls: the shop's couriers, how a parcel may be handed over, arranging it, and its number."""

from __future__ import annotations

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

ADDRESS_ID, FIRST_BRANCH = 200034569, 700
# (logistics_channel_id, mask_channel_id, enabled, fee_type): the second stands behind the first.
CHANNELS = (
    (8003, 0, True, "SIZE_INPUT"),
    (8004, 8003, True, "SIZE_INPUT"),
    (8005, 0, False, "SIZE_INPUT"),
    (8006, 0, True, "CUSTOM_PRICE"),
)
PICKUP, DROPOFF, OWN = "pickup", "dropoff", "non_integrated"


class Logistics:
    """What the shop's owner does with parcels."""

    def __init__(self, store: Store, purchases: Purchases, parcels: Parcels, switches: Switches) -> None:
        self._store = store
        self._purchases = purchases
        self._parcels = parcels
        self._switches = switches

    def get_channel_list(self, _: Call) -> dict[str, Any]:
        """GET logistics/get_channel_list."""
        names = ("logistics_channel_id", "mask_channel_id", "enabled", "fee_type")
        return {"logistics_channel_list": [dict(zip(names, channel, strict=True)) for channel in CHANNELS]}

    def get_shipping_parameter(self, call: Call) -> dict[str, Any]:
        """GET logistics/get_shipping_parameter: only of parcels that wait."""
        order = self._order(call.query.get("order_sn", ""))
        number = self.number(order["order_no"], call.query.get("package_number"))
        if order["state"] != orders.PAID or self._parcels.arranged(number):
            raise ApiError(
                "error_param", "Shipping parameters can only be obtained when package is ready to be shipped"
            )
        slots = [
            {"date": 1_800_000_000, "pickup_time_id": "1800000000_1", "flags": []},
            {"date": 1_800_080_000, "pickup_time_id": "1800080000_2", "flags": ["recommended"]},
        ]
        back = {"address_id": ADDRESS_ID + 1, "address_flag": ["return_address"], "time_slot_list": []}
        home = {"address_id": ADDRESS_ID, "address_flag": ["default_address", "pickup_address"]}
        addresses = [back, {**home, "time_slot_list": slots if self._switches.slots else []}]
        branches = [{"branch_id": FIRST_BRANCH + number} for number in range(self._switches.branches)]
        ways = self._ways()
        offers = {PICKUP: {"address_list": addresses}, DROPOFF: {"branch_list": branches}}
        return {"info_needed": ways, **{way: offer for way, offer in offers.items() if way in ways}}

    def ship_order(self, call: Call) -> dict[str, Any]:
        """POST logistics/ship_order: exactly one way, with what it needs."""
        order = self._order(str(call.body.get("order_sn", "")))
        number = self.number(order["order_no"], call.body.get("package_number"))
        if self._parcels.arranged(number):
            raise ApiError(
                " logistics.package_already_shipped", "This package has already been arranged shipment."
            )  # the space stands in the documentation too
        if order["state"] != orders.PAID:
            raise ApiError("logistics.ship_order_not_ready_to_ship", "The order is not ready to ship.")
        ways = [way for way in (PICKUP, DROPOFF, OWN) if way in call.body]
        if len(ways) != 1:
            raise ApiError("logistics.ship_order_only_support_one_type", "Please select just one way to ship order.")
        self._check(ways[0], call.body[ways[0]])
        with self._store.transaction():
            if self._parcels.arrange(order["order_no"], number, call.body[ways[0]].get("tracking_number", "")):
                self._purchases.move(order["order_no"], orders.PACKED)
        return {}

    def get_tracking_number(self, call: Call) -> dict[str, Any]:
        """GET logistics/get_tracking_number: empty while the courier has not said it."""
        order = self._order(call.query.get("order_sn", ""))
        number = self.number(order["order_no"], call.query.get("package_number"))
        return {"tracking_number": self._parcels.tracking(number), "hint": ""}

    def number(self, order_no: str, named: str | None) -> str:
        """Return the parcel that a call is about: named where there are several, and only there."""
        numbers = self._parcels.of(order_no)
        if named is None and len(numbers) > 1:
            raise ApiError("logistics.ship_order_need_pacakge_number", "Please request with package_number.")
        if named is not None and (len(numbers) == 1 or named not in numbers):
            raise ApiError("logistics.ship_order_not_need_pacakge_number", "Please don't request with package_number.")
        return named or numbers[0]

    def _ways(self) -> dict[str, list[str]]:
        needed = {
            PICKUP: ["address_id", "pickup_time_id"] if self._switches.slots else ["address_id"],
            DROPOFF: ["branch_id"] if self._switches.branches else [],
            OWN: ["tracking_no"],
        }
        return {way: needed[way] for way in self._switches.ways.split(",")}

    def _check(self, way: str, given: dict[str, Any]) -> None:
        needed = self._ways().get(way)
        if needed is None:
            raise ApiError(f"logistics.ship_order_unsupport_{way}", f"This order does not support ship with {way}.")
        if way == PICKUP and given.get("address_id") != ADDRESS_ID:
            raise ApiError("logistics.ship_order_need_address_pickup_time", "Parameter address_id is required.")
        if way == PICKUP and self._switches.slots and given.get("pickup_time_id") != "1800080000_2":
            raise ApiError("logistics.ship_order_pickup_time_invalid", "Invalid pickup time id.")
        if way == DROPOFF and needed and not given.get("branch_id"):
            raise ApiError("logistics.ship_order_need_branch_id", "Parameter branch_id is required.")
        if way == OWN and not given.get("tracking_number"):
            raise ApiError("logistics.ship_order_need_tracking_number", "Parameter tracking_number can not be null.")

    def _order(self, order_no: str) -> Row:
        try:
            return self._purchases.order(order_no)
        except NotThere as reason:
            raise ApiError("error_not_found", f"Wrong parameters, detail: {order_no}.") from reason
