"""What a damaged file still says is carried over into the fresh one, so that the till goes on where it was."""

from __future__ import annotations

import logging
import uuid
from contextlib import closing
from typing import TYPE_CHECKING, Any

from appliance.core.journal import GENESIS, verify

from ._damage import NO_ROOM, UNREADABLE, open_to_read
from ._journal import insert, walk
from ._projections import project

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

log = logging.getLogger(__name__)

# what entries vouch for and do not say: without it, whoever became a customer here would have no name
PERSONAL = (
    (
        "SELECT hash, customer, seq, data FROM personal",
        "INSERT OR REPLACE INTO personal (hash, customer, seq, data) VALUES (?, ?, ?, ?)",
    ),
)
TABLES = (
    (
        "SELECT last_number, last_z FROM head",
        "UPDATE head SET last_number = max(last_number, ?), last_z = max(last_z, ?)",
    ),
    (
        "SELECT key, coalesce(name, ''), at_ms, lines, total_minor, body FROM cart",
        "INSERT INTO cart (key, name, at_ms, lines, total_minor, body) VALUES (?, ?, ?, ?, ?, ?)",
    ),
    (
        "SELECT key, kind, at_ms, body FROM draft",
        "INSERT OR REPLACE INTO draft (key, kind, at_ms, body) VALUES (?, ?, ?, ?)",
    ),
    (
        "SELECT staff, wrong, until_ms FROM pin_tries",
        "INSERT OR REPLACE INTO pin_tries (staff, wrong, until_ms) VALUES (?, ?, ?)",
    ),
    (  # what numbers, taxes, receipts and rights need until the feed is back
        "SELECT tbl, key, version, data FROM fact WHERE tbl IN ('merchant', 'store', 'till', 'tax_class', 'staff')",
        "INSERT INTO fact (tbl, key, version, data) VALUES (?, ?, ?, ?)",
    ),
)


def salvage(damaged_at: Path, fresh: sqlite3.Connection) -> int:
    """Carry over what can be read of a damaged file in one transaction; return how many entries of its journal.

    The journal as far as its chain holds from entry 1 on, whatever follows from it, the numbers, the carts (the open
    one comes back parked). The catalogue comes again with the feed; nothing that was printed is printed again. Raises
    sqlite3.Error where the fresh file cannot be written.
    """
    fresh.execute("BEGIN IMMEDIATE")
    try:
        with closing(open_to_read(damaged_at)) as damaged:
            _tables(damaged, fresh, PERSONAL)
            saved = _journal(damaged, fresh)
            _tables(damaged, fresh, TABLES)
            _forget_paid(fresh)
    except UNREADABLE as error:
        _require_room(error)
        log.exception("Nothing more could be read of %s", damaged_at)
        fresh.execute("ROLLBACK")
        return 0
    fresh.execute("COMMIT")
    return saved


def _journal(damaged: sqlite3.Connection, fresh: sqlite3.Connection) -> int:
    seq, last = 0, GENESIS
    try:
        for entry in walk(damaged):
            seq, last = verify([entry], seq, last)
            insert(fresh, entry)
            _project(fresh, entry)
    except UNREADABLE as error:
        _require_room(error)
        log.warning("The journal of the damaged file ends after entry %d: %s", seq, error)
    number = fresh.execute("SELECT coalesce(max(number), 0) FROM sale").fetchone()[0]
    fresh.execute("UPDATE head SET last_number = ?", (number,))
    fresh.execute("DELETE FROM spool")
    return seq


def _project(fresh: sqlite3.Connection, entry: dict[str, Any]) -> None:
    """Let all follow from an entry that does, or nothing."""
    fresh.execute("SAVEPOINT entry")
    try:
        project(fresh, entry)
    except UNREADABLE as error:
        _require_room(error)
        log.warning("Entry %d is kept without what follows from it: %s", entry["seq"], error)
        fresh.execute("ROLLBACK TO entry")
    fresh.execute("RELEASE entry")


def _forget_paid(fresh: sqlite3.Connection) -> None:
    """Leave out carts whose sale the journal has: a damaged page may be of another moment."""
    paid = {str(uuid.UUID(bytes=key)) for (key,) in fresh.execute("SELECT key FROM sale")}
    for (key,) in fresh.execute("SELECT key FROM cart").fetchall():
        if key in paid:
            fresh.execute("DELETE FROM cart WHERE key = ?", (key,))


def _tables(damaged: sqlite3.Connection, fresh: sqlite3.Connection, tables: tuple[tuple[str, str], ...]) -> None:
    for select, write in tables:
        try:
            for row in damaged.execute(select):
                fresh.execute(write, row)
        except UNREADABLE as error:
            _require_room(error)
            log.warning("A table of the damaged file ends early: %s", error)


def _require_room(error: Exception) -> None:
    """Raise an error again that is no damage: what was not written must not be taken for all there was."""
    if getattr(error, "sqlite_errorcode", 0) in NO_ROOM:
        raise error
