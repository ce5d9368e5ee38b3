"""A file that is damaged: noticed before a byte of it is written, and kept beside the one that takes its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from appliance.core.errors import LapakError
from appliance.core.journal import verify

from ._errors import StoreTooNew, StoreUnreachable
from ._journal import now_ms, walk
from ._migrations import NEWEST

if TYPE_CHECKING:
    from pathlib import Path

TAIL = 200  # entries whose chain is checked at every start; `lapak-till verify` checks all
SIDE_FILES = ("", "-wal", "-shm")
MOST_STEPS = 999  # schema files have three digits: a file that claims more is damaged, not newer
NOT_DAMAGE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
# not the damaged file's fault, but that of the card the fresh one is written to
NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
# what damage looks like to whoever reads it
UNREADABLE = (sqlite3.Error, LapakError, ValueError, TypeError, AttributeError, RecursionError)


def open_to_read(path: Path, timeout_s: float = 5.0) -> sqlite3.Connection:
    """Return a connection that cannot change the file, not even by folding its log into it."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=timeout_s)


def damage_of(path: Path) -> str:
    """Return what is wrong with the file in a few words, "" if nothing is or there is none.

    Raises StoreTooNew, and StoreUnreachable where the file could not be looked at.
    """
    if not path.exists():
        return "only its log is left" if path.with_name(path.name + "-wal").exists() else ""
    if path.stat().st_size == 0:
        return "it is empty"
    try:
        with closing(open_to_read(path)) as connection:
            return _damage(connection, path)
    except StoreTooNew:
        raise
    except UNREADABLE as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_DAMAGE:
            raise StoreUnreachable(path=path, reason=error) from error
        return str(error)


def _damage(connection: sqlite3.Connection, path: Path) -> str:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        return str(found[0] if found else "no answer")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if NEWEST < version <= MOST_STEPS:
        raise StoreTooNew(path=path, found=version, known=NEWEST)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not 0 <= version <= NEWEST or (version == 0) != (tables == 0):
        return f"step {version} with {tables} tables cannot be"
    if tables:
        last = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
        start = max(0, last - TAIL)
        entries = list(walk(connection, start))
        if entries:
            verify(entries, start, entries[0]["prev"])
        connection.execute("SELECT last_number FROM head").fetchone()[0]
    return ""


def part_of(path: Path) -> Path:
    """Return where the file is made that takes a damaged one's place, with nothing there of a try before."""
    part = path.with_name(f"{path.name}.part")
    for side in SIDE_FILES:
        part.with_name(part.name + side).unlink(missing_ok=True)
    return part


def put_in_place(path: Path, part: Path) -> Path:
    """Let a finished file take the place of the damaged one; return where that is kept, byte for byte as it was.

    From the first rename on, `gone_on` finishes it after a power cut.
    """
    whole = path.with_name(f"{path.name}.fresh-{now_ms()}")
    part.rename(whole)
    return _swap(path, whole)


def gone_on(path: Path) -> Path | None:
    """Finish what a power cut left of `put_in_place`; return where the damaged file is kept, None without one."""
    for whole in sorted(path.parent.glob(f"{path.name}.fresh-*")):
        return _swap(path, whole)
    return None


def _swap(path: Path, whole: Path) -> Path:
    kept = path.with_name(whole.name.replace(".fresh-", ".damaged-"))
    _sync(path.parent)
    for side in SIDE_FILES:
        old = path.with_name(path.name + side)
        if old.exists():
            old.rename(kept.with_name(kept.name + side))
    _sync(path.parent)
    whole.rename(path)
    _sync(path.parent)
    return kept


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
