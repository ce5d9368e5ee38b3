"""The thread behind a scanner: it waits on every device at once and brings back those that were pulled out."""

from __future__ import annotations

import logging
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING

from appliance.drivers._watch import Watch
from appliance.till.boundary import keep_going
from appliance.till.ports import WARN

from .errors import ScannerError, Unplugged

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from appliance.till.ports import Health

    from ._keys import Keys
    from ._source import Source

log = logging.getLogger(__name__)


class Reading:
    """Everything between start and stop."""

    def __init__(
        self,
        wanted: list[str],
        new_keys: Callable[[str], Keys],
        open_device: Callable[[str], Source],
        on_scan: Callable[[str], None],
        on_health: Callable[[Health], None],
    ) -> None:
        self._new_keys = new_keys
        self._open_device = open_device
        self._on_scan = on_scan
        self._on_health = on_health
        self._open: dict[str, tuple[Source, Keys]] = {}
        self._missing: dict[str, ScannerError] = {name: Unplugged(scanner=name) for name in wanted}
        self._complaint: ScannerError | None = None  # about the last code, until a good one comes
        self._told: Health | None = None
        self._watch = Watch(log, "scanner")
        self._selector = DefaultSelector()

    def run(self, stop: socket.socket, retry_s: float) -> None:
        """Read until the other end of `stop` is closed."""
        self._selector.register(stop, EVENT_READ)
        next_look = monotonic()
        try:
            while True:
                if self._missing and monotonic() >= next_look:
                    self._look()
                    next_look = monotonic() + retry_s
                self._tell()
                for key, _ in self._selector.select(retry_s):
                    if key.fileobj is stop:
                        return
                    self._read(key.data)
        finally:
            for source, _ in self._open.values():
                source.close()
            self._selector.close()
            stop.close()

    def _look(self) -> None:
        for name in list(self._missing):
            try:
                source = self._open_device(name)
            except ScannerError as error:
                self._missing[name] = error
                continue
            del self._missing[name]
            self._open[name] = source, self._new_keys(name)
            self._selector.register(source, EVENT_READ, name)

    def _read(self, name: str) -> None:
        source, keys = self._open[name]
        try:
            events = source.read()
        except BlockingIOError:
            return
        except OSError:
            self._selector.unregister(source)
            source.close()
            del self._open[name]
            self._missing[name] = Unplugged(scanner=name)
            return
        for event in events:
            found = keys.take(*event)
            if isinstance(found, str):
                self._complaint = None
                keep_going(log, "What the till does with a scan", self._on_scan, found)
            elif found:
                self._complaint = found
                self._tell()

    def _tell(self) -> None:
        """Report the health if it is not what was reported last."""
        missing = next(iter(self._missing.values()), None)
        if missing:
            health = self._watch.ill(missing)
        elif self._complaint:
            health = self._watch.ill(self._complaint, WARN)
        else:
            health = self._watch.well()
        if self._told is None or (health.state, str(health.error)) != (self._told.state, str(self._told.error)):
            self._told = health
            keep_going(log, "What the till does with the scanner's health", self._on_health, health)
