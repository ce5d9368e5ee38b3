"""Cancelling orders: Vendure takes the goods back into stock and leaves the money, which is given back here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.each import each
from cloud_bridge.connectors.errors import Refused

from ._documents import CANCEL, READ_DELIVERIES, REFUND
from ._fates import TITLE
from ._reply import done
from ._states import has_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import Cancellation, OrderResult

    from ._client import Client
    from ._orders import Orders
    from ._reply import Json

REASONS = {port.OUT_OF_STOCK: "out of stock", port.CUSTOMER_ASKED: "the customer asked", port.OTHER: "other"}
CANCELLED, SETTLED, FAILED = "Cancelled", "Settled", "Failed"


class Cancels:
    """Cancels a channel's orders."""

    def __init__(self, client: Client, orders: Orders) -> None:
        self._client = client
        self._orders = orders

    def cancel(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel orders with their shipping and give back what was paid and not given back yet; see port.Cancels."""
        codes = [cancellation.order_id for cancellation in cancellations]
        orders = {order["code"]: order for order in self._orders.found(READ_DELIVERIES, codes)}
        return each(cancellations, lambda one: self._cancel(REASONS[one.reason], orders.get(one.order_id)))

    def _cancel(self, reason: str, order: Json | None) -> str:
        """Return why an order cannot be cancelled, "" when it is."""
        if order is None:
            return "there is no such order"
        if order["state"] != CANCELLED:
            if has_left(order):
                return "its goods have left"
            asked = {"orderId": order["id"], "reason": reason, "cancelShipping": True}
            done(self._client.ask(CANCEL, {"input": asked})["cancelOrder"])
        for payment in order["payments"] or ():
            self._give_back(payment, reason)
        return ""

    def _give_back(self, payment: Json, reason: str) -> None:
        given = sum(refund["total"] for refund in payment["refunds"] if refund["state"] != FAILED)
        rest = payment["amount"] - given
        if payment["state"] != SETTLED or rest <= 0:
            return
        asked = {"paymentId": payment["id"], "amount": rest, "shipping": 0, "adjustment": 0, "reason": reason}
        try:
            done(self._client.ask(REFUND, {"input": asked})["refundOrder"])
        except Refused as refused:
            words = f"it is cancelled, but its money was not given back ({refused.values['reason']})"
            raise Refused(market=TITLE, reason=words) from refused
