"""The rights to sell what is scarce, from the feed and the journal and nothing else: a power cut changes none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from appliance.core.escrow import Rights, used
from appliance.till.basket_errors import RightsMissing

from ._journal import walk

if TYPE_CHECKING:
    import sqlite3

    Row = dict[str, Any]

PUT = (
    "INSERT INTO escrow (variant, since_seq, granted_milli, asked_milli) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (variant) DO UPDATE SET granted_milli = max(granted_milli, excluded.granted_milli),"
    " asked_milli = excluded.asked_milli"
)
USE = "UPDATE escrow SET used_milli = used_milli + ?, back_milli = back_milli + ? WHERE variant = ?"
RETURN = "UPDATE escrow SET returned_milli = max(returned_milli, ?) WHERE variant = ?"
NUMBERS = "e.granted_milli, e.returned_milli, e.used_milli, e.back_milli"
KINDS = ("sale.completed", "sale.refunded", "sale.voided", "escrow.returned")
ANY = "SELECT EXISTS (SELECT 1 FROM variant WHERE is_scarce = 1) OR EXISTS (SELECT 1 FROM escrow)"
OVERDRAWN = (
    "SELECT v.name FROM variant v LEFT JOIN escrow e ON e.variant = v.key WHERE v.is_scarce = 1"
    " AND v.key IN (SELECT value FROM json_each(?))"
    " AND coalesce(e.granted_milli + e.back_milli - e.returned_milli - e.used_milli, -1) < 0"
)


def put_rights(connection: sqlite3.Connection, rows: list[Row]) -> None:
    """Take in rows of the feed; of a variant that is new here, what was done since is counted."""
    for row in rows:
        data, key = row["data"], row["key"]
        if data is None:
            continue  # a right that was granted stays granted
        known = connection.execute("SELECT 1 FROM escrow WHERE variant = ?", (key,)).fetchone()
        since = int(data["since_seq"])
        connection.execute(PUT, (key, since, int(data["granted_milli"]), int(data.get("asked_milli") or 0)))
        if known is None:
            for entry in walk(connection, since):
                _count(connection, entry, key)


def follow(connection: sqlite3.Connection, entry: Row) -> None:
    """Count an entry that was just appended; raises RightsMissing where it sells more than this till may."""
    if entry["type"] not in KINDS or not connection.execute(ANY).fetchone()[0]:
        return
    sold = _count(connection, entry)
    name = connection.execute(OVERDRAWN, (json.dumps(sold),)).fetchone() if sold else None
    if name is not None:
        raise RightsMissing(name=name[0])


def scarce(reader: sqlite3.Connection) -> dict[str, str]:
    """Return the names of the variants that are scarce, by key."""
    return dict(reader.execute("SELECT key, name FROM variant WHERE is_scarce = 1 AND name IS NOT NULL").fetchall())


def rights_of(reader: sqlite3.Connection, variant: str) -> Rights:
    """Return this till's rights to sell a variant; none where it never heard of any."""
    row = reader.execute(f"SELECT {NUMBERS} FROM escrow e WHERE e.variant = ?", (variant,)).fetchone()
    return Rights(*row) if row else Rights()


def asked_back(reader: sqlite3.Connection) -> list[tuple[str, Rights, int]]:
    """Return (variant, rights, what `returned` should grow to) of the rights that the bridge wants back."""
    rows = reader.execute(
        f"SELECT e.variant, e.asked_milli, {NUMBERS} FROM escrow e WHERE e.asked_milli > e.returned_milli"
    )
    return [(variant, Rights(*numbers), asked) for variant, asked, *numbers in rows]


def _count(connection: sqlite3.Connection, entry: Row, only: str | None = None) -> list[str]:
    """Count an entry and return the variants of which it sold more than it brought back."""
    kind, body = entry["type"], entry["body"]
    if kind == "escrow.returned":
        if only in (None, body["variant"]):
            connection.execute(RETURN, (body["returned_milli"], body["variant"]))
        return []
    moved = {key: both for key, both in used(kind, body).items() if only in (None, key)}
    connection.executemany(USE, [(sold, back, key) for key, (sold, back) in moved.items()])
    return [key for key, (sold, back) in moved.items() if sold > back]
