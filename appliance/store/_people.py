"""Who works here: wrong PINs and stretches of work on disk (port `StaffRecords`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import rights
from appliance.till.staff import Spell, Staff, Tries

if TYPE_CHECKING:
    import sqlite3
    from concurrent.futures import Future

    from ._facts import Facts
    from ._writer import Writer


class SqlitePeople:
    """What a till keeps of its people; questions are answered on the asking thread's own connection."""

    def __init__(self, writer: Writer, reader: sqlite3.Connection, facts: Facts) -> None:
        self._writer = writer
        self._reader = reader
        self._facts = facts

    def staff(self) -> list[Staff]:
        """Return who works in this store now, by name."""
        return self._facts.staff()

    def tries(self) -> dict[str, Tries]:
        """Return the wrong PINs of everybody who has some."""
        rows = self._reader.execute("SELECT staff, wrong, until_ms FROM pin_tries")
        return {staff: Tries(wrong, until_ms) for staff, wrong, until_ms in rows}

    def keep_tries(self, staff: str, tries: Tries) -> Future[None]:
        """Put somebody's wrong PINs on disk; Tries() forgets them."""

        def step(connection: sqlite3.Connection) -> None:
            if tries == Tries():
                connection.execute("DELETE FROM pin_tries WHERE staff = ?", (staff,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO pin_tries (staff, wrong, until_ms) VALUES (?, ?, ?)",
                    (staff, tries.wrong, tries.until_ms),
                )

        return self._writer.submit(step)

    def spells(self, since_ms: int) -> list[Spell]:
        """Return the stretches of work that last, or ended since then, oldest first."""
        rows = self._reader.execute(
            "SELECT staff, in_ms, out_ms FROM spell WHERE out_ms IS NULL OR out_ms > ? ORDER BY in_ms, staff",
            (since_ms,),
        )
        return [Spell(*row) for row in rows]


def staff_of(key: str, data: dict[str, Any]) -> Staff:
    """Return somebody as the feed describes them."""
    own = {action: value for action, value in (data.get("rights") or {}).items() if type(value) in (bool, int)}
    return Staff(
        key,
        str(data.get("name") or key),
        str(data.get("level") or rights.LEVELS[0]),
        pin=str(data.get("pin") or ""),
        pin_digits=int(data.get("pin_digits") or 0),
        badge=str(data.get("badge") or ""),
        rights=own,
    )


def clocked(connection: sqlite3.Connection, entry: dict[str, Any]) -> None:
    """Begin or end a stretch of work; a second "in" or "out" changes nothing."""
    body, at_ms = entry["body"], entry["at_ms"]
    lasts = "SELECT 1 FROM spell WHERE staff = ? AND out_ms IS NULL"
    if not body["is_in"]:
        connection.execute(
            "UPDATE spell SET out_ms = max(in_ms, ?) WHERE staff = ? AND out_ms IS NULL", (at_ms, body["staff"])
        )
    elif connection.execute(lasts, (body["staff"],)).fetchone() is None:
        connection.execute(
            "INSERT INTO spell (staff, in_ms) VALUES (?, ?) ON CONFLICT DO NOTHING", (body["staff"], at_ms)
        )
