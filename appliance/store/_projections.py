"""What follows from an entry besides the entry: numbers, shift totals, stock, print jobs. One function per type."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from appliance.core import shift as shifts
from appliance.till.errors import ShiftClosed, ShiftMoved, ShiftOpen

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Entry = dict[str, Any]


def project(connection: sqlite3.Connection, entry: Entry) -> None:
    """Apply an entry that was just appended, in the same transaction; raises what makes it impossible by now."""
    effect = EFFECTS.get(entry["type"])
    if effect is not None:
        effect(connection, entry)


def _sale_completed(connection: sqlite3.Connection, entry: Entry) -> None:
    body = entry["body"]
    number = int(body["number"].rpartition("-")[2])
    connection.execute(
        "INSERT INTO sale (number, key, seq) VALUES (?, ?, ?)", (number, uuid.UUID(body["sale"]).bytes, entry["seq"])
    )
    connection.execute("DELETE FROM cart WHERE key = ?", (body["sale"],))
    for line in body["lines"]:
        connection.execute(
            "UPDATE stock SET on_hand_milli = on_hand_milli - ? WHERE variant = (SELECT id FROM variant WHERE key = ?)",
            (line["quantity_milli"], line["variant"]),
        )
    _change_totals(connection, body["shift"], lambda totals: shifts.with_sale(totals, body))
    connection.execute("INSERT INTO spool (seq) VALUES (?)", (entry["seq"],))


def _shift_opened(connection: sqlite3.Connection, entry: Entry) -> None:
    body = entry["body"]
    if connection.execute("SELECT key FROM shift WHERE closed_at_ms IS NULL").fetchone():
        raise ShiftOpen
    connection.execute(
        "INSERT INTO shift (key, opened_at_ms, totals) VALUES (?, ?, ?)",
        (body["shift"], entry["at_ms"], json.dumps(shifts.opened(body["float_minor"]))),
    )


def _shift_closed(connection: sqlite3.Connection, entry: Entry) -> None:
    body = entry["body"]
    if _totals(connection, body["shift"]) != body["totals"]:
        raise ShiftMoved
    connection.execute("UPDATE shift SET closed_at_ms = ? WHERE key = ?", (entry["at_ms"], body["shift"]))
    connection.execute("UPDATE head SET last_z = ?", (body["number"],))
    connection.execute("INSERT INTO spool (seq) VALUES (?)", (entry["seq"],))


def _cash_moved(connection: sqlite3.Connection, entry: Entry) -> None:
    body = entry["body"]
    _change_totals(connection, body["shift"], lambda totals: shifts.with_cash_moved(totals, body["minor"]))


def _drawer_opened(connection: sqlite3.Connection, _entry: Entry) -> None:
    row = connection.execute("SELECT key FROM shift WHERE closed_at_ms IS NULL").fetchone()
    if row:
        _change_totals(connection, row[0], shifts.with_no_sale)


def _change_totals(
    connection: sqlite3.Connection, key: str, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    after = json.dumps(change(_totals(connection, key)), separators=(",", ":"))
    connection.execute("UPDATE shift SET totals = ? WHERE key = ?", (after, key))


def _totals(connection: sqlite3.Connection, key: str) -> dict[str, Any]:
    """Return the totals of an open shift; nothing may change those of a closed one."""
    row = connection.execute("SELECT totals FROM shift WHERE key = ? AND closed_at_ms IS NULL", (key,)).fetchone()
    if row is None:
        raise ShiftClosed
    totals: dict[str, Any] = json.loads(row[0])
    return totals


EFFECTS: dict[str, Callable[[sqlite3.Connection, Entry], None]] = {
    "sale.completed": _sale_completed,
    "shift.opened": _shift_opened,
    "shift.closed": _shift_closed,
    "cash.moved": _cash_moved,
    "drawer.opened": _drawer_opened,
}
