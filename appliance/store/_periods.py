"""Days, months and years that are over are closed by an entry of their own, before anything of the next one is booked.

Their totals follow from the running totals of the shifts: what a shift has come to since it was last looked at is added
to every period, so that a sale writes nothing more than it did and no closing counts entries.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.periods import DAY, PERIODS, grown, span

from ._facts import Facts

if TYPE_CHECKING:
    import sqlite3

EVER = "ever"
MONEY = ("sale.completed", "sale.refunded", "sale.voided")


class Closings:
    """Says which periods are over at a moment, by the shop's wall clock."""

    def __init__(self) -> None:
        self._ends: dict[str, tuple[int, int]] = {}  # period: when it began, when it is over

    def due(self, connection: sqlite3.Connection, at_ms: int) -> list[str]:
        """Return the periods in which money moved and that are over by now, the shortest first."""
        rows = dict(connection.execute("SELECT period, began_at_ms FROM period WHERE began_at_ms > 0").fetchall())
        return [one for one in PERIODS if one in rows and at_ms >= self._end_ms(connection, one, rows[one])]

    def of_shift(self, connection: sqlite3.Connection) -> list[str]:
        """Return what a shift's Z closes besides the shift: the day, if money moved."""
        return [DAY] if _row(connection, DAY)[0] else []

    def _end_ms(self, connection: sqlite3.Connection, period: str, began_at_ms: int) -> int:
        known = self._ends.get(period)
        if known is None or known[0] != began_at_ms:
            minutes = Facts(connection).utc_offset_minutes()
            last = datetime.fromisoformat(span(period, _date(began_at_ms, minutes))[1]).replace(tzinfo=UTC)
            end = last + timedelta(days=1) - timedelta(minutes=minutes)
            known = self._ends[period] = began_at_ms, int(end.timestamp()) * 1000
        return known[1]


def closing(connection: sqlite3.Connection, period: str) -> dict[str, Any]:
    """Return the body of the entry that closes a period; call inside the transaction that appends it."""
    fold(connection)
    began_at_ms, number, totals = _row(connection, period)
    dates = span(period, _date(began_at_ms, Facts(connection).utc_offset_minutes()))
    return entries.period_closed(period, dates, number + 1, totals, _row(connection, EVER)[2])


def begun(connection: sqlite3.Connection, at_ms: int) -> None:
    """Note that money moved: from now on there is something to close."""
    connection.execute("UPDATE period SET began_at_ms = ? WHERE began_at_ms = 0", (at_ms,))


def closed(connection: sqlite3.Connection, entry: dict[str, Any]) -> None:
    """Begin a period anew after its `period.closed`; what was counted ever goes on."""
    fold(connection)
    body = entry["body"]
    connection.execute(
        "UPDATE period SET began_at_ms = 0, number = ?, totals = '{}' WHERE period = ?",
        (body["number"], body["period"]),
    )


def fold(connection: sqlite3.Connection) -> None:
    """Add to every period what the open shifts have come to since the last time."""
    shifts = connection.execute("SELECT key, totals, counted FROM shift WHERE closed_at_ms IS NULL").fetchall()
    for key, totals, counted in shifts:
        if totals == counted:
            continue
        for period, old in connection.execute("SELECT period, totals FROM period").fetchall():
            new = grown(json.loads(old), json.loads(totals), json.loads(counted))
            connection.execute("UPDATE period SET totals = ? WHERE period = ?", (json.dumps(new), period))
        connection.execute("UPDATE shift SET counted = totals WHERE key = ?", (key,))


def _row(connection: sqlite3.Connection, period: str) -> tuple[int, int, dict[str, Any]]:
    row = connection.execute("SELECT began_at_ms, number, totals FROM period WHERE period = ?", (period,)).fetchone()
    return row[0], row[1], json.loads(row[2])


def _date(at_ms: int, utc_offset_minutes: int) -> str:
    local = datetime.fromtimestamp(at_ms / 1000, UTC) + timedelta(minutes=utc_offset_minutes)
    return local.date().isoformat()
