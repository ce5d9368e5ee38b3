"""The feed on its way down: what fits the cursor is applied, anything else is asked for again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from appliance.core import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._ports import Feed, Send

log = logging.getLogger(__name__)

PATIENCE_MS = 5_000
PULL_LIMIT = 2_000
STORE_TIMEOUT_S = 30.0


class Downlink:
    """Keeps the till's rows at the head of the feed; called from the wire's thread only.

    `now_ms` is a clock that nobody sets.
    """

    def __init__(
        self,
        feed: Feed,
        send: Send,
        on_applied: Callable[[frozenset[str]], None],
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._feed = feed
        self._send = send
        self._on_applied = on_applied
        self._on_progress = on_progress
        self.cursor = feed.cursor().result(STORE_TIMEOUT_S)
        self._head = self.cursor
        self._asked_at_ms: int | None = None

    def pull(self, now_ms: int) -> None:
        """Ask for everything after the cursor."""
        self._asked_at_ms = now_ms
        self._send(message.pull(self.cursor, PULL_LIMIT))

    def tick(self, now_ms: int) -> None:
        """Ask again if the answer is overdue."""
        if self._asked_at_ms is not None and now_ms - self._asked_at_ms > PATIENCE_MS:
            self.pull(now_ms)

    def on_head(self, version: int, now_ms: int) -> None:
        """The feed has reached `version`."""
        self._head = max(self._head, version)
        if version > self.cursor and self._asked_at_ms is None:
            self.pull(now_ms)

    def on_feed(self, received: dict[str, Any], now_ms: int) -> None:
        """Apply rows that begin at the cursor; ask again for what does not fit."""
        since, upto, rows = received["since"], received["upto"], received["rows"]
        if upto < since:
            return
        if since != self.cursor:
            if upto > self.cursor and self._asked_at_ms is None:
                self.pull(now_ms)
            return
        self._asked_at_ms = now_ms  # if the store fails now, `tick` asks again
        if not self._feed.apply(since, upto, rows, _counted(received)).result(STORE_TIMEOUT_S):
            self.cursor = self._feed.cursor().result(STORE_TIMEOUT_S)
            self.pull(now_ms)
            return
        self.cursor = upto
        self._asked_at_ms = None
        if rows:
            self._on_applied(frozenset(row["table"] for row in rows))
        if received["more"]:
            self._on_progress(upto, max(self._head, upto))
        if upto == since:
            self._head = upto  # the bridge has nothing more for us, whatever was said before
        elif received["more"] or self._head > upto:
            self.pull(now_ms)


def _counted(received: dict[str, Any]) -> int | None:
    """Return the last of our entries that the rows count, if the bridge says it."""
    seq = received.get("seq")
    return seq if type(seq) is int and seq >= 0 else None
