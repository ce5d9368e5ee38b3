"""A display for a till: the one that is there, or a virtual one that a browser can look at and touch."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_bridge.demo._programs import LOOPBACK, Program, free_port
from cloud_bridge.demo._screen_window import ScreenWindow, picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

    from cloud_bridge.demo._wallet import Wallet

READY_TIMEOUT_S = 20.0
LOOK_S = 0.05
PORT = 18002


class VirtualDisplay:
    """An Xvfb of its own, and the page that shows it."""

    def __init__(self, size: str, log_path: Path, *, window: bool = True) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="lapak-screen-"))
        self._number = self._folder / "number"
        command = [
            "Xvfb",
            "-screen",
            "0",
            f"{size}x24",
            "-nolisten",
            "tcp",
            "-fbdir",
            str(self._folder),
            "-displayfd",
            "1",
        ]
        self._program = Program("Xvfb", ["sh", "-c", f"exec {' '.join(command)} > {self._number}"], log_path)
        self._wanted = window
        self._window: ScreenWindow | None = None
        self.address = ""
        self.name = ""

    def start(self) -> Mapping[str, str]:
        """Return the environment in which a program finds the display."""
        self._program.start()
        waited = threading.Event()
        rounds = int(READY_TIMEOUT_S / LOOK_S)
        while rounds and not (self._number.exists() and self._number.read_text().strip()):
            waited.wait(LOOK_S)
            rounds -= 1
        self.name = f":{self._number.read_text().strip()}"
        if self._wanted:
            port = free_port(PORT)
            self._window = ScreenWindow(self.look, self.name, port)
            self._window.start()
            self.address = f"http://{LOOPBACK}:{port}/"
        return {"DISPLAY": self.name}

    def look(self) -> Image:
        """Return what is shown."""
        return picture(self.frame_buffer)

    def give(self, wallet: Wallet) -> None:
        """Put a phone beside the screen."""
        if self._window is not None:
            self._window.give(wallet)

    @property
    def frame_buffer(self) -> Path:
        """The file that Xvfb keeps its picture in."""
        return self._folder / "Xvfb_screen0"

    def stop(self) -> None:
        """End it."""
        if self._window is not None:
            self._window.stop()
        self._program.stop()


def has_display() -> bool:
    """Say whether there is a screen to show the till on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
