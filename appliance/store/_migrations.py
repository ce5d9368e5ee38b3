"""Numbered steps that only go forward; PRAGMA user_version says how many a file has seen."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from ._errors import StoreTooNew

if TYPE_CHECKING:
    import sqlite3


def steps() -> list[tuple[int, str]]:
    """Return (number, SQL) of every step, in order."""
    files = resources.files(__package__) / "schema"
    found = [(int(file.name[:3]), file.read_text("utf-8")) for file in files.iterdir() if file.name.endswith(".sql")]
    return sorted(found)


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the file to this version, each step in one transaction; raises StoreTooNew."""
    known = steps()
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > known[-1][0]:
        raise StoreTooNew(path=path, found=found, known=known[-1][0])
    for number, sql in known:
        if number > found:
            connection.executescript(f"BEGIN IMMEDIATE; {sql} PRAGMA user_version = {number}; COMMIT;")
