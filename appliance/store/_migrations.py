"""Numbered steps that only go forward; PRAGMA user_version says how many a file has seen."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def steps() -> list[tuple[int, str]]:
    """Return (number, SQL) of every step, in order."""
    files = resources.files(__package__) / "schema"
    found = [(int(file.name[:3]), file.read_text("utf-8")) for file in files.iterdir() if file.name.endswith(".sql")]
    return sorted(found)


NEWEST = steps()[-1][0]


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to this version, each step in one transaction."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, sql in steps():
        if number > found:
            connection.executescript(f"BEGIN IMMEDIATE; {sql}\nPRAGMA user_version = {number}; COMMIT;")
