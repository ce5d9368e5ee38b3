"""What is asked about customers and cards, answered from indexes (port `CustomerRecords`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till.customer_port import Card, Customer, Purchase

from ._customers import keep_personal, search_sql
from ._holders import unsent_minor
from ._journal import read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future

    from ._writer import Writer

    Entry = dict[str, Any]
    Append = Callable[[sqlite3.Connection, str, dict[str, Any], int, str], Entry]

COLUMNS = "key, name, phone, email, note, grp, points, credit_minor, limit_minor, is_exempt, consent"
CARD = "key, kind, balance_minor, offline_minor, active, customer, tail"


class SqliteCustomers:
    """Customers and cards of one till; questions are answered on the asking thread's own connection.

    append(connection, kind, body, at_ms, by) appends an entry with everything that follows from it.
    """

    def __init__(self, writer: Writer, reader: sqlite3.Connection, append: Append) -> None:
        self._writer = writer
        self._reader = reader
        self._append = append

    def search(self, text: str, limit: int = 20) -> list[Customer]:
        """Return customers whose name, e-mail or phone has every word of text, by name."""
        asked = search_sql(text)
        if asked is None:
            return []
        where, values = asked
        rows = self._reader.execute(
            f"SELECT {COLUMNS} FROM customer WHERE {where} ORDER BY name, key LIMIT ?", (*values, limit)
        )
        return [_customer(row) for row in rows]

    def by_key(self, key: str) -> Customer | None:
        """Return a customer."""
        row = self._reader.execute(f"SELECT {COLUMNS} FROM customer WHERE key = ?", (key,)).fetchone()
        return _customer(row) if row else None

    def card(self, key: str) -> Card | None:
        """Return a card by the SHA-256 of its code."""
        row = self._reader.execute(f"SELECT {CARD} FROM card WHERE key = ?", (key,)).fetchone()
        return self._card(row) if row else None

    def cards_of(self, customer: str) -> list[Card]:
        """Return a customer's cards."""
        rows = self._reader.execute(f"SELECT {CARD} FROM card WHERE customer = ? AND customer <> ''", (customer,))
        return [self._card(row) for row in rows.fetchall()]

    def purchases(self, customer: str, limit: int = 50) -> list[Purchase]:
        """Return a customer's receipts of this till, newest first."""
        rows = self._reader.execute(
            "SELECT seq FROM purchase WHERE customer = ? ORDER BY seq DESC LIMIT ?", (customer, limit)
        ).fetchall()
        entries = [read(self._reader, seq - 1, 1)[0] for (seq,) in rows]
        return [Purchase(e["at_ms"], e["body"]["number"], e["body"]["total_minor"], e["seq"]) for e in entries]

    def record(
        self, kind: str, body: dict[str, Any], personal: dict[str, Any] | None, *, at_ms: int, by: str
    ) -> Future[Entry]:
        """Append a `customer.*` entry, and keep what they told of themselves beside it."""

        def step(connection: sqlite3.Connection) -> Entry:
            if personal is not None:
                keep_personal(connection, body, personal)
            return self._append(connection, kind, body, at_ms, by)

        return self._writer.submit(step)

    def _card(self, row: tuple[Any, ...]) -> Card:
        key, kind, balance, offline, active, customer, tail = row
        return Card(key, kind, balance, offline, unsent_minor(self._reader, key), bool(active), customer, tail)


def _customer(row: tuple[Any, ...]) -> Customer:
    key, name, phone, email, note, group, points, credit, limit, is_exempt, consent = row
    flags = bool(is_exempt), bool(consent)
    return Customer(key, name, phone, email, note, group, points, credit, limit, *flags)
