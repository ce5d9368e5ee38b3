"""The till's file: opened, checked, and shared out to those who read and write it."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import sqlite3
from contextlib import closing
from typing import IO, TYPE_CHECKING

from ._books import SqliteBooks
from ._catalogue import SqliteCatalogue, photos_of
from ._damage import damage_of, gone_on, open_to_read, part_of, put_in_place
from ._errors import StoreBusy, StoreDamaged, StoreError, StoreUnreachable
from ._feed import Feed
from ._journal import Signer, Unsigned
from ._migrations import migrate
from ._outbox import Outbox
from ._salvage import salvage
from ._spool import SqliteSpool
from ._writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

PAGE_SIZE = 1024  # a third of the wear of 4096 for a sale, no slower
BUSY_TIMEOUT_S = 5.0


class Store:
    """One till's data in one SQLite file; `damage` says if a damaged one had to be moved aside first.

    Raises StoreBusy, StoreTooNew, StoreUnreachable, and StoreError for a card that cannot be written.
    books and catalogue belong to the screen's thread, spool to the printing thread, outbox to the wire's.
    """

    def __init__(self, path: Path, signer: Signer | None = None) -> None:
        self.path = path
        self._lock = _locked(path)
        try:
            connection, self.damage = _opened(path)
            self._readers = [_open_to_read(path) for _ in range(3)]
        except BaseException:
            self._lock.close()
            raise
        screen, printing, wire = self._readers
        self.writer = Writer(connection)
        self.catalogue = SqliteCatalogue(screen)
        self.books = SqliteBooks(self.writer, screen, signer or Unsigned())
        self.spool = SqliteSpool(self.writer, printing)
        self.outbox = Outbox(self.writer, wire)
        self.feed = Feed(self.writer)

    def photos(self) -> set[str]:
        """Return the names of all photos that the catalogue has; from any thread, for it may take a moment."""
        with contextlib.closing(open_to_read(self.path, BUSY_TIMEOUT_S)) as reader:
            return photos_of(reader)

    def close(self) -> None:
        """Finish what was begun and close the file."""
        self.writer.close()
        for reader in self._readers:
            reader.close()
        self._lock.close()


def _locked(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(path.name + ".lock").open("w")
    except OSError as error:
        raise StoreUnreachable(path=path, reason=error.strerror) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise StoreBusy(path=path) from None
    return lock


def _opened(path: Path) -> tuple[sqlite3.Connection, StoreDamaged | None]:
    """Return the connection that writes, on a sound file of this version; and what had to be moved aside for it."""
    damage: StoreDamaged | None = None
    try:
        kept, reason = gone_on(path), "the power went while it was replaced"
        if kept is None:
            reason = damage_of(path)
            kept = _replaced(path) if reason else None
        connection = _open_to_write(path)
        try:
            migrate(connection)
            if kept is not None:
                entries = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
                damage = StoreDamaged(reason=reason, kept=kept.name, entries=entries)
                log.error("%s", damage)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise StoreError from error
    return connection, damage


def _replaced(path: Path) -> Path:
    """Put a fresh file with what can be read of a damaged one in its place, whole or not at all; return the kept one.

    Until then the damaged file stays where it is, so that the next start tries again.
    """
    part = part_of(path)
    with closing(_open_to_write(part)) as connection:
        migrate(connection)
        salvage(path, connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return put_in_place(path, part)


def _open_to_write(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_S)
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # the writer folds the log when nobody waits
    connection.execute("PRAGMA cache_size = -2000")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _open_to_read(path: Path) -> sqlite3.Connection:
    connection = open_to_read(path, BUSY_TIMEOUT_S)
    connection.execute("PRAGMA cache_size = -8000")
    return connection
