"""One small SQLite file (or ":memory:"): everything a sandbox must still know after a restart."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    """One connection behind one lock; threads may share it."""

    def __init__(self, path: str) -> None:
        self._lock = RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {SCHEMA.read_text()}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside at once or not at all; one inside another is part of it."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def write(self, sql: str, *values: Any) -> int:
        """Run one statement and return how many rows it changed."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._db.close()
