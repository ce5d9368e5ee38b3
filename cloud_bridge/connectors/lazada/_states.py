"""What an order is when each of its units has a state of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port

if TYPE_CHECKING:
    from collections.abc import Iterable

# Statuses of order items: the list of error 6 of /orders/get and what `status` may filter by ([L] order-api).
STATES = {
    "unpaid": port.UNPAID,
    "pending": port.TO_PREPARE,
    "topack": port.TO_PREPARE,
    "packed": port.READY,
    "toship": port.READY,
    "ready_to_ship": port.READY,
    "shipped": port.SHIPPED,
    "shipping": port.SHIPPED,
    "delivered": port.DELIVERED,
    "confirmed": port.COMPLETED,
    "canceled": port.CANCELLED,
    "failed": port.RETURNING,
    "failed_delivery": port.RETURNING,
    "returned": port.RETURNING,
    "shipped_back": port.RETURNING,
    "shipped_back_success": port.RETURNING,
    "shipped_back_failed": port.RETURNING,
    "lost": port.RETURNING,
    "lost_by_3pl": port.RETURNING,
    "damaged_by_3pl": port.RETURNING,
    "package_scrapped": port.RETURNING,
}
RANK = {state: rank for rank, state in enumerate(port.ORDER_STATES)}


def order_state(statuses: Iterable[str]) -> str:
    """Return the state of an order from the statuses of its units; "" when one of them has no word in Lapak.

    1. Cancelled units say nothing while others live; when none lives, the order is cancelled.
    2. While a unit is still with the seller, the order is as far as the one that is furthest behind.
    3. After that one unit on its way back makes the order returning; otherwise 2 holds for the rest of the way.
    """
    living = {STATES.get(status, "") for status in statuses} - {port.CANCELLED}
    if not living:
        return port.CANCELLED
    if "" in living:
        return ""
    behind = min(living, key=RANK.__getitem__)
    if RANK[behind] >= RANK[port.SHIPPED] and port.RETURNING in living:
        return port.RETURNING
    return behind
