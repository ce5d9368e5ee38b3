"""A printer behind a device file such as /dev/usb/lp0, or a pipe for a test bench."""

from __future__ import annotations

import os
import select
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ._model import Model
from ._printer import EscposPrinter

if TYPE_CHECKING:
    from appliance.drivers._options import Options


def make(options: Options) -> EscposPrinter:
    """Return a printer behind a device file."""
    model = Model(options)
    return EscposPrinter(DeviceFile(options.text("path"), model.timeout_s), model)


class DeviceFile:
    """The way to one device file; it is never created: a receipt must not vanish into a plain file in /dev."""

    def __init__(self, path: str, timeout_s: float) -> None:
        self.name = path
        self._timeout_s = timeout_s

    def open(self) -> FileConnection:
        """Open it; raises OSError. Only a character device can answer."""
        answers = stat.S_ISCHR(Path(self.name).stat().st_mode)
        access = os.O_RDWR if answers else os.O_WRONLY | os.O_APPEND
        return FileConnection(
            os.open(self.name, access | os.O_NONBLOCK | os.O_NOCTTY), self._timeout_s, answers=answers
        )


class FileConnection:
    """The file while one document is printed."""

    def __init__(self, fd: int, timeout_s: float, *, answers: bool) -> None:
        self._fd = fd
        self._timeout_s = timeout_s
        self._answers = answers

    def write(self, data: bytes | memoryview) -> int:
        """Hand over as much as the driver takes within the time-out."""
        if not select.select([], [self._fd], [], self._timeout_s)[1]:
            raise TimeoutError
        return os.write(self._fd, data)

    def read(self, timeout_s: float) -> bytes:
        """Return what came within the time; a file that cannot answer says nothing."""
        if not self._answers or not select.select([self._fd], [], [], timeout_s)[0]:
            return b""
        with suppress(BlockingIOError):
            return os.read(self._fd, 256)
        return b""

    def unsent(self) -> int:
        """Return 0: such a driver takes bytes only when the printer does."""
        return 0

    def close(self) -> None:
        """Give the file back."""
        with suppress(OSError):
            os.close(self._fd)
