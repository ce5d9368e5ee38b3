"""The goods on the shelves as the feed counts them and as this till's own entries changed them since.

The bridge books the same changes in the same order, so what the feed tells later is what is shown already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.on_hand import changes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Set as AbstractSet

    from appliance.core.on_hand import Change

    Entry = dict[str, Any]

BY_KEY = "(SELECT id FROM variant WHERE key = ?)"
MOVE = f"UPDATE stock SET on_hand_milli = on_hand_milli + ? WHERE variant = {BY_KEY}"
RELEASE = f"UPDATE stock SET reserved_milli = reserved_milli + ? WHERE variant = {BY_KEY}"
# What is counted or comes in is kept from now on, also where it was not before.
MOVE_OR_KEEP = (
    "INSERT INTO stock (variant, on_hand_milli) SELECT id, ? FROM variant WHERE key = ?"
    " ON CONFLICT (variant) DO UPDATE SET on_hand_milli = on_hand_milli + excluded.on_hand_milli"
)
COUNT = (
    "INSERT INTO stock (variant, on_hand_milli) SELECT id, ? FROM variant WHERE key = ?"
    " ON CONFLICT (variant) DO UPDATE SET on_hand_milli = excluded.on_hand_milli"
)
KEEPING = {"stock.received", "stock.adjusted"}


def follow(connection: sqlite3.Connection, entry: Entry, only: AbstractSet[str] | None = None) -> None:
    """Change what is on hand as an entry says; of the variants in `only`, where it is given."""
    kind = entry["type"]
    found = [change for change in changes(kind, entry["body"]) if only is None or change.variant in only]
    if not found or (kind == "order.handed_over" and not _is_on_the_board(connection, entry["body"]["order"])):
        return
    for change in found:
        connection.execute(_statement(kind, change), (change.quantity_milli, change.variant))
        if kind == "order.handed_over":  # the promise went with the goods
            connection.execute(RELEASE, (change.quantity_milli, change.variant))


def _statement(kind: str, change: Change) -> str:
    if change.is_count:
        return COUNT
    return MOVE_OR_KEEP if kind in KEEPING else MOVE


def _is_on_the_board(connection: sqlite3.Connection, order: str) -> bool:
    """Say whether the bridge still waits for this order; once it does not, the stock it tells counts the hand-over."""
    row = connection.execute("SELECT 1 FROM fact WHERE tbl = 'order' AND key = ?", (order,)).fetchone()
    return row is not None
