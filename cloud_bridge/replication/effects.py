"""What journal entries do to the bridge's books, set-based for a whole message.

An entry whose effect cannot be applied is refused with a reason; the others are applied all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DataError, IntegrityError, transaction

from appliance.core.entries import BodyWrong, check_body
from cloud_bridge.fleet import kiosks
from cloud_bridge.orders.preparing import take_in_stages
from cloud_bridge.orders.sales import take_in_sales
from cloud_bridge.orders.voids import take_in_voids
from cloud_bridge.payments import book as payments
from cloud_bridge.people import customers, deeds, holdings, time_clock
from cloud_bridge.receipts import dispatch, returns
from cloud_bridge.stock import escrow, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]
    Refused = dict[int, str]
    Effect = Callable[[Till, Sequence[Entry]], Refused]

# Other types only go on record: their place is the journal itself.
EFFECTS: dict[str, Effect] = {
    "customer.added": customers.take_in,
    "customer.changed": customers.take_in,
    "sale.completed": take_in_sales,
    "sale.refunded": take_in_sales,
    "sale.voided": take_in_voids,
    "customer.forgotten": customers.take_in_forgotten,
    "receipt.sent": dispatch.take_in,
    "staff.clocked": time_clock.take_in,
    "stock.counted": sheets.take_in,
    "stock.received": sheets.take_in,
    "stock.adjusted": sheets.take_in,
    "transfer.requested": sheets.take_in,
    "tender.returned": payments.take_in_returns,
    "order.accepted": take_in_stages,
    "order.picked": take_in_stages,
    "order.packed": take_in_stages,
    "order.handed_over": take_in_stages,
}
# Before a shelf is booked as counted, all that the till did before must be in the books, and nothing it did later.
IN_PLACE = frozenset({"stock.counted"})
# What a bad entry can bring about; a full disk or a lost database is nobody's entry's fault and stops the message.
_ITS_OWN_FAULT = (DataError, IntegrityError, OverflowError, ValueError)


def apply(till: Till, entries: Sequence[Entry], refused: Refused, *, carefully: bool) -> Refused:
    """Apply the entries that are not refused already; return all refusals by seq.

    Unless it is done carefully, what only the database finds out raises, and the transaction is to be undone.
    """
    refused = dict(refused)
    sound: list[Entry] = []
    for entry in entries:
        if entry["seq"] in refused:
            continue
        try:
            check_body(entry["type"], entry["body"])
        except BodyWrong as error:
            refused[entry["seq"]] = str(error)
        else:
            sound.append(entry)
    for stretch in _stretches(sound):
        by_type: dict[str, list[Entry]] = {}
        for entry in stretch:
            by_type.setdefault(entry["type"], []).append(entry)
        for kind, effect in EFFECTS.items():
            if kind in by_type:
                found = by_type[kind]
                refused |= _apply_each(till, effect, found) if carefully else effect(till, found)
    held = [one for one in entries if one["seq"] not in refused and holdings.concerns(one)]
    if held:  # cards and points move in the order in which the till moved them, whatever the types
        refused |= _apply_each(till, holdings.take_in, held) if carefully else holdings.take_in(till, held)
    paid = [one for one in entries if one["seq"] not in refused and payments.concerns(one)]
    if paid:
        refused |= _apply_each(till, payments.take_in_sales, paid) if carefully else payments.take_in_sales(till, paid)
    back = [one for one in entries if one["seq"] not in refused and returns.concerns(one)]
    if back:
        refused |= _apply_each(till, returns.take_in, back) if carefully else returns.take_in(till, back)
    told = [one for one in entries if one["seq"] not in refused and deeds.concerns(one)]
    if told:
        refused |= _apply_each(till, deeds.take_in, told) if carefully else deeds.take_in(till, told)
    rights = [one for one in entries if one["seq"] not in refused and escrow.concerns(one)]
    if rights:  # after everything that moves stock: what nobody holds is dealt anew
        refused |= _apply_each(till, escrow.take_in, rights) if carefully else escrow.take_in(till, rights)
    stood = [one for one in entries if one["seq"] not in refused and kiosks.concerns(one)]
    if stood:  # the types of a kiosk's entries follow each other, and the last one counts
        refused |= _apply_each(till, kiosks.take_in, stood) if carefully else kiosks.take_in(till, stood)
    return refused


def _stretches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield entries that may be applied together by type; one that belongs in its place is alone."""
    stretch: list[Entry] = []
    for entry in entries:
        if entry["type"] in IN_PLACE:
            yield stretch
            yield [entry]
            stretch = []
        else:
            stretch.append(entry)
    yield stretch


def _apply_each(till: Till, effect: Effect, entries: Sequence[Entry]) -> Refused:
    """Apply all at once; if one of them cannot be, one by one, so that only that one is refused."""
    try:
        with transaction.atomic():
            return effect(till, entries)
    except _ITS_OWN_FAULT as error:
        if len(entries) == 1:
            return {entries[0]["seq"]: f"It cannot be booked: {error}"}
    refused: Refused = {}
    for entry in entries:
        refused |= _apply_each(till, effect, [entry])
    return refused
