"""What came back of a sale after its receipt was written: found by the sale, shown on its page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from appliance.core.errors import LapakError
from appliance.core.refund import Original
from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.database import insert
from cloud_bridge.orders.models import Order
from cloud_bridge.orders.sales import TILL
from cloud_bridge.receipts.models import Return
from cloud_bridge.replication.models import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.fleet.models import Till

    Body = dict[str, Any]

SALES = ("sale.completed", "sale.refunded")
COLUMNS = ("till_id", "sale", "seq")
ONCE = "ON CONFLICT (till_id, sale, seq) DO NOTHING"


class CameBack(NamedTuple):
    """One refund or exchange: its number, when it was, what came back (name, quantity, unit), and for how much."""

    number: str
    at_ms: int
    goods: list[tuple[str, int, str]]
    minor: int


def concerns(entry: Body) -> bool:
    """Say whether goods of an earlier sale come back with an entry."""
    return entry["type"] in SALES and any(line.get("returned") for line in entry["body"]["lines"])


def take_in(till: Till, entries: Sequence[Body]) -> dict[int, str]:
    """Note which sales checked entries bring goods back of."""
    rows = [(till.key, sale, entry["seq"]) for entry in entries for sale in sorted(_sales(entry["body"]))]
    insert(Return, COLUMNS, rows, ONCE)
    return {}


def _sales(body: Body) -> set[str]:
    return {line["returned"]["sale"] for line in body["lines"] if line.get("returned")}


def of_sale(till: Till, body: Body) -> list[CameBack]:
    """Return what came back of a sale so far, the oldest first; one that was made undone did not."""
    seqs = Return.objects.filter(till=till, sale=body["sale"]).values("seq")
    entries = Entry.objects.filter(till=till, seq__in=seqs, refused="").order_by("seq")
    found: list[CameBack] = []
    known: list[Body] = []
    for at_ms, text in entries.values_list("at_ms", "body"):
        later = json.loads(text)
        if _is_undone(till, later):
            continue
        try:
            minor = Original(body, [*known, later]).back_minor - Original(body, known).back_minor
        except LapakError:  # more than there was: the books say so elsewhere, a customer's page does not
            continue
        known.append(later)
        found.append(CameBack(later["number"], at_ms, _goods(later, body["sale"]), minor))
    return found


def _is_undone(till: Till, body: Body) -> bool:
    voided = Order.objects.filter(origin=TILL + till.key, external_id=body["sale"], state=CANCELLED)
    return bool(voided.exists())


def _goods(later: Body, sale: str) -> list[tuple[str, int, str]]:
    return [
        (line["name"], -line["quantity_milli"], line["unit"])
        for line in later["lines"]
        if line.get("returned") and line["returned"]["sale"] == sale
    ]
