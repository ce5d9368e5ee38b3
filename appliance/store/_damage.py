"""A file that is damaged: noticed before anything is written, and kept."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from appliance.core.journal import ChainBroken, verify

from ._errors import StoreDamaged
from ._journal import now_ms, walk

if TYPE_CHECKING:
    from pathlib import Path

TAIL = 200  # entries whose chain is checked at every start; `lapak-till verify` checks all
SIDE_FILES = ("", "-wal", "-shm")


def damage_of(path: Path) -> str:
    """Return what is wrong with the file in a few words, "" if nothing is or there is none."""
    if not path.exists() or path.stat().st_size == 0:
        return ""
    connection = sqlite3.connect(path, timeout=5)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found is None or found[0] != "ok":
            return str(found[0] if found else "no answer")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal'").fetchone():
            last = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
            start = max(0, last - TAIL)
            entries = list(walk(connection, start))
            if entries:
                verify(entries, start, entries[0]["prev"])
    except (sqlite3.Error, ChainBroken, ValueError) as error:
        return str(error)
    finally:
        connection.close()
    return ""


def move_aside(path: Path, reason: str) -> StoreDamaged:
    """Rename the file and what belongs to it; return what the cashier is to be told."""
    kept = path.with_name(f"{path.name}.damaged-{now_ms()}")
    for side in SIDE_FILES:
        old = path.with_name(path.name + side)
        if old.exists():
            old.rename(kept.with_name(kept.name + side))
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return StoreDamaged(reason=reason, kept=kept.name)
