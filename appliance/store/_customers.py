"""Customers on disk: as the feed tells them, as this till's entries changed them, and how they are found."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from ._journal import read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    Row = dict[str, Any]

SHORTEST_TAIL = 3  # digits of a phone that are looked for
MOST_OF_ONE = 200
PUT = (
    "INSERT INTO customer (key, name, phone, email, note, grp, points, credit_minor, limit_minor, is_exempt, consent)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (key) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email,"
    " note = excluded.note, grp = excluded.grp, points = excluded.points, credit_minor = excluded.credit_minor,"
    " limit_minor = excluded.limit_minor, is_exempt = excluded.is_exempt, consent = excluded.consent RETURNING id"
)
SAY = (
    "INSERT INTO customer (key, name, phone, email, note, grp, consent) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (key) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email,"
    " note = excluded.note, grp = excluded.grp, consent = excluded.consent RETURNING id"
)
TEXTS = ("name", "phone", "email", "note")


def put_customers(connection: sqlite3.Connection, rows: list[Row]) -> None:
    """Take in rows of the feed; one without data is forgotten."""
    for row in rows:
        data = row["data"]
        if data is None:
            forget(connection, row["key"])
            continue
        texts = [str(data.get(field) or "") for field in (*TEXTS, "group")]
        numbers = [int(data.get(field) or 0) for field in ("points", "credit_minor", "limit_minor")]
        flags = [bool(data.get(field)) for field in ("is_exempt", "consent")]
        found = connection.execute(PUT, (row["key"], *texts, *numbers, *flags)).fetchone()
        _index(connection, found[0], texts)


def said(connection: sqlite3.Connection, entry: Row) -> None:
    """Take in what this till heard of a customer; what the entry vouches for was kept before (keep_personal)."""
    body = entry["body"]
    told = personal_of(connection, body) or {}
    connection.execute("UPDATE personal SET seq = ? WHERE hash = ?", (entry["seq"], body["personal"]))
    texts = [str(told.get(field, "")) for field in TEXTS]
    found = connection.execute(SAY, (body["customer"], *texts, body["group"], body["consent"])).fetchone()
    _index(connection, found[0], texts)


def forgotten(connection: sqlite3.Connection, entry: Row) -> None:
    """Forget whoever asked for it here."""
    forget(connection, entry["body"]["customer"])


def say_again(connection: sqlite3.Connection, keys: Iterable[str], seq: int) -> None:
    """Take in again what was heard here after entry `seq`: the feed that just told of these customers had not."""
    for key in keys:
        for (at,) in connection.execute(
            "SELECT seq FROM personal WHERE customer = ? AND seq > ? ORDER BY seq", (key, seq)
        ).fetchall():
            said(connection, read(connection, at - 1, 1)[0])


def keep_personal(connection: sqlite3.Connection, body: Row, personal: Row) -> None:
    """Keep what a body vouches for until the customer is forgotten."""
    connection.execute(
        "INSERT INTO personal (hash, customer, data) VALUES (?, ?, ?)",
        (body["personal"], body["customer"], json.dumps(personal, ensure_ascii=False)),
    )


def personal_of(connection: sqlite3.Connection, body: Row) -> Row | None:
    """Return what a body vouches for, unless it was forgotten."""
    row = connection.execute("SELECT data FROM personal WHERE hash = ?", (body["personal"],)).fetchone()
    found: Row | None = json.loads(row[0]) if row else None
    return found


def forget(connection: sqlite3.Connection, key: str) -> None:
    """Leave nothing of a person in any table; what they bought stays, under a key that says nothing."""
    connection.execute("PRAGMA secure_delete = ON")  # and nothing in the pages that become free
    row = connection.execute("SELECT id FROM customer WHERE key = ?", (key,)).fetchone()
    if row:
        connection.execute("DELETE FROM customer_word WHERE customer = ?", row)
        connection.execute("DELETE FROM customer WHERE id = ?", row)
    connection.execute("DELETE FROM personal WHERE customer = ?", (key,))
    for cart, body in connection.execute("SELECT key, body FROM cart WHERE instr(body, ?)", (key,)).fetchall():
        kept = json.loads(body)
        if (kept.get("customer") or {}).get("name"):
            kept["customer"]["name"] = ""
            text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
            connection.execute("UPDATE cart SET body = ? WHERE key = ?", (text, cart))
    connection.execute("PRAGMA secure_delete = OFF")


def search_sql(text: str) -> tuple[str, list[str]] | None:
    """Return a condition on customer ids for the words of a text, and its values; None if there are none."""
    words = [_asked(word) for word in _words(text)]
    if not words:
        return None
    one = "SELECT customer FROM customer_word WHERE word >= ? AND word < ?"
    if len(words) == 1:  # the first letter of half the town: nobody reads them all
        one += f" ORDER BY word LIMIT {MOST_OF_ONE}"
    values = [value for word in words for value in (word, word + "\U0010ffff")]
    return " AND ".join([f"id IN ({one})"] * len(words)), values


def _index(connection: sqlite3.Connection, row: int, texts: list[str]) -> None:
    connection.execute("DELETE FROM customer_word WHERE customer = ?", (row,))
    name, phone, email = texts[:3]
    found = {*_words(name), *_words(email), *_tails(phone)}
    connection.executemany("INSERT INTO customer_word (word, customer) VALUES (?, ?)", [(word, row) for word in found])


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text, without accents and in one case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    spaced = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in plain)
    yield from spaced.split()


def _tails(phone: str) -> Iterator[str]:
    digits = "".join(c for c in phone if c in "0123456789")
    for start in range(len(digits) - SHORTEST_TAIL + 1):
        yield digits[start:]


def _asked(word: str) -> str:
    """Return what a typed word is looked up as: a phone is known with its country's code and typed with a zero."""
    return word.lstrip("0") or word if word.isdigit() else word
