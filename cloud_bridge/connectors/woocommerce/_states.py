"""An order's state out of its status; shops and plugins add statuses of their own, for which Lapak has no word.

Source: woocommerce-rest-api-docs, "Order properties"; WooCommerce, "Order statuses".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port

if TYPE_CHECKING:
    from ._reply import Json

COMPLETED, CANCELLED, REFUNDED, TRASH = "completed", "cancelled", "refunded", "trash"
# on-hold waits for money (a bank transfer); a failed payment may still be tried again, so it is no end.
STATES = {
    "pending": port.UNPAID,
    "on-hold": port.UNPAID,
    "failed": port.UNPAID,
    "processing": port.TO_PREPARE,
    COMPLETED: port.COMPLETED,
    CANCELLED: port.CANCELLED,
}
# WooCommerce lowers its stock when an order is paid for or put on hold, and gives it back when a payment fails.
TAKEN_WHEN_PAID = ("pending", "failed")
DRAFTS = ("checkout-draft", "auto-draft")  # somebody is still filling in a form


def state_of(raw: Json) -> str:
    """Return the state in Lapak's words, "" where it has none.

    Money back before the goods left ends an order, afterwards it changes nothing that Lapak keeps. The trash is an end
    where the order was still to be prepared, and tidying up where it was done.
    """
    status = str(raw["status"])
    if status in (REFUNDED, TRASH):
        has_left = bool(raw.get("date_completed_gmt"))
        return (port.COMPLETED if status == REFUNDED else "") if has_left else port.CANCELLED
    return STATES.get(status, "")
