"""The note of an open card payment: a small file beside the store, replaced whole, so a power cut finds old or new."""

from __future__ import annotations

import json
import logging
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


class ChargeNote:
    """Keeps till.ports.ChargeMemory; not in the database, so that the card's thread waits for no other writer."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, Any] | None:
        """Return the note; one that cannot be read is put aside for support, with its text in the log."""
        try:
            note = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            log.exception("The note of an open card payment cannot be read: look at the terminal's last slip")
            self._path.replace(self._path.with_suffix(".unreadable"))
            return None
        return note if isinstance(note, dict) else None

    def write(self, note: dict[str, Any]) -> None:
        """Keep the note: written and synced beside the old one, then moved over it."""
        new = self._path.with_suffix(".new")
        with new.open("wb") as file:
            file.write(json.dumps(note).encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        self._sync_folder()

    def forget(self) -> None:
        """Throw the note away."""
        self._path.unlink(missing_ok=True)
        self._sync_folder()

    def _sync_folder(self) -> None:
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
