"""What follows from an entry besides the entry: numbers, shift totals, stock, print jobs. One function per type."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from appliance.core import shift as shifts
from appliance.core.entries.order import STAGES, later, stage_of
from appliance.till.errors import ShiftClosed, ShiftMoved, ShiftOpen, VoidImpossible
from appliance.till.goods_errors import OrderGone

from . import _customers, _escrow, _holders
from ._on_hand import follow
from ._people import clocked
from ._periods import MONEY, begun, closed, fold
from ._returns import require_returnable, sold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Entry = dict[str, Any]
    Totals = dict[str, Any]


def project(connection: sqlite3.Connection, entry: Entry) -> None:
    """Apply an entry that was just appended, in the same transaction; raises what makes it impossible by now."""
    effect = EFFECTS.get(entry["type"])
    if effect is not None:
        effect(connection, entry)
    if entry["type"] in MONEY:
        begun(connection, entry["at_ms"])
    follow(connection, entry)
    _holders.follow(connection, entry)
    _escrow.follow(connection, entry)


def _sale_completed(connection: sqlite3.Connection, entry: Entry) -> None:
    _sold(connection, entry, shifts.with_sale)


def _sale_refunded(connection: sqlite3.Connection, entry: Entry) -> None:
    _sold(connection, entry, shifts.with_refund)


def _sold(connection: sqlite3.Connection, entry: Entry, added: Callable[[Totals, Totals, str], Totals]) -> None:
    body = entry["body"]
    number = int(body["number"].rpartition("-")[2])
    connection.execute(
        "INSERT INTO sale (number, key, seq) VALUES (?, ?, ?)", (number, uuid.UUID(body["sale"]).bytes, entry["seq"])
    )
    connection.execute("DELETE FROM cart WHERE key = ?", (body["sale"],))
    for sale in {line["returned"]["sale"] for line in body["lines"] if "returned" in line}:
        require_returnable(connection, sale, body)
        _comes_back(connection, sale, entry)
    _change_totals(connection, body["shift"], lambda totals: added(totals, body, entry["by"]))
    connection.execute("INSERT INTO spool (seq) VALUES (?)", (entry["seq"],))


def _sale_voided(connection: sqlite3.Connection, entry: Entry) -> None:
    """Take a sale off the shift; raises VoidImpossible if something of it came back meanwhile."""
    body = entry["body"]
    key = uuid.UUID(body["sale"]).bytes
    row = connection.execute("SELECT seq FROM sale WHERE key = ?", (key,)).fetchone()
    if row is not None and sold(connection, key, row[0]).later:
        raise VoidImpossible(number=body["number"])
    _comes_back(connection, body["sale"], entry)
    _change_totals(connection, body["shift"], lambda totals: shifts.with_voided(totals, body, entry["by"]))
    connection.execute("INSERT INTO spool (seq) VALUES (?)", (entry["seq"],))


def _comes_back(connection: sqlite3.Connection, sale: str, entry: Entry) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO comeback (sale, seq) VALUES (?, ?)", (uuid.UUID(sale).bytes, entry["seq"])
    )


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
    fold(connection)
    connection.execute("UPDATE shift SET closed_at_ms = ? WHERE key = ?", (entry["at_ms"], body["shift"]))
    connection.execute("UPDATE head SET last_z = ?", (body["number"],))
    connection.execute("INSERT INTO spool (seq) VALUES (?)", (entry["seq"],))


def _cash_moved(connection: sqlite3.Connection, entry: Entry) -> None:
    body = entry["body"]
    _change_totals(connection, body["shift"], lambda totals: shifts.with_cash_moved(totals, body["minor"]))


def _drawer_opened(connection: sqlite3.Connection, entry: Entry) -> None:
    row = connection.execute("SELECT key FROM shift WHERE closed_at_ms IS NULL").fetchone()
    if row:
        _change_totals(connection, row[0], lambda totals: shifts.with_no_sale(totals, entry["by"]))


def _booked(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.execute("DELETE FROM draft WHERE key = ?", (entry["body"]["document"],))


def _received(connection: sqlite3.Connection, entry: Entry) -> None:
    _booked(connection, entry)
    came = (entry["body"].get("transfer", ""),)
    connection.execute("DELETE FROM fact WHERE tbl = 'transfer' AND key = ?", came)


def _requested(connection: sqlite3.Connection, entry: Entry) -> None:
    """Show what was asked for as incoming at once; the bridge's own row takes this one's place."""
    _booked(connection, entry)
    body = entry["body"]
    data = json.dumps({"state": "requested", "at_ms": entry["at_ms"], "lines": body["lines"]})
    connection.execute(
        "INSERT OR IGNORE INTO fact (tbl, key, version, data) VALUES ('transfer', ?, 0, ?)", (body["document"], data)
    )


def _order_moved(connection: sqlite3.Connection, entry: Entry) -> None:
    """Note how far an order came; raises OrderGone once it was handed over here."""
    order, said = entry["body"]["order"], stage_of(entry["type"])
    row = connection.execute("SELECT stage FROM progress WHERE key = ?", (order,)).fetchone()
    known = row[0] if row else ""
    if known == STAGES[-1]:
        raise OrderGone
    connection.execute(
        "INSERT OR REPLACE INTO progress (key, stage, at_ms) VALUES (?, ?, ?)",
        (order, later(known, said), entry["at_ms"]),
    )
    if said == STAGES[-1]:
        connection.execute("DELETE FROM draft WHERE key = ?", (order,))


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
    "sale.refunded": _sale_refunded,
    "sale.voided": _sale_voided,
    "shift.opened": _shift_opened,
    "shift.closed": _shift_closed,
    "period.closed": closed,
    "cash.moved": _cash_moved,
    "drawer.opened": _drawer_opened,
    "staff.clocked": clocked,
    "customer.added": _customers.said,
    "customer.changed": _customers.said,
    "customer.forgotten": _customers.forgotten,
    "stock.counted": _booked,
    "stock.received": _received,
    "stock.adjusted": _booked,
    "transfer.requested": _requested,
    "order.accepted": _order_moved,
    "order.picked": _order_moved,
    "order.packed": _order_moved,
    "order.handed_over": _order_moved,
}
