"""A scale on a serial line (a pseudo terminal), for tests: it speaks the 8217 protocol."""

import os
import select
import tty
from contextlib import suppress
from threading import Event, Thread


class SerialScale:
    def __init__(self, answer=b"01.234"):
        self.answer = answer  # to "W": digits, "?" and a status byte, or None for a scale that is off
        self.zeroed = 0
        self._open()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.unplug()

    def _open(self):
        self.ours, self.theirs = os.openpty()
        tty.setraw(self.theirs)
        self.path = os.ttyname(self.theirs)
        self._stop = Event()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def unplug(self):
        self._stop.set()
        self._thread.join(2)
        for end in (self.ours, self.theirs):
            with suppress(OSError):
                os.close(end)

    def _serve(self):
        while not self._stop.is_set():
            if not select.select([self.ours], [], [], 0.02)[0]:
                continue
            with suppress(OSError):
                for command in os.read(self.ours, 64):
                    self._do(command)

    def _do(self, command):
        if self.answer is None:
            return
        if command == ord("Z"):
            self.zeroed += 1
            self.answer = b"00.000"
            os.write(self.ours, b"\x02?\x50\r")
        else:
            os.write(self.ours, b"\x02" + self.answer + b"\r")


class Heard:
    """What a scale told, and waiting for it."""

    def __init__(self):
        self.weights = []
        self.healths = []
        self._news = Event()

    def weight(self, weight):
        self.weights.append(weight)
        self._news.set()

    def health(self, health):
        self.healths.append(health)
        self._news.set()

    def wait(self, done, seconds=8):
        for _ in range(int(seconds * 100)):
            if done(self):
                return
            self._news.wait(0.01)
            self._news.clear()
        raise AssertionError(f"{self.weights} {[(h.state, str(h.error)) for h in self.healths]}")
