"""Cancelling orders: the seller's own wish, or a yes to the buyer's.

Source: the Return and Refund pages; a reason must be one of the names that the order itself offers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.each import each
from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._mapping import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import Cancellation, OrderResult

    from ._client import Client
    from ._orders import Orders

ELIGIBILITY = "/return_refund/202602/orders/{}/aftersale_eligibility"
CANCEL = "/return_refund/202602/cancellations"
SEARCH = "/return_refund/202602/cancellations/search"
APPROVE = "/return_refund/202309/cancellations/{}/approve"
PENDING = "CANCELLATION_REQUEST_PENDING"
# A part of the reason's name, which differs between markets (changelog of 31 August 2025).
WORDS = {
    port.OUT_OF_STOCK: ("out_of_stock",),
    port.CUSTOMER_ASKED: ("customer", "buyer", "requested"),
    port.OTHER: ("other",),
}


class Cancels:
    """What ends a shop's orders."""

    def __init__(self, client: Client, orders: Orders) -> None:
        self._client = client
        self._orders = orders

    def cancel(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel whole orders; see port.Cancels."""
        return each(cancellations, self._cancel)

    def _cancel(self, cancellation: Cancellation) -> str:
        if self._is_cancelled(cancellation.order_id):
            return ""
        asked = self._asked_by_the_buyer(cancellation.order_id)
        try:
            if asked:
                self._client.post(APPROVE.format(asked), {}).checked()
            else:
                body = {"order_id": cancellation.order_id, "cancel_reason": self._reason(cancellation)}
                self._client.post(CANCEL, body).checked()
        except Refused:
            if not self._is_cancelled(cancellation.order_id):
                raise
        return ""

    def _is_cancelled(self, order_id: str) -> bool:
        found = self._orders.raw([order_id])
        if not found:
            raise Refused(market=TITLE, reason="TikTok Shop does not know it")
        return STATES.get(str(found[0].get("status"))) == port.CANCELLED

    def _asked_by_the_buyer(self, order_id: str) -> str:
        """Return the buyer's own wish to cancel that waits for an answer, "" if there is none."""
        found = self._client.post(SEARCH, {"order_ids": [order_id], "cancel_status": [PENDING]}).checked()
        return next((str(row["cancel_id"]) for row in found.rows("cancellations")), "")

    def _reason(self, cancellation: Cancellation) -> str:
        asked = (("initiate_aftersale_user", "SELLER"), ("request_types", "CANCEL"))
        found = self._client.get(ELIGIBILITY.format(cancellation.order_id), *asked).checked()
        lines = [line for sku in found.rows("sku_eligibility") for line in sku.get("line_item_eligibility") or []]
        names = [
            str(name) for line in lines if line.get("eligible") for name in line.get("available_reason_names") or []
        ]
        if not names:
            why = next((str(line["ineligible_reason"]) for line in lines if line.get("ineligible_reason")), "no reason")
            raise Refused(market=TITLE, reason=f"it cannot be cancelled ({why})")
        words = WORDS[cancellation.reason]
        return next((name for name in names if any(word in name.lower() for word in words)), names[0])
