"""Three short sounds, played by ALSA's own player on a thread of their own; without a sound device there is silence."""

from __future__ import annotations

import logging
import shutil
import subprocess
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from ._theme import ASSETS

log = logging.getLogger(__name__)

CARDS = Path("/proc/asound/pcm")
LONGEST_S = 2.0


def has_device() -> bool:
    """Whether the machine can make a sound."""
    try:
        return "playback" in CARDS.read_text()
    except OSError:
        return False


class Sounds:
    """Plays ok, unknown, refused and order; never waits and never fails."""

    def __init__(self, *, wanted: bool = True) -> None:
        self._names: SimpleQueue[str] = SimpleQueue()
        self.is_wanted = wanted
        self._player = shutil.which("aplay") if has_device() else None
        if self._player:
            Thread(target=self._run, name="sounds", daemon=True).start()

    @property
    def is_on(self) -> bool:
        """Whether anything can be heard."""
        return self._player is not None and self.is_wanted

    def play(self, name: str) -> None:
        """Play a sound soon."""
        if self._player and self.is_wanted:
            self._names.put(name)

    def _run(self) -> None:
        while True:
            name = self._names.get()
            command = [str(self._player), "--quiet", str(ASSETS / f"{name}.wav")]
            try:
                subprocess.run(command, check=False, timeout=LONGEST_S, stderr=subprocess.DEVNULL)
            except (OSError, subprocess.TimeoutExpired) as error:
                log.warning("A sound could not be played: %s", error)
