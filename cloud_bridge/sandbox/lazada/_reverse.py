"""Cancelling units: what may be cancelled and why, the seller's wish, and his answer to the buyer's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as base

from ._errors import ApiError

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches
    from ._units import Units

OUT_OF_STOCK = "15"
REASONS = {OUT_OF_STOCK: "Out of Stock", "10000021": "Customer requested cancellation", "21": "Other: wrong price"}
CANCELLABLE = ("unpaid", "pending", "packed", "ready_to_ship")


class Reverse:
    """What the shop's owner does with orders that will not be delivered."""

    def __init__(
        self, store: Store, catalogue: Catalogue, purchases: Purchases, units: Units, switches: Switches
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._purchases = purchases
        self._units = units
        self._switches = switches

    def validate(self, call: Call) -> dict[str, Any]:
        """GET /order/reverse/cancel/validate: the reasons depend on the order."""
        if any(unit["status"] not in CANCELLABLE for unit in self._asked(call)):
            return {"data": {"tip_type": "error", "tip_content": "The order can no longer be cancelled."}}
        options = [{"reason_id": number, "reason_name": name} for number, name in REASONS.items()]
        return {"data": {"tip_type": "warn", "tip_content": "", "reason_options": options}}

    def create(self, call: Call) -> dict[str, Any]:
        """GET /order/reverse/cancel/create: for want of stock it empties the SKU's stock as well."""
        units, reason = self._asked(call), call.text("reason_id")
        if reason not in REASONS:
            raise ApiError("104", "E0104: reason is empty or invalid")
        if any(unit["status"] not in CANCELLABLE for unit in units):
            raise ApiError("123", "E0123: invalid trade order lines")
        with self._store.transaction():
            self.cancel(units)
            empties = reason == OUT_OF_STOCK and self._switches.cancel_empties_stock
            for unit in units if empties else ():
                variant = self._catalogue.variant(unit["item_id"], unit["sku_id"])
                self._catalogue.set_stock(unit["item_id"], unit["sku_id"], variant["reserved"])
        return {"data": {"tip_content": "stock will be set as 0" if empties else "", "tip_type": "warn"}}

    def decide(self, call: Call) -> dict[str, Any]:
        """GET /order/reverse/cancel/seller/decide: yes to what a buyer asked for."""
        asked = self._store.rows(
            "SELECT * FROM lazada_unit WHERE reverse_id = ? AND is_asked = 1", int(call.text("reverse_order_id"))
        )
        if not asked or call.text("agree_cancel") != "true":
            raise ApiError("105", "E0105: reverse order id is empty or invalid")
        if asked[0]["status"] != "canceled":
            self._purchases.move(asked[0]["order_no"], base.CANCELLED)
        return {"data": {}}

    def cancel(self, units: list[Row]) -> None:
        """Cancel units, and their order with the last one."""
        order_no = units[0]["order_no"]
        self._units.cancel(units)
        if all(unit["status"] == "canceled" for unit in self._units.of(order_no)):
            self._purchases.move(order_no, base.CANCELLED)

    def _asked(self, call: Call) -> list[Row]:
        wanted = {int(unit_id) for unit_id in json.loads(call.text("order_item_id_list"))}
        units = [unit for unit in self._units.of(call.text("order_id")) if unit["unit_id"] in wanted]
        if not units or len(units) < len(wanted):
            raise ApiError("123", "E0123: invalid trade order lines")
        return units
