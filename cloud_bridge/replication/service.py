"""The MQTT side as one thing to start and stop: the wire, a worker and the downlink."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import connection

from cloud_bridge import wake
from cloud_bridge.payments import book
from cloud_bridge.replication.downlink import Downlink
from cloud_bridge.replication.wire import Wire
from cloud_bridge.replication.worker import Worker
from cloud_bridge.stock import elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)
STOP_S = 2.0


class Service:
    """Replication with every till at a broker."""

    def __init__(self, host: str, port: int, certificates: Path) -> None:
        self._wire = Wire(host, port, certificates)
        self._downlink = Downlink(self._wire.send)
        self.worker = Worker(self._wire, self._downlink)
        self._stop = threading.Event()
        self._threads = [
            _thread("ingest", self.worker.run),
            _thread("downlink", lambda: self._downlink.run(self._stop)),
            _thread("elsewhere", lambda: elsewhere.run(self._stop)),
            _thread("payments", lambda: book.run(self._stop)),
        ]

    def start(self) -> None:
        """Begin; the broker may come later."""
        for thread in self._threads:
            thread.start()
        self._wire.start()

    def stop(self) -> None:
        """Finish the message at hand and end."""
        self._stop.set()
        self._wire.stop()
        wake.feed.notify()
        for thread in self._threads:
            thread.join(STOP_S)
        if left := [thread.name for thread in self._threads if thread.is_alive()]:
            log.warning("Still at work at the end: %s", ", ".join(left))


def _thread(name: str, work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    return threading.Thread(target=run, name=name, daemon=True)
