"""What must never be lost: the journal and all that follows from it (port `Books`)."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from appliance.till.errors import SaleNotParked
from appliance.till.ports import Parked, Shift, Unsent

from ._customer_records import SqliteCustomers
from ._errors import SaleRecorded
from ._facts import Facts
from ._journal import append, read
from ._people import SqlitePeople
from ._periods import Closings, closing
from ._projections import project
from ._returns import sold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future

    from appliance.till.customer_port import CustomerRecords
    from appliance.till.ports import Sold
    from appliance.till.staff import StaffRecords

    from ._journal import Signer
    from ._writer import Writer

    Entry = dict[str, Any]

LONGEST = 12  # digits of a receipt number
GIVEN_BACK = "SELECT 1 FROM journal WHERE type = 'tender.returned' AND json_extract(body, '$.tender') = ?"
UNSENT = (
    "SELECT count(*), coalesce(sum(json_extract(body, '$.total_minor')), 0), coalesce(min(at_ms), 0) FROM journal"
    " WHERE seq > (SELECT acked_seq FROM head) AND type IN ('sale.completed', 'sale.refunded')"
)


class SqliteBooks:
    """The books of one till; questions are answered on the asking thread's own connection."""

    def __init__(self, writer: Writer, reader: sqlite3.Connection, signer: Signer) -> None:
        self._writer = writer
        self._reader = reader
        self._signer = signer
        self._closings = Closings()
        self.staff: StaffRecords = SqlitePeople(writer, reader, Facts(reader))
        self.customers: CustomerRecords = SqliteCustomers(writer, reader, self._append)

    # --- writing -----------------------------------------------------------------------------------------------------

    def record(self, kind: str, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Entry]:
        """Append an entry of this kind with everything that follows from it."""
        return self._writer.submit(lambda connection: self._append(connection, kind, body, at_ms, by))

    def complete_sale(
        self,
        build: Callable[[str], dict[str, Any]],
        *,
        at_ms: int,
        by: str,
        kind: str = "sale.completed",
        is_printed: bool = True,
    ) -> Future[Entry]:
        """Append a finished sale or refund under the next receipt number; raises SaleRecorded for the second time."""

        def step(connection: sqlite3.Connection) -> Entry:
            last = connection.execute("UPDATE head SET last_number = last_number + 1 RETURNING last_number").fetchone()
            body = build(f"{Facts(connection).prefix()}-{last[0]:06d}")
            key = uuid.UUID(body["sale"]).bytes
            known = connection.execute("SELECT number FROM sale WHERE key = ?", (key,)).fetchone()
            if known is not None:
                raise SaleRecorded(number=known[0])
            entry = self._append(connection, kind, body, at_ms, by)
            if not is_printed:
                connection.execute("DELETE FROM spool WHERE seq = ?", (entry["seq"],))
            return entry

        return self._writer.submit(step)

    def _append(self, connection: sqlite3.Connection, kind: str, body: dict[str, Any], at_ms: int, by: str) -> Entry:
        self._close(connection, self._closings.due(connection, at_ms), at_ms)
        entry = self._appended(connection, kind, body, at_ms, by)
        if kind == "shift.closed":
            self._close(connection, self._closings.of_shift(connection), at_ms)
        return entry

    def _appended(self, connection: sqlite3.Connection, kind: str, body: dict[str, Any], at_ms: int, by: str) -> Entry:
        entry = append(connection, self._signer, kind, body, at_ms, by)
        project(connection, entry)
        return entry

    def _close(self, connection: sqlite3.Connection, periods: list[str], at_ms: int) -> None:
        for period in periods:
            self._appended(connection, "period.closed", closing(connection, period), at_ms, "")

    def close_periods(self, *, at_ms: int) -> Future[None]:
        """Close what is over by now, for a till that was dark since."""
        return self._writer.submit(
            lambda connection: self._close(connection, self._closings.due(connection, at_ms), at_ms)
        )

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

    def synced(self) -> Future[None]:
        """Be done once all that was saved so far is on disk, also the cart."""
        return self._writer.synced()

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

    def print_receipt(self, seq: int) -> Future[None]:
        """Queue the receipt of entry `seq`, which was not printed at once."""

        def step(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO spool (seq) VALUES (?)", (seq,))

        return self._writer.submit(step)

    def reprint(self, seq: int, body: dict[str, Any], *, at_ms: int, by: str) -> Future[Entry]:
        """Queue a copy of the receipt of entry `seq`."""

        def step(connection: sqlite3.Connection) -> Entry:
            connection.execute(
                "INSERT INTO spool (seq, is_copy, is_gift) VALUES (?, 1, ?)", (seq, bool(body.get("is_gift")))
            )
            return self._append(connection, "receipt.reprinted", body, at_ms, by)

        return self._writer.submit(step)

    def save_draft(self, key: str, kind: str, body: dict[str, Any] | None, *, at_ms: int) -> None:
        """Keep unfinished work of a kind, or forget it."""
        text = None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":"))

        def step(connection: sqlite3.Connection) -> None:
            if text is None:
                connection.execute("DELETE FROM draft WHERE key = ?", (key,))
                return
            connection.execute(
                "INSERT INTO draft (key, kind, at_ms, body) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET body = excluded.body",
                (key, kind, at_ms, text),
            )

        self._writer.submit_soon(step)

    def print(self, document: dict[str, Any]) -> Future[None]:
        """Queue a document that no entry stands for."""
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))

        def step(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO spool (seq, document) VALUES (0, ?)", (text,))

        return self._writer.submit(step)

    # --- reading -----------------------------------------------------------------------------------------------------

    def facts(self) -> list[tuple[str, str, int, str]]:
        """Return every row of the feed that is kept as it came: table, key, version, JSON."""
        return self._reader.execute("SELECT tbl, key, version, data FROM fact").fetchall()

    def drafts(self, kind: str) -> list[dict[str, Any]]:
        """Return the unfinished work of a kind, oldest first."""
        rows = self._reader.execute("SELECT body FROM draft WHERE kind = ? ORDER BY at_ms, key", (kind,))
        return [json.loads(body) for (body,) in rows]

    def open_cart(self) -> dict[str, Any] | None:
        """Return the cart that was open when the till last stopped."""
        row = self._reader.execute("SELECT body FROM cart WHERE name IS NULL ORDER BY at_ms DESC").fetchone()
        return json.loads(row[0]) if row else None

    def parked(self) -> list[Parked]:
        """Return the parked carts, oldest first."""
        rows = self._reader.execute(
            "SELECT key, name, at_ms, lines, total_minor, coalesce(json_extract(body, '$.table'), ''),"
            " coalesce(json_extract(body, '$.codes_back'), '[]') FROM cart WHERE name IS NOT NULL ORDER BY at_ms, key"
        )
        return [
            Parked(key, name, at_ms, lines, total_minor, table, tuple(json.loads(codes)))
            for key, name, at_ms, lines, total_minor, table, codes in rows
        ]

    def unsent(self) -> Unsent:
        """Return what the bridge does not have yet of the sales of this till."""
        return Unsent(*self._reader.execute(UNSENT).fetchone())

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

    def sold(self, number: str) -> Sold | None:
        """Return a sale or refund of this till by its receipt number."""
        digits = number.rpartition("-")[2]
        rows = self._sold("WHERE number = ?", (int(digits) if digits.isdecimal() and len(digits) < LONGEST else -1,))
        return next((one for one in rows if one.entry["body"]["number"] == number), None)

    def sold_as(self, key: str) -> Sold | None:
        """Return a sale or refund of this till by its key."""
        row = self._reader.execute("SELECT seq FROM sale WHERE key = ?", (uuid.UUID(key).bytes,)).fetchone()
        return sold(self._reader, uuid.UUID(key).bytes, row[0]) if row else None

    def is_given_back(self, tender: str) -> bool:
        """Say whether a payment went back before its sale was finished, by the key of its tender."""
        return self._reader.execute(GIVEN_BACK, (tender,)).fetchone() is not None

    def recent(self, digits: str = "", limit: int = 40) -> list[Sold]:
        """Return the last sales and refunds, newest first; with digits those whose number ends with them."""
        end = digits.rpartition("-")[2]
        if not end:
            return self._sold("ORDER BY number DESC LIMIT ?", (limit,))
        if not end.isdecimal() or len(end) > LONGEST:
            return []
        return self._sold("WHERE number % ? = ? ORDER BY number DESC LIMIT ?", (10 ** len(end), int(end), limit))

    def _sold(self, which: str, values: tuple[int, ...]) -> list[Sold]:
        found = self._reader.execute(f"SELECT key, seq FROM sale {which}", values).fetchall()
        return [sold(self._reader, key, seq) for key, seq in found]

    def last_sale(self) -> Entry | None:
        """Return the entry of the last finished sale."""
        row = self._reader.execute("SELECT seq FROM sale ORDER BY number DESC LIMIT 1").fetchone()
        return read(self._reader, row[0] - 1, 1)[0] if row else None
