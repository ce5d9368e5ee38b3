"""The journal on its way up: a small window in flight, and from the last acknowledged entry again whenever in doubt."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from appliance.core import message
from appliance.core.message import MOST_BYTES, MOST_ENTRIES

if TYPE_CHECKING:
    from ._ports import Outbox, Send

log = logging.getLogger(__name__)

WINDOW = 8  # messages in flight
PATIENCE_MS = 10_000  # without an answer for so long, everything unacknowledged is sent again
MOST_PATIENCE_MS = 160_000  # ... and twice as long after every time: a bridge that is away must not find a flood
STORE_TIMEOUT_S = 10.0


class Uplink:
    """Sends what the bridge does not have; every answer is checked against the journal before it counts.

    Called from the wire's thread only; `send` may lose what it is given. `now_ms` is a clock that nobody sets.
    """

    def __init__(self, till: str, outbox: Outbox, send: Send) -> None:
        self._till = till
        self._outbox = outbox
        self._send = send
        self._acked = outbox.acked()
        self._sent = self._acked
        self._in_flight: list[int] = []  # the last entry of each message that is not answered
        self._heard_at_ms = 0
        self._patience_ms = PATIENCE_MS
        self.fork = outbox.fork()

    def restart(self, now_ms: int) -> None:
        """Begin again after the last acknowledged entry, because the connection is new."""
        self._heard(now_ms)
        self._again()

    def _again(self) -> None:
        self._acked = self._sent = self._outbox.acked()
        self._in_flight = []
        self.pump()

    def _heard(self, now_ms: int) -> None:
        self._heard_at_ms = now_ms
        self._patience_ms = PATIENCE_MS

    def pump(self) -> None:
        """Send entries while the window has room; call after every commit."""
        while self.fork is None and len(self._in_flight) < WINDOW:
            entries = self._batch()
            if not entries:
                return
            self._sent = entries[-1]["seq"]
            self._in_flight.append(self._sent)
            self._send(message.journal(self._till, entries))

    def _batch(self) -> list[dict[str, Any]]:
        entries = self._outbox.read(self._sent, MOST_ENTRIES)
        if len(entries) == 1:  # it goes whatever its size
            return entries
        size = 0
        for index, entry in enumerate(entries):
            size += len(message.write(entry))
            if size > MOST_BYTES and index:
                return entries[:index]
        return entries

    def tick(self, now_ms: int) -> None:
        """Send again if the bridge has been silent too long while something is in flight."""
        if not self._in_flight:
            self._heard(now_ms)  # nobody owes us an answer
        elif now_ms - self._heard_at_ms > self._patience_ms:
            log.info("No answer for entries after %d; sending them again", self._acked)
            self._heard_at_ms = now_ms
            self._patience_ms = min(2 * self._patience_ms, MOST_PATIENCE_MS)
            self._again()

    def on_ack(self, upto: int, digest: str, now_ms: int) -> None:
        """The bridge has everything up to `upto`, whose hash is `digest`, on disk."""
        self._heard(now_ms)
        if upto > self._acked:
            if not self._outbox.ack(upto, digest).result(STORE_TIMEOUT_S):
                self.on_fork(upto)
                return
            self._acked = upto
            self._sent = max(self._sent, upto)
        self._in_flight = [seq for seq in self._in_flight if seq > upto]
        self.pump()

    def on_resend(self, after: int, now_ms: int) -> None:
        """The bridge is missing entries after `after`."""
        self._heard(now_ms)
        self._sent = min(after, self._sent)
        self._in_flight = []
        self.pump()

    def on_fork(self, seq: int) -> None:
        """The bridge knows another entry `seq` of this till: stop sending until a person has decided."""
        log.error("Entry %d is not the one the bridge has: this card may be a copy. Nothing is sent any more.", seq)
        self.fork = seq
        self._outbox.forked(seq).result(STORE_TIMEOUT_S)
