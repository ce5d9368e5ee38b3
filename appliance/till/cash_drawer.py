"""The drawer's own thread: it opens after a sale is on disk and never keeps the cashier waiting."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING

from .boundary import attempt
from .ports import SICK, DeviceError, Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ports import Drawer

log = logging.getLogger(__name__)

WATCH_S = 0.25  # how often an open drawer's sensor is looked at


class CashDrawer:
    """Opens the drawer on demand and tells when it is closed again."""

    def __init__(self, drawer: Drawer, on_health: Callable[[Health], None], on_closed: Callable[[], None]) -> None:
        self._drawer = drawer
        self._on_health = on_health
        self._on_closed = on_closed
        self._wanted: queue.Queue[bool] = queue.Queue()
        self._is_open = False
        self._told = ""
        self._thread = threading.Thread(target=self._run, name="drawer", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def open(self) -> None:
        """Open the drawer as soon as its thread gets to it; may be called from any thread."""
        self._wanted.put(True)

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the thread and give the device back."""
        self._wanted.put(False)
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._drawer.close()

    def _run(self) -> None:
        self._served(lambda: None)
        while True:
            try:
                wanted = self._wanted.get(timeout=WATCH_S if self._is_open else None)
            except queue.Empty:
                self._served(self._look)
                continue
            if not wanted:
                return
            self._served(self._open)

    def _open(self) -> None:
        self._drawer.open()
        self._is_open = self._drawer.is_open() is not None  # from now on its sensor is watched, if it has one

    def _look(self) -> None:
        self._is_open = bool(self._drawer.is_open())
        if not self._is_open:
            self._on_closed()

    def _served(self, do: Callable[[], None]) -> None:
        """Do something with the drawer and tell how it is then."""

        def serve() -> Health:
            do()
            return self._drawer.health()

        health, error = attempt(log, "The drawer", serve, DeviceError)
        self._tell(health or Health(SICK, error))

    def _tell(self, health: Health) -> None:
        known = health.state + (health.error.code if health.error else "")
        if known != self._told:
            if health.error is not None:
                log.warning("Drawer: %s", health.error)
            self._told = known
            self._on_health(health)
