"""Rests between frames until something happens, instead of waking sixty times a second to look.

Kivy's loop sleeps in `Clock.idle`. Ours waits on the display's and the input devices' file descriptors and on a pipe that
other threads write to, for as long as no clock event is due; after anything happened it stays awake for a moment, because
one tap is several events and some of them are already in SDL's own queue when the descriptor falls silent.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
import stat
from collections import deque
from typing import TYPE_CHECKING

from kivy.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

AWAKE_S = 0.15
FRAME_S = 1 / 60
LONGEST_S = 0.5
BLIND_S = 0.02  # between looks where no descriptor tells of input
SPACING_S = 0.002  # at least between two frames


def _is_display(fd: int) -> bool:
    """Whether a descriptor is a connection to an X server or a Wayland compositor."""
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(fd)) as peer:
        name = peer.getpeername()
        if isinstance(name, tuple):
            return 6000 <= int(name[1]) < 6064
        text = name.decode(errors="replace") if isinstance(name, bytes) else str(name)
        return ".X11-unix/X" in text or "/wayland-" in text
    return False


def input_descriptors() -> tuple[list[int], list[int]]:
    """Return the open descriptors of displays, and of input devices (evdev, as SDL and Kivy read them on KMS)."""
    displays, devices = [], []
    for name in os.listdir("/proc/self/fd"):
        fd = int(name)
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                if _is_display(fd):
                    displays.append(fd)
            elif os.readlink(f"/proc/self/fd/{name}").startswith("/dev/input/event"):
                devices.append(fd)
        except OSError:
            continue  # the descriptor of the listing itself
    return displays, devices


class Loop:
    """Takes the place of the clock's idling; `dispatch` may be called from any thread."""

    def __init__(self) -> None:
        self._post: deque[Callable[[], None]] = deque()
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._watched = [self._read]
        self._sees_input = False
        self._awake_until = 0.0
        self._hurry = 0
        self.wakes = 0

    def begin(self) -> None:
        """Take over the clock; call once the window is open."""
        displays, devices = input_descriptors()
        self._watched += displays + devices
        self._sees_input = bool(displays or devices)
        if not self._sees_input:
            log.warning("No input descriptor found: looking for input every %d ms", BLIND_S * 1000)
        Clock.idle = self.idle

    def end(self) -> None:
        """Give the clock back."""
        Clock.__dict__.pop("idle", None)
        os.close(self._read)
        os.close(self._write)

    def dispatch(self, job: Callable[[], None]) -> None:
        """Run a function on the screen's thread, soon and in order."""
        self._post.append(job)
        with contextlib.suppress(OSError):  # a full pipe wakes as well; a closed one has nobody to wake
            os.write(self._write, b".")

    def awake(self) -> None:
        """Draw at full speed for a moment."""
        self._awake_until = Clock.time() + AWAKE_S

    def idle(self) -> float:
        """Wait for the next reason to draw a frame, and return the time."""
        now = Clock.time()
        if not self._post:
            if self._hurry:
                self._hurry -= 1
            else:
                self._wait(now)
        self.wakes += 1
        current: float = Clock.time()
        Clock._dt = current - Clock._last_tick  # noqa: SLF001 - what the method we stand in for does
        Clock._last_tick = current  # noqa: SLF001
        self._run()
        return current

    def _wait(self, now: float) -> None:
        """Sleep until a descriptor speaks, an event is due, or the frame's time is up."""
        frame = max(SPACING_S, FRAME_S - (now - Clock._last_tick))  # noqa: SLF001
        due = Clock.get_min_timeout() - now
        if now < self._awake_until or due <= 0:
            timeout = frame
        else:
            timeout = min(due, LONGEST_S if self._sees_input else BLIND_S)
        ready = select.select(self._watched, [], [], timeout)[0]
        if not ready:
            return
        self.awake()
        self._hurry = 1  # what SDL reads in this round is drawn in the next
        if self._read in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._read, 4096)

    def _run(self) -> None:
        """Run what was posted until now."""
        for _ in range(len(self._post)):
            job = self._post.popleft()
            try:
                job()
            except Exception:
                log.exception("A posted function failed")
