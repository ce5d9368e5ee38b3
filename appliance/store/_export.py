"""A journal handed out: one entry a line, as its canonical text, so that anybody can check it without this program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from appliance.core.canonical import canonical

from ._damage import open_to_read
from ._errors import NotAStore
from ._journal import walk

if TYPE_CHECKING:
    from pathlib import Path


def export_journal(path: Path, into: Path, first: int = 1) -> int:
    """Write the entries of a till's store from entry `first` on to a file; return how many; raises NotAStore.

    The file is there when it is whole. The till may go on selling: what it books meanwhile is not in the file.
    """
    if not path.is_file():
        raise NotAStore(path=path, reason="there is no such file")
    part = into.with_name(into.name + ".part")
    count = 0
    with closing(open_to_read(path)) as connection:
        try:
            with part.open("w", encoding="utf-8", newline="\n") as file:
                for entry in walk(connection, first - 1):
                    file.write(canonical(entry) + "\n")
                    count += 1
        except sqlite3.Error as error:
            part.unlink()
            raise NotAStore(path=path, reason=error) from error
    part.replace(into)
    return count
