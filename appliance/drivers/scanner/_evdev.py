"""Scanners that are keyboards to Linux: read below the keyboard, so no layout, no focus and no timing matters."""

from __future__ import annotations

import socket
from functools import partial
from threading import Thread, current_thread
from typing import TYPE_CHECKING

from ._fnc1 import fnc1_option
from ._keys import Keys
from ._reading import Reading
from ._source import open_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.drivers._options import Options
    from appliance.till.ports import Health

    from ._source import Source


def make(options: Options) -> EvdevScanner:
    """Return a scanner that reads one or several input devices."""
    wanted = options.texts("path") + options.texts("name")
    if not wanted:
        raise options.missing("path")
    grab = options.flag("grab", default=True)
    return EvdevScanner(
        wanted,
        new_keys=partial(Keys, longest=options.whole("longest", 512, 8, 8192), fnc1=fnc1_option(options)),
        retry_s=options.seconds("retry_s", 1, 0.01, 60),
        open_device=options.anything("open_device", partial(open_source, grab=grab)),
    )


class EvdevScanner:
    """Reads its devices on one thread."""

    def __init__(
        self,
        wanted: list[str],
        *,
        new_keys: Callable[[str], Keys],
        retry_s: float,
        open_device: Callable[[str], Source],
    ) -> None:
        self._wanted = wanted
        self._new_keys = new_keys
        self._retry_s = retry_s
        self._open_device = open_device
        self._running: tuple[Thread, socket.socket] | None = None

    def start(self, on_scan: Callable[[str], None], on_health: Callable[[Health], None]) -> None:
        """Begin to read; a running reader is stopped first."""
        self.stop()
        hand, ear = socket.socketpair()
        reading = Reading(self._wanted, self._new_keys, self._open_device, on_scan, on_health)
        thread = Thread(target=reading.run, args=(ear, self._retry_s), name="scanner", daemon=True)
        thread.start()
        self._running = thread, hand

    def stop(self) -> None:
        """End the thread and give the devices back; waits a second at most."""
        if self._running is None:
            return
        (thread, hand), self._running = self._running, None
        hand.close()
        if thread is not current_thread():
            thread.join(1)
