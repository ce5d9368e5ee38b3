"""The order calls: which changed in a window, and what they are, one row per unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as orders
from cloud_bridge.sandbox._errors import NotThere

from ._gate import BAD_PARAMETER, ApiError
from ._words import ORDER_STATUS, PACKAGE_STATUS, package_of, read_token, sku_of, write_token

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches

MOST_ORDERS = 50
FOR_EVER_S = 1 << 40
COLUMNS = {"create_time": "created_at", "update_time": "updated_at"}


class Orders:
    """What the shop's owner reads about orders."""

    def __init__(self, store: Store, purchases: Purchases, switches: Switches) -> None:
        self._store = store
        self._purchases = purchases
        self._switches = switches

    def search(self, call: Call) -> dict[str, Any]:
        """POST /order/202309/orders/search: newest first unless asked, and some that changed after the window."""
        field, size = call.query.get("sort_field", "create_time"), call.page_size(100)
        order = call.query.get("sort_order", "DESC")
        if field not in COLUMNS or order not in {"ASC", "DESC"}:
            raise ApiError(BAD_PARAMETER, "sort_field or sort_order is invalid")
        found = self._found(call, COLUMNS[field])
        if order == "DESC":
            found.reverse()
        token = read_token(call.query.get("page_token", ""))
        if token:
            at = (int(token[0]), token[1])
            keys = [(row[COLUMNS[field]], row["order_no"]) for row in found]
            found = [row for row, key in zip(found, keys, strict=True) if (key > at if order == "ASC" else key < at)]
        page = found[:size]
        more = write_token(page[-1][COLUMNS[field]], page[-1]["order_no"]) if len(found) > size else ""
        return {"orders": [self._shown(row) for row in page], "next_page_token": more, "total_count": len(found)}

    def detail(self, call: Call) -> dict[str, Any]:
        """GET /order/202309/orders and its twin of 202507: ids joined by commas, or repeated."""
        ids = [part for given in call.query.getlist("ids") for part in given.split(",") if part]
        if not 1 <= len(ids) <= MOST_ORDERS:
            raise ApiError(BAD_PARAMETER, f"ids must be between 1 and {MOST_ORDERS}")
        found = []
        for order_no in ids:
            try:
                found.append(self._shown(self._purchases.order(order_no)))
            except NotThere as reason:
                if self._switches.missing_is_error:
                    raise ApiError(21008001, "order not found") from reason
        return {"orders": found}

    def _found(self, call: Call, column: str) -> list[Row]:
        """Return the orders of the windows asked for, in ascending order of the column."""
        asked = call.body
        stray_s = self._switches.stray_s
        windows = {
            "created_at": (asked.get("create_time_ge", 0), asked.get("create_time_lt", FOR_EVER_S) - 1),
            "updated_at": (asked.get("update_time_ge", 0), asked.get("update_time_lt", FOR_EVER_S) - 1 + stray_s),
        }
        rows = self._purchases.window(column, *windows[column])
        (other,) = windows.keys() - {column}
        first, last = windows[other]
        status = asked.get("order_status")
        return [
            row for row in rows if first <= row[other] <= last and (not status or ORDER_STATUS[row["state"]] == status)
        ]

    def _shown(self, order: Row) -> dict[str, Any]:
        order_no, state = order["order_no"], order["state"]
        parcel = self._store.row("SELECT * FROM tiktok_parcel WHERE order_no = ?", order_no)
        has_parcel = state not in {orders.UNPAID, orders.CANCELLED}
        return {
            "id": order_no,
            "status": ORDER_STATUS[state],
            "create_time": order["created_at"],
            "update_time": order["updated_at"],
            "user_id": order["buyer"],
            "is_buyer_request_cancel": state == orders.CANCELLING,
            "shipping_type": "SELLER" if self._switches.own_courier else "TIKTOK",
            "fulfillment_type": "FULFILLMENT_BY_SELLER",
            "commerce_platform": "TOKOPEDIA" if self._switches.tokopedia else "TIKTOK_SHOP",
            "tracking_number": parcel["tracking"] if parcel else "",
            "payment": {"currency": "IDR", "total_amount": str(order["total_minor"]), "shipping_fee": "0"},
            "recipient_address": {"name": order["buyer"], "phone_number": "(+62)8**********", "region_code": "ID"},
            "packages": [{"id": package_of(order_no)}] if has_parcel else [],
            "line_items": [
                self._unit(order, line, number, has_parcel=has_parcel)
                for line in self._purchases.lines(order_no)
                for number in range(line["quantity"])
            ],
        }

    def _unit(self, order: Row, line: Row, number: int, *, has_parcel: bool) -> dict[str, Any]:
        price = str(line["price_minor"])
        parcel = {"package_id": package_of(order["order_no"]), "package_status": PACKAGE_STATUS[order["state"]]}
        return {
            "id": f"{order['order_no']}{sku_of(line)}{number:03}",
            "product_id": str(line["item_id"]),
            "product_name": line["name"],
            "sku_id": sku_of(line),
            "sku_name": line["variant_name"],
            "seller_sku": line["sku"],
            "original_price": price,
            "sale_price": price,
            "currency": "IDR",
            "is_gift": False,
            "display_status": ORDER_STATUS[order["state"]],
            **(parcel if has_parcel else {}),
        }
