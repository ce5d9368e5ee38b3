"""The wire's thread: everything that comes in is queued to it, and it alone drives uplink and downlink."""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import TYPE_CHECKING, Any

from appliance.core import message
from appliance.core.errors import LapakError
from appliance.core.message import MessageUnreadable

from ._client import BrokerSettings, Client
from ._downlink import Downlink
from ._errors import JournalForked
from ._uplink import Uplink

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._ports import Feed, Outbox

log = logging.getLogger(__name__)

TICK_S = 1.0
STATUS_EVERY_MS = 60_000


class Wire:
    """Keeps journal and feed moving while there is a network, and waits while there is none."""

    def __init__(
        self,
        till: str,
        broker: BrokerSettings,
        outbox: Outbox,
        feed: Feed,
        *,
        version: str,
        on_applied: Callable[[frozenset[str]], None],
        on_progress: Callable[[int, int], None],
        on_change: Callable[[bool, int, int | None], None],
        on_trouble: Callable[[LapakError], None],
        health: Callable[[], dict[str, str]],
    ) -> None:
        self._outbox = outbox
        self._version = version
        self._on_change = on_change
        self._on_trouble = on_trouble
        self._fork_told = False
        self._health = health
        self._queue: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)
        self._online = False
        self._told: tuple[bool, int, int | None] | None = None
        self._status_at_ms = 0
        self.unreadable = 0
        will = message.write(message.status(False, version, now_ms(), 0, {}))
        self._client = Client(
            till,
            broker,
            will=will,
            on_online=lambda online: self._queue.put(("online", online)),
            on_payload=lambda payload: self._queue.put(("payload", payload)),
        )
        self.uplink = Uplink(till, outbox, self._send)
        self.downlink = Downlink(feed, self._send, on_applied, on_progress)

    def start(self) -> None:
        """Connect, and stay connected, in the background."""
        self._thread.start()
        self._client.start()

    def wake(self) -> None:
        """Send what was just committed; may be called from any thread."""
        self._queue.put(("commit", None))

    def stop(self, timeout_s: float = 3.0) -> None:
        """Say that the till goes off, and end."""
        self._queue.put(("stop", None))
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._client.stop(timeout_s)

    def _send(self, up: dict[str, Any]) -> None:
        self._client.publish_up(message.write(up))

    def _run(self) -> None:
        while True:
            try:
                what, value = self._queue.get(timeout=TICK_S)
            except queue.Empty:
                what, value = "tick", None
            try:
                self._step(what, value)
            except LapakError as error:
                log.error("The wire stumbled: %s", error)  # noqa: TRY400 - the text says it all
            except Exception:  # the top of the thread: whatever one message breaks, the journal must go on its way
                log.exception("The wire stumbled over %s", what)
            if what == "stop":
                return

    def _step(self, what: str, value: Any) -> None:
        now = time.monotonic_ns() // 1_000_000  # the card's clock may be set at any moment; patience must not notice
        if what == "online":
            self._online = value
            if value:
                self.uplink.restart(now)
                self.downlink.pull(now)
                self._publish_status(now, online=True)
        elif what == "payload":
            self._receive(value, now)
        elif what == "commit" and self._online:
            self.uplink.pump()
        elif what == "stop":
            self._publish_status(now, online=False)
            return
        if self._online:  # at every step, because a busy wire never sees a quiet second
            self.uplink.tick(now)
            self.downlink.tick(now)
            if now - self._status_at_ms > STATUS_EVERY_MS:
                self._publish_status(now, online=True)
        self._tell()

    def _receive(self, payload: bytes, now: int) -> None:
        try:
            received = message.read(payload)
        except MessageUnreadable as error:
            self.unreadable += 1
            log.warning("%s (%d so far)", error, self.unreadable)
            return
        kind = received["kind"]
        if kind == "ack":
            self.uplink.on_ack(received["upto"], received["hash"], now)
        elif kind == "resend":
            self.uplink.on_resend(received["after"], now)
        elif kind == "fork":
            self.uplink.on_fork(received["seq"])
        elif kind == "head":
            self.downlink.on_head(received["version"], now)
        elif kind == "feed":
            self.downlink.on_feed(received, now)

    def _tell(self) -> None:
        unsent, oldest_ms = self._outbox.unsent()
        state = (self._online, unsent, oldest_ms)
        if state != self._told:
            self._told = state
            self._on_change(*state)
        if self.uplink.fork is not None and not self._fork_told:
            self._fork_told = True
            self._on_trouble(JournalForked(seq=self.uplink.fork))

    def _publish_status(self, now: int, *, online: bool) -> None:
        self._status_at_ms = now
        unsent, _ = self._outbox.unsent()
        status = message.status(online, self._version, now_ms(), unsent, self._health())
        self._client.publish_status(message.write(status))


def now_ms() -> int:
    """Return UTC milliseconds."""
    return time.time_ns() // 1_000_000
