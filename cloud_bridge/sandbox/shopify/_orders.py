"""Orders as Shopify shows them: three states beside each other, of payment, of delivery and of the order itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as states
from cloud_bridge.sandbox._catalogue import VARIANTS_PER_ITEM
from cloud_bridge.sandbox._errors import NotThere

from ._nodes import CURRENCY, Node, gid, moment, money_bag, number_of, page, read_cursor, refused
from ._places import MAIN
from ._search import Search

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._places import Places
    from ._switches import Switches

FINANCIAL = {states.UNPAID: "PENDING", states.CANCELLED: "REFUNDED"}
FULFILLMENT = {states.PACKED: "IN_PROGRESS", states.SHIPPED: "FULFILLED", states.COMPLETED: "FULFILLED"}
FULFILLMENT_ORDER = {
    states.PACKED: "IN_PROGRESS",
    states.SHIPPED: "CLOSED",
    states.COMPLETED: "CLOSED",
    states.CANCELLED: "CANCELLED",
}


class Orders:
    """What the shop's owner reads about orders."""

    def __init__(self, store: Store, purchases: Purchases, switches: Switches, places: Places) -> None:
        self._store = store
        self._purchases = purchases
        self._switches = switches
        self._places = places

    def orders(self, _: Any, **asked: Any) -> Node:
        """Query `orders`: by `updated_at`, oldest first where UPDATED_AT is asked for."""
        search = Search.read(asked.get("query"))
        if asked.get("sortKey") != "UPDATED_AT" or asked.get("reverse"):
            raise refused("BAD_REQUEST", "The sandbox lists orders by UPDATED_AT only.")
        depth, after = read_cursor(asked.get("after"), self._switches.page_depth)
        behind = (after[0], after[1]) if after else (0, "")
        rows = self._purchases.window(
            "updated_at", search.first_s, search.last_s, behind, (asked.get("first") or 0) + 1
        )
        return page(rows, self.order_node, lambda row: (row["updated_at"], row["order_no"]), asked, depth)

    def order(self, _: Any, **asked: Any) -> Node | None:
        """Query `order`."""
        return self.node(number_of("Order", asked["id"]))

    def node(self, order_no: str) -> Node | None:
        """Return an order by its number, None where there is none."""
        try:
            return self.order_node(self._purchases.order(order_no))
        except NotThere:
            return None

    def order_node(self, row: Row) -> Node:
        """Return an order with its lines and deliveries."""
        state, order_no = row["state"], row["order_no"]
        is_over, has_left = state in {states.COMPLETED, states.CANCELLED}, state in {states.SHIPPED, states.COMPLETED}
        held = self._store.row("SELECT 1 FROM shopify_hold WHERE order_no = ?", order_no) and not is_over
        return {
            "__typename": "Order",
            "id": gid("Order", order_no),
            "name": f"#{order_no[-6:]}",
            "createdAt": moment(row["created_at"]),
            "updatedAt": moment(row["updated_at"]),
            "cancelledAt": moment(row["updated_at"]) if state == states.CANCELLED else None,
            "closedAt": moment(row["updated_at"]) if is_over else None,
            "currencyCode": CURRENCY,
            "displayFinancialStatus": FINANCIAL.get(state, "PAID"),
            "displayFulfillmentStatus": "ON_HOLD" if held else FULFILLMENT.get(state, "UNFULFILLED"),
            "returnStatus": "NO_RETURN",
            "totalPriceSet": money_bag(row["total_minor"]),
            "customer": lambda _: self._buyer(row["buyer"]),
            "lineItems": lambda _, **asked: self._lines(row, asked),
            "fulfillments": lambda _, **asked: self._fulfillments(row, asked) if has_left else [],
            "fulfillmentOrders": lambda _, **asked: page(
                [row], lambda row: self._fulfillment_order(row, is_held=bool(held)), lambda _: (order_no,), asked
            ),
        }

    def _buyer(self, name: str) -> Node:
        if self._switches.hides_buyers:
            raise refused("ACCESS_DENIED", "This app is not approved to access the Customer object.")
        return {"id": gid("Customer", "1"), "displayName": name}

    def _lines(self, order: Row, asked: dict[str, Any]) -> Node:
        depth, after = read_cursor(asked.get("after"), self._switches.page_depth)

        def key(line: Row) -> list[int]:
            return [line["item_id"], line["variant_id"]]

        def node(line: Row) -> Node:
            number = line["variant_id"] or line["item_id"] * VARIANTS_PER_ITEM
            is_there = self._store.row("SELECT 1 FROM item WHERE item_id = ?", line["item_id"]) is not None
            return {
                "id": gid("LineItem", f"{order['order_no']}{number}"),
                "name": f"{line['name']} - {line['variant_name']}" if line["variant_name"] else line["name"],
                "title": line["name"],
                "variantTitle": line["variant_name"] or None,
                "sku": line["sku"],
                "quantity": line["quantity"],
                "currentQuantity": 0 if order["state"] == states.CANCELLED else line["quantity"],
                "product": {"id": gid("Product", line["item_id"])} if is_there else None,
                "variant": {"id": gid("ProductVariant", number)} if is_there else None,
                "originalUnitPriceSet": money_bag(line["price_minor"]),
                "discountedUnitPriceSet": money_bag(line["price_minor"]),
            }

        rows = sorted(self._purchases.lines(order["order_no"]), key=key)
        return page([line for line in rows if key(line) > after], node, key, asked, depth)

    def _fulfillments(self, order: Row, asked: dict[str, Any]) -> list[Node]:
        told = self._store.row("SELECT * FROM shopify_fulfillment WHERE order_no = ?", order["order_no"])
        tracking = {"company": told["company"] or None, "number": told["number"] or None} if told else {}
        fulfillment = {
            "id": gid("Fulfillment", order["order_no"]),
            "status": "SUCCESS",
            "displayStatus": "DELIVERED" if order["state"] == states.COMPLETED else "FULFILLED",
            "trackingInfo": [{**tracking, "url": None}] if any(tracking.values()) else [],
        }
        return [fulfillment][: asked.get("first")]

    def _fulfillment_order(self, order: Row, *, is_held: bool) -> Node:
        place = self._places.node(MAIN)
        return {
            "__typename": "FulfillmentOrder",
            "id": gid("FulfillmentOrder", order["order_no"]),
            "status": "ON_HOLD" if is_held else FULFILLMENT_ORDER.get(order["state"], "OPEN"),
            "assignedLocation": {"name": place["name"], "location": place},
        }
