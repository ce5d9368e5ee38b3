"""What journal entries do to the bridge's books, set-based for a whole message.

An entry whose effect cannot be applied is refused with a reason; the others are applied all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DataError, IntegrityError, transaction

from appliance.core.entries import BodyWrong, check_body
from cloud_bridge.orders.sales import take_in_sales

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]
    Refused = dict[int, str]
    Effect = Callable[[Till, Sequence[Entry]], Refused]

# Other types only go on record: their place is the journal itself.
EFFECTS: dict[str, Effect] = {"sale.completed": take_in_sales}
# What a bad entry can bring about; a full disk or a lost database is nobody's entry's fault and stops the message.
_ITS_OWN_FAULT = (DataError, IntegrityError, OverflowError, ValueError)


def apply(till: Till, entries: Sequence[Entry], refused: Refused, *, carefully: bool) -> Refused:
    """Apply the entries that are not refused already; return all refusals by seq.

    Unless it is done carefully, what only the database finds out raises, and the transaction is to be undone.
    """
    refused = dict(refused)
    by_type: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry["seq"] in refused:
            continue
        try:
            check_body(entry["type"], entry["body"])
        except BodyWrong as error:
            refused[entry["seq"]] = str(error)
        else:
            by_type.setdefault(entry["type"], []).append(entry)
    for kind, effect in EFFECTS.items():
        if kind in by_type:
            found = by_type[kind]
            refused |= _apply_each(till, effect, found) if carefully else effect(till, found)
    return refused


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
