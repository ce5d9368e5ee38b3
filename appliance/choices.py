"""What somebody chose on the till's own screen, kept beside its store so that the next start has it again."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from appliance.settings import LANGUAGES, TEXT_SIZES, THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.settings import Settings

log = logging.getLogger(__name__)

FILE = "choices.json"
YES_NO = ("yes", "no")
ALLOWED = {
    "language": LANGUAGES,
    "theme": THEMES,
    "text_size": TEXT_SIZES,
    "left_handed": YES_NO,
    "sound": YES_NO,
}


class Choices:
    """Wins over till.toml; what cannot be read, or is no choice any more, is as if it had never been made."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._made: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            said = json.loads(self._path.read_text("utf-8"))
            if isinstance(said, dict):
                self._made = {name: value for name, value in said.items() if value in ALLOWED.get(name, ())}

    def applied(self, settings: Settings) -> Settings:
        """Return settings with what was chosen in them."""
        made: dict[str, Any] = {
            name: value == "yes" if ALLOWED[name] is YES_NO else value for name, value in self._made.items()
        }
        return replace(settings, **made)

    def keep(self, name: str, value: str) -> None:
        """Remember a choice; a disk that refuses is only noted, for the till sells on."""
        self._made[name] = value
        draft = self._path.with_suffix(".new")
        try:
            with draft.open("w", encoding="utf-8") as file:
                json.dump(self._made, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            log.warning("A choice could not be kept: %s", error)
