"""Cancelling orders: the seller's own wish, or a yes to the buyer's.

Source: the pages of cancel_order and handle_buyer_cancellation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.each import each
from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._numbers import to_json
from ._shipping import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import Cancellation, OrderResult

    from ._client import Client
    from ._orders import Orders
    from ._reply import Json

CANCEL = "/api/v2/order/cancel_order"
ANSWER = "/api/v2/order/handle_buyer_cancellation"
ASKED = "IN_CANCEL"
OUT_OF_STOCK = "OUT_OF_STOCK"
# Shopee knows no "other": it is not the customer's wish and not the courier's fault, so the goods are missing.
REASONS = {port.OUT_OF_STOCK: OUT_OF_STOCK, port.CUSTOMER_ASKED: "CUSTOMER_REQUEST", port.OTHER: OUT_OF_STOCK}


class Cancels:
    """What ends a shop's orders."""

    def __init__(self, client: Client, orders: Orders) -> None:
        self._client = client
        self._orders = orders

    def cancel(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel whole orders; see port.Cancels."""
        return each(cancellations, self._cancel)

    def _cancel(self, cancellation: Cancellation) -> str:
        order_id = cancellation.order_id
        order = self._order(order_id)
        if state_of(order) == port.CANCELLED:
            return ""
        try:
            if order["order_status"] == ASKED:
                self._client.ask(ANSWER, body=to_json({"order_sn": order_id, "operation": "ACCEPT"})).checked()
            else:
                self._client.ask(CANCEL, body=to_json(_body(order, REASONS[cancellation.reason]))).checked()
        except Refused:
            if state_of(self._order(order_id)) != port.CANCELLED:
                raise
        return ""

    def _order(self, order_id: str) -> Json:
        found = self._orders.raw([order_id])
        if not found:
            raise Refused(market=TITLE, reason="Shopee does not know it")
        return found[0]


def _body(order: Json, reason: str) -> Json:
    body: Json = {"order_sn": str(order["order_sn"]), "cancel_reason": reason}
    if reason != OUT_OF_STOCK:
        return body
    missing = [
        {"item_id": int(line["item_id"]), "model_id": int(line.get("model_id") or 0)} for line in order["item_list"]
    ]
    return {**body, "item_list": missing}
