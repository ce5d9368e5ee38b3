"""Reading orders: headers by window and offset, and their units."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._errors import NotThere

from ._errors import ApiError
from ._times import ORDER_DATE, given, shown

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases

    from ._gate import Call
    from ._switches import Switches
    from ._units import Units

MOST, MOST_ORDERS = 100, 50
FOREVER_S = 1 << 40
COLUMNS = {"created_at": "created_at", "updated_at": "updated_at"}
STATUSES = {"unpaid", "pending", "packed", "canceled", "ready_to_ship", "delivered", "returned", "shipped", "failed"}
STATUSES |= {"topack", "toship", "shipping", "lost"}


class Orders:
    """What the shop's owner reads about orders."""

    def __init__(self, purchases: Purchases, units: Units, switches: Switches) -> None:
        self._purchases = purchases
        self._units = units
        self._switches = switches

    def get(self, call: Call) -> dict[str, Any]:
        """GET /orders/get: one of the two "after" must be given; both ends are included; latest first unless asked."""
        offset = call.number("offset", 0, ApiError("14", "E014: Invalid Offset"), FOREVER_S)
        limit = call.number("limit", MOST, ApiError("19", "E019: Invalid Limit"), MOST)
        window = next((name for name in ("update", "created") if call.params.get(f"{name}_after")), "")
        if not window:
            raise ApiError("1", "E001: Parameter update_after or created_after is mandatory")
        sort_by = COLUMNS.get(call.params.get("sort_by", "created_at"))
        direction = call.params.get("sort_direction", "DESC")
        status = call.params.get("status", "")
        if sort_by is None or direction not in {"ASC", "DESC"}:
            raise ApiError("75", "E075: Invalid sort filter.")
        if status and status not in STATUSES:
            raise ApiError("36", "E036: Invalid status filter")
        first = given(call.params[f"{window}_after"], ORDER_DATE, 0)
        last = given(call.params.get(f"{window}_before", ""), ORDER_DATE, FOREVER_S)
        column = "updated_at" if window == "update" else "created_at"
        found = self._purchases.window(column, first, last)
        found.sort(key=lambda order: (order[sort_by], order["order_no"]), reverse=direction == "DESC")
        if status:
            found = [order for order in found if status in self._statuses(order["order_no"])]
        page = [self._header(order) for order in found[offset : offset + limit]]
        return {"data": {"count": len(page), "countTotal": len(found), "orders": page}}

    def order(self, call: Call) -> dict[str, Any]:
        """GET /order/get."""
        return {"data": self._header(self._known(call))}

    def items(self, call: Call) -> dict[str, Any]:
        """GET /order/items/get."""
        return {"data": self._rows(self._known(call)["order_no"], names_product=True)}

    def many_items(self, call: Call) -> dict[str, Any]:
        """GET /orders/items/get: `order_ids` is an array of numbers; one that is wrong spoils the call."""
        try:
            numbers = [str(int(number)) for number in json.loads(call.text("order_ids"))]
        except (TypeError, ValueError) as reason:
            raise ApiError("56", "E056: Invalid OrdersIdList format. Must use array format [1,2]") from reason
        if len(numbers) > MOST_ORDERS:
            raise ApiError("38", "E038: Too many orders were requested")
        found = []
        for number in numbers:
            try:
                order_no = self._purchases.order(number)["order_no"]
            except NotThere as reason:
                if self._switches.missing_is_error:
                    raise ApiError("37", "E037: One or more order id in the list are incorrect") from reason
                continue
            rows = self._rows(order_no, names_product=self._switches.units_name_product)
            found.append({"order_id": int(order_no), "order_number": int(order_no), "order_items": rows})
        if not found:
            raise ApiError("39", "E039: No orders were found")
        return {"data": found}

    def _known(self, call: Call) -> Row:
        try:
            return self._purchases.order(call.text("order_id"))
        except NotThere as reason:
            raise ApiError("16", "E016: Invalid Order ID") from reason

    def _statuses(self, order_no: str) -> list[str]:
        return list(dict.fromkeys(str(unit["status"]) for unit in self._units.of(order_no)))

    def _header(self, order: Row) -> dict[str, Any]:
        units = self._units.of(order["order_no"])
        return {
            "order_id": int(order["order_no"]),
            "order_number": int(order["order_no"]),
            "created_at": shown(order["created_at"]),
            "updated_at": shown(order["updated_at"]),
            "statuses": self._statuses(order["order_no"]),
            "items_count": len(units),
            "price": f"{order['total_minor']}.00",
            "shipping_fee": 0.00,
            "voucher": 0.00,
            "payment_method": "COD",
            "customer_first_name": order["buyer"],
            "customer_last_name": "",
            "need_cancel_confirm": any(unit["is_asked"] for unit in units),
        }

    def _rows(self, order_no: str, *, names_product: bool) -> list[dict[str, Any]]:
        order = self._purchases.order(order_no)
        return [
            {
                "order_id": int(order_no),
                "order_item_id": unit["unit_id"],
                "name": unit["name"],
                "variation": f"Variasi:{unit['variation']}" if unit["variation"] else "",
                "sku": unit["sku"],
                "sku_id": str(unit["sku_id"]) if names_product else None,
                "shop_sku": f"{unit['item_id']}_ID-{unit['sku_id']}",
                **({"product_id": str(unit["item_id"])} if names_product else {}),
                "status": unit["status"],
                "item_price": float(unit["price_minor"]),
                "paid_price": float(unit["price_minor"]),
                "shipping_amount": 0.0,
                "currency": "IDR",
                "created_at": shown(order["created_at"]),
                "updated_at": shown(unit["updated_at"]),
                "package_id": unit["package_id"],
                "tracking_code": unit["package_id"].replace("FP", "LXAD"),
                "shipment_provider": "LEX ID" if unit["package_id"] else "",
                "warehouse_code": self._switches.warehouse,
                "buyer_id": order["buyer"],
                "need_cancel_confirm": bool(unit["is_asked"]),
                "reverse_order_id": unit["reverse_id"] or None,
            }
            for unit in self._units.of(order_no)
        ]
