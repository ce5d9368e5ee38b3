"""Sales that were made undone at the till: cancelled in the order book, their goods back on the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.orders.models import Order
from cloud_bridge.orders.sales import TILL
from cloud_bridge.stock import kits, ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]


def take_in_voids(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Book checked `sale.voided` entries; return why some were refused, by their seq."""
    refused: dict[int, str] = {}
    moves: list[ledger.Move] = []
    for entry in entries:
        sale, seq, at_ms = entry["body"]["sale"], entry["seq"], entry["at_ms"]
        order = Order.objects.filter(origin=TILL + till.key, external_id=sale).exclude(state=CANCELLED).first()
        if order is None:
            refused[seq] = f"Sale {sale} is not in the books, or was made undone before."
            continue
        Order.objects.filter(key=order.key).update(state=CANCELLED, updated_at_ms=at_ms)
        for line in order.lines.exclude(variant=None):
            source = f"{till.key}:{seq}:{line.line}"
            moves += (
                ledger.Move(till.store_id, variant, "void", milli, cause, at_ms)
                for variant, milli, cause in kits.taken_apart(
                    str(line.variant_id), line.quantity_milli, source, line.parts
                )
            )
    ledger.move(till.merchant_id, moves)
    return refused
