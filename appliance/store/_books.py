"""What must never be lost: the journal and all that follows from it (port `Books`)."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from appliance.till.errors import SaleNotParked
from appliance.till.ports import Parked, Shift

from ._errors import SaleRecorded
from ._facts import Facts
from ._journal import append, read
from ._projections import project

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future

    from ._journal import Signer
    from ._writer import Writer

    Entry = dict[str, Any]


class SqliteBooks:
    """The books of one till; questions are answered on the asking thread's own connection."""

    def __init__(self, writer: Writer, reader: sqlite3.Connection, signer: Signer) -> None:
        self._writer = writer
        self._reader = reader
        self._signer = signer

    # --- writing -----------------------------------------------------------------------------------------------------

    def record(self, kind: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Entry]:
        """Append an entry of this kind with everything that follows from it."""
        return self._writer.submit(lambda connection: self._append(connection, kind, body, at_ms, by))

    def complete_sale(self, build: Callable[[str], dict[str, Any]], *, at_ms: int, by: str) -> Future[Entry]:
        """Append a finished sale under the next receipt number; raises SaleRecorded for the second time."""

        def step(connection: sqlite3.Connection) -> Entry:
            last = connection.execute("UPDATE head SET last_number = last_number + 1 RETURNING last_number").fetchone()
            body = build(f"{Facts(connection).prefix()}-{last[0]:06d}")
            key = uuid.UUID(body["sale"]).bytes
            known = connection.execute("SELECT number FROM sale WHERE key = ?", (key,)).fetchone()
            if known is not None:
                raise SaleRecorded(number=known[0])
            return self._append(connection, "sale.completed", body, at_ms, by)

        return self._writer.submit(step)

    def _append(self, connection: sqlite3.Connection, kind: str, body: dict[str, Any], at_ms: int, by: str) -> Entry:
        entry = append(connection, self._signer, kind, body, at_ms, by)
        project(connection, entry)
        return entry

    def save_cart(self, cart: dict[str, Any] | None, *, at_ms: int) -> None:
        """Keep the open cart, or forget it."""
        text = None if cart is None else json.dumps(cart, ensure_ascii=False, separators=(",", ":"))

        def step(connection: sqlite3.Connection) -> None:
            key = "" if cart is None else cart["sale"]
            connection.execute("DELETE FROM cart WHERE name IS NULL AND key <> ?", (key,))
            if cart is not None:
                connection.execute(
                    "INSERT INTO cart (key, name, at_ms, body) VALUES (?, NULL, ?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET at_ms = excluded.at_ms, body = excluded.body",
                    (key, at_ms, text),
                )

        self._writer.submit_soon(step)

    def park(self, cart: dict[str, Any], name: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Entry]:
        """Put a cart aside under a name, with its entry."""
        text = json.dumps(cart, ensure_ascii=False, separators=(",", ":"))

        def step(connection: sqlite3.Connection) -> Entry:
            connection.execute(
                "INSERT OR REPLACE INTO cart (key, name, at_ms, lines, total_minor, body) VALUES (?, ?, ?, ?, ?, ?)",
                (cart["sale"], name, at_ms, body["lines"], body["total_minor"], text),
            )
            return self._append(connection, "cart.parked", body, at_ms, by)

        return self._writer.submit(step)

    def recall(self, key: str) -> Future[dict[str, Any]]:
        """Make a parked cart the open one; raises SaleNotParked."""

        def step(connection: sqlite3.Connection) -> dict[str, Any]:
            row = connection.execute("SELECT body FROM cart WHERE key = ? AND name IS NOT NULL", (key,)).fetchone()
            if row is None:
                raise SaleNotParked
            connection.execute("UPDATE cart SET name = NULL WHERE key = ?", (key,))
            cart: dict[str, Any] = json.loads(row[0])
            return cart

        return self._writer.submit(step)

    def reprint(self, seq: int, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Entry]:
        """Queue a copy of the receipt of entry `seq`."""

        def step(connection: sqlite3.Connection) -> Entry:
            connection.execute("INSERT INTO spool (seq, is_copy) VALUES (?, 1)", (seq,))
            return self._append(connection, "receipt.reprinted", body, at_ms, by)

        return self._writer.submit(step)

    # --- reading -----------------------------------------------------------------------------------------------------

    def open_cart(self) -> dict[str, Any] | None:
        """Return the cart that was open when the till last stopped."""
        row = self._reader.execute("SELECT body FROM cart WHERE name IS NULL ORDER BY at_ms DESC").fetchone()
        return json.loads(row[0]) if row else None

    def parked(self) -> list[Parked]:
        """Return the parked carts, oldest first."""
        rows = self._reader.execute(
            "SELECT key, name, at_ms, lines, total_minor FROM cart WHERE name IS NOT NULL ORDER BY at_ms, key"
        )
        return [Parked(*row) for row in rows]

    def shift(self) -> Shift | None:
        """Return the open shift."""
        row = self._reader.execute(
            "SELECT key, opened_at_ms, totals FROM shift WHERE closed_at_ms IS NULL ORDER BY opened_at_ms DESC"
        ).fetchone()
        return Shift(row[0], row[1], json.loads(row[2])) if row else None

    def last_z_number(self) -> int:
        """Return the number of the last closed shift."""
        number: int = self._reader.execute("SELECT last_z FROM head").fetchone()[0]
        return number

    def last_sale(self) -> Entry | None:
        """Return the entry of the last finished sale."""
        row = self._reader.execute("SELECT seq FROM sale ORDER BY number DESC LIMIT 1").fetchone()
        return read(self._reader, row[0] - 1, 1)[0] if row else None
