"""Where key events come from: a grabbed Linux input device, or a pipe that carries the same records."""

from __future__ import annotations

import errno
import os
import stat
import struct
from contextlib import suppress
from glob import glob
from pathlib import Path
from typing import Protocol

from evdev import InputDevice, list_devices

from .errors import CannotGrab, Forbidden, ScannerError, Taken, Unplugged

RECORD = struct.Struct("llHHi")  # struct input_event: seconds, microseconds, type, code, value
INPUT_MAJOR = 13  # the kernel's number for /dev/input
Event = tuple[int, int, int]  # type, code, value


class Source(Protocol):
    """An open device."""

    def fileno(self) -> int:
        """Return what to wait on."""

    def read(self) -> list[Event]:
        """Return the events that are there; raises OSError when the device is gone."""

    def close(self) -> None:
        """Give it back; never raises."""


def open_source(wanted: str, *, grab: bool) -> Source:
    """Open a device by path, pattern (/dev/input/by-id/*Scanner*-event-kbd) or name; raises ScannerError."""
    try:
        path = _path(wanted)
        info = Path(path).stat()
        if stat.S_ISCHR(info.st_mode) and os.major(info.st_rdev) == INPUT_MAJOR:
            return InputSource(path, grab=grab)
        if grab:
            raise CannotGrab(scanner=wanted)
        return PipeSource(path)
    except OSError as error:
        raise _reason(error)(scanner=wanted) from error


def _path(wanted: str) -> str:
    if wanted.startswith("/"):
        paths = sorted(glob(wanted))  # noqa: PTH207 - Path.glob cannot take an absolute pattern
    else:
        paths = [path for path in sorted(list_devices()) if _name(path) == wanted]
    if not paths:
        raise FileNotFoundError(wanted)
    return paths[0]


def _name(path: str) -> str:
    with suppress(OSError):
        device = InputDevice(path)
        try:
            return str(device.name)
        finally:
            device.close()
    return ""


def _reason(error: OSError) -> type[ScannerError]:
    if error.errno == errno.EBUSY:
        return Taken
    return Forbidden if isinstance(error, PermissionError) else Unplugged


class InputSource:
    """A Linux input device; grabbed, so its keys reach nobody else."""

    def __init__(self, path: str, *, grab: bool) -> None:
        self._device = InputDevice(path)
        if grab:
            try:
                self._device.grab()
            except OSError:
                self._device.close()
                raise

    def fileno(self) -> int:
        """Return what to wait on."""
        return int(self._device.fileno())

    def read(self) -> list[Event]:
        """Return the events that are there."""
        return [(event.type, event.code, event.value) for event in self._device.read()]

    def close(self) -> None:
        """Give the device back; closing ends the grab."""
        self._device.close()


class PipeSource:
    """A FIFO or a terminal with input_event records in it, for recordings and test benches."""

    def __init__(self, path: str) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)  # read and write: writers come and go
        self._rest = b""

    def fileno(self) -> int:
        """Return what to wait on."""
        return self._fd

    def read(self) -> list[Event]:
        """Return the events that are there; half a record waits for its other half."""
        data = self._rest + os.read(self._fd, 64 * RECORD.size)
        whole = len(data) - len(data) % RECORD.size
        self._rest = data[whole:]
        return [event[2:] for event in RECORD.iter_unpack(data[:whole])]

    def close(self) -> None:
        """Give the pipe back."""
        os.close(self._fd)
