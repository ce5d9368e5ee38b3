"""Money and points that customers hold, as the feed tells them and as this till's own entries changed them since.

The bridge books the same changes, so what the feed tells later is what is known here already.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from appliance.core import holding
from appliance.core.card import CREDIT, GIFT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    Row = dict[str, Any]

MONEY = "money"
POINTS = "points"
PUT_CARD = (
    "INSERT INTO card (key, kind, balance_minor, offline_minor, active, customer, tail) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, balance_minor = excluded.balance_minor,"
    " offline_minor = excluded.offline_minor, active = excluded.active, customer = excluded.customer,"
    " tail = excluded.tail"
)
# A card that begins here is known to nobody else: all that is on it may be spent here.
OPEN_CARD = (
    "INSERT INTO card (key, kind, balance_minor, offline_minor, active, customer, tail) VALUES (?, ?, 0, ?, 1, ?, ?)"
    " ON CONFLICT (key) DO NOTHING"
)
CHANGES = {
    MONEY: (
        "UPDATE card SET balance_minor = balance_minor + ? WHERE key = ?",
        "UPDATE customer SET credit_minor = credit_minor + ? WHERE key = ?",
    ),
    POINTS: ("UPDATE customer SET points = points + ? WHERE key = ?",),
}


def put_cards(connection: sqlite3.Connection, rows: list[Row]) -> None:
    """Take in rows of the feed."""
    for row in rows:
        data = row["data"]
        if data is None:
            connection.execute("DELETE FROM card WHERE key = ?", (row["key"],))
            continue
        kind, tail, customer = (
            str(data.get("kind") or GIFT),
            str(data.get("tail") or ""),
            str(data.get("customer") or ""),
        )
        balance, offline = int(data["balance_minor"]), int(data.get("offline_minor") or 0)
        active = bool(data.get("active", True))
        connection.execute(PUT_CARD, (row["key"], kind, balance, offline, active, customer, tail))


def follow(connection: sqlite3.Connection, entry: Row) -> None:
    """Change what is held as an entry that was just appended says, and remember it."""
    kind, body, seq = entry["type"], entry["body"], entry["seq"]
    if not holding.concerns(kind, body):
        return
    if kind == "sale.voided":
        _undo(connection, body["sale"], seq)
        return
    customer = holding.text(body, "customer")
    for part in holding.parts(kind, body):
        if part.amount_minor > 0 and not _is_customer(connection, part.holder):
            opens = body.get("kind") or (CREDIT if kind == "sale.refunded" else GIFT)
            new = (part.holder, opens, part.amount_minor, customer, part.tail)
            connection.execute(OPEN_CARD, new)
        _move(connection, part.holder, MONEY, seq, part.place, part.amount_minor)
    if customer:
        for side, amount in holding.points(kind, body):
            _move(connection, customer, POINTS, seq, side, amount)
        if kind in holding.SALES:
            connection.execute("INSERT OR IGNORE INTO purchase (customer, seq) VALUES (?, ?)", (customer, seq))


def count_again(connection: sqlite3.Connection, holders: Iterable[str], seq: int) -> None:
    """Change balances that the feed just told by what this till did after entry `seq`, which they do not know."""
    for holder in holders:
        for what, amount in connection.execute(
            "SELECT what, sum(amount) FROM held WHERE holder = ? AND seq > ? GROUP BY what", (holder, seq)
        ).fetchall():
            _change(connection, holder, what, amount)


def unsent_minor(connection: sqlite3.Connection, holder: str) -> int:
    """Return what was taken from a card here that the bridge has not confirmed."""
    found: int = connection.execute(
        "SELECT coalesce(-sum(amount), 0) FROM held WHERE holder = ? AND what = 'money' AND amount < 0"
        " AND seq > (SELECT acked_seq FROM head)",
        (holder,),
    ).fetchone()[0]
    return found


def _undo(connection: sqlite3.Connection, sale: str, seq: int) -> None:
    row = connection.execute("SELECT seq FROM sale WHERE key = ?", (uuid.UUID(sale).bytes,)).fetchone()
    if row is None:
        return
    done = connection.execute("SELECT holder, what, place, amount FROM held WHERE seq = ?", row).fetchall()
    for holder, what, place, amount in done:
        _move(connection, holder, what, seq, place, -amount)
    connection.execute("DELETE FROM purchase WHERE seq = ?", row)


def _move(connection: sqlite3.Connection, holder: str, what: str, seq: int, place: str, amount: int) -> None:
    connection.execute(
        "INSERT INTO held (holder, what, seq, place, amount) VALUES (?, ?, ?, ?, ?)", (holder, what, seq, place, amount)
    )
    _change(connection, holder, what, amount)


def _change(connection: sqlite3.Connection, holder: str, what: str, amount: int) -> None:
    for sql in CHANGES[what]:
        connection.execute(sql, (amount, holder))


def _is_customer(connection: sqlite3.Connection, key: str) -> bool:
    return connection.execute("SELECT 1 FROM customer WHERE key = ?", (key,)).fetchone() is not None
