"""Stock that somebody books by hand: goods that came, a shelf that was counted, a loss that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cloud_bridge.database import writing
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.stock import causes, ledger

if TYPE_CHECKING:
    from cloud_bridge.fleet.models import Store

RECEIVE = "receive"
COUNT = "count"
ADJUST = "adjust"
WAYS = [
    (RECEIVE, _("Goods came: add to what is there")),
    (COUNT, _("Counted: this is what is there")),
    (ADJUST, _("Correct: add, or take away with a minus")),
]
KINDS = {RECEIVE: "delivery", ADJUST: "adjustment"}
OFFICE = "office:"
LONGEST_REASON = 50


def book(store: Store, variant_key: str, way: str, quantity_milli: int, reason: str, by: str) -> int:
    """Book it through the ledger and return by how many thousandths the shelf changed."""
    source = f"{OFFICE}{new_key()}:{by[:20]}:{reason[:LONGEST_REASON]}"
    with writing():
        if way == COUNT:
            return ledger.count(store.merchant_id, (store.key, variant_key), quantity_milli, source, now_ms())
        move = ledger.Move(store.key, variant_key, KINDS[way], quantity_milli, source, now_ms())
        ledger.move(store.merchant_id, [move])
        return quantity_milli


def reason_of(source: str) -> str:
    """Return who booked a movement by hand and why, or why a till did; "" for what a sale or an order brought."""
    if not source.startswith(OFFICE):
        return causes.reason_of(source)
    by, _colon, reason = source.removeprefix(OFFICE).partition(":")[2].partition(":")
    return f"{by}: {reason}" if reason else by
