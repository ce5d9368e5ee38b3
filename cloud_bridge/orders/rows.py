"""What the feed says of orders: those that a store has to prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.orders.models import Order
from cloud_bridge.orders.states import ON_THE_BOARD
from cloud_bridge.replication.feed import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANNEL = "channel:"


def order_row(order: Order) -> Row:
    """Return what the store's tills are told: the order, or that there is nothing (more) to prepare."""
    if order.state not in ON_THE_BOARD:
        return Row(order.store_id, "order", order.key, None)
    lines = [
        {
            "variant": line.variant_id,
            "sku": line.sku,
            "name": line.name,
            "quantity_milli": line.quantity_milli,
        }
        for line in sorted(order.lines.all(), key=lambda line: line.line)
    ]
    data = {
        "channel": order.origin.removeprefix(CHANNEL),
        "number": order.number,
        "state": order.state,
        "buyer": order.buyer,
        "at_ms": order.at_ms,
        "lines": lines,
    }
    return Row(order.store_id, "order", order.key, data)


def rows(merchant_key: str) -> Iterator[Row]:
    """Return every order that some store of the merchant has to prepare."""
    waiting = Order.objects.filter(merchant=merchant_key, state__in=ON_THE_BOARD)
    for order in waiting.prefetch_related("lines"):
        yield order_row(order)
