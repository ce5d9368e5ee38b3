"""The file that is practised on: what the owner decided is copied into it, what is done in it stays in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from ._store import Store

WRITE_TIMEOUT_S = 10
LEFT_OUT = ("order", "payment", "transfer")  # the world goes on without practice


def copy_facts(real: Store, practice: Store, prefix: str) -> None:
    """Let a store know what another knows from the feed, besides the catalogue; its receipts get a prefix of their own.

    Call on the thread that owns the real store's books.
    """
    rows = [row for row in real.books.facts() if row[0] not in LEFT_OUT]

    def step(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM fact")
        connection.executemany("INSERT INTO fact (tbl, key, version, data) VALUES (?, ?, ?, ?)", rows)
        for key, data in connection.execute("SELECT key, data FROM fact WHERE tbl = 'till'").fetchall():
            text = json.dumps({**json.loads(data), "prefix": prefix}, ensure_ascii=False)
            connection.execute("UPDATE fact SET data = ? WHERE tbl = 'till' AND key = ?", (text, key))
        if not any(row[0] == "till" for row in rows):
            data = json.dumps({"prefix": prefix})
            connection.execute("INSERT INTO fact (tbl, key, version, data) VALUES ('till', '', 0, ?)", (data,))

    practice.writer.submit(step).result(WRITE_TIMEOUT_S)
