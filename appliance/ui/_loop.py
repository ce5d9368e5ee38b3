"""Rests between frames until something happens, instead of waking sixty times a second to look.

Kivy's loop sleeps in `Clock.idle`. Ours waits on the file descriptors of the display and the input devices and on a
pipe that other threads write to, for as long as no clock event is due. After anything happened it stays awake for a
moment: one tap is several events, and some of them are in SDL's own queue already when the descriptor falls silent.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
import stat
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.clock import Clock

from appliance.till.boundary import keep_going

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

AWAKE_S = 0.15
FRAME_S = 1 / 60
LONGEST_S = 30.0  # in case a descriptor kept something to itself
BLIND_S = 0.02  # between looks where no descriptor tells of input
UNREAD_S = 60.0  # no finger moves that long without a pause
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
    for entry in Path("/proc/self/fd").iterdir():
        fd = int(entry.name)
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                if _is_display(fd):
                    displays.append(fd)
            elif str(entry.readlink()).startswith("/dev/input/event"):
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
        self._speaking: dict[int, tuple[float, float]] = {}  # since when a descriptor has spoken, and when last
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
        """Give the clock back; nothing can be posted after that."""
        if self._watched:
            self._watched = []
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
        is_busy = now < self._awake_until or due <= 0
        timeout = frame if is_busy else min(due, LONGEST_S if self._sees_input else BLIND_S)
        ready = select.select(self._watched, [], [], timeout)[0]
        if not ready:
            return
        self.awake()
        self._hurry = 1  # what SDL reads in this round is drawn in the next
        for fd in ready:
            if fd == self._read:
                with contextlib.suppress(BlockingIOError):
                    os.read(fd, 4096)
            else:
                self._drop_if_unread(fd, now)

    def _drop_if_unread(self, fd: int, now: float) -> None:
        """Stop watching a descriptor that speaks without end because nobody reads it: it would keep us awake."""
        since, last = self._speaking.get(fd, (now, now))
        if now - last > AWAKE_S:
            since = now
        self._speaking[fd] = since, now
        if now - since > UNREAD_S:
            log.warning("Descriptor %d is never read: looking for its input every %d ms", fd, BLIND_S * 1000)
            self._watched.remove(fd)
            self._sees_input = False

    def _run(self) -> None:
        """Run what was posted until now."""
        for _ in range(len(self._post)):
            keep_going(log, "A posted function", self._post.popleft())
