"""Delivers pushes, tries again while the receiver does not acknowledge, and keeps what was lost."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from sqlite3 import Row
    from ssl import SSLContext

    from ._faults import Faults
    from ._store import Store

AT_ONCE = 50
IDLE_S = 60.0


@dataclass(frozen=True)
class PushRules:
    """What a marketplace asks of a receiver: how fast, with what answer, and how often it tries again.

    `headers` are made of the push's row (push_id, url, topic, body, made_at, attempts); `settled` is told of the
    outcome of every try.
    """

    timeout_s: float
    retries_s: tuple[float, ...]
    is_acknowledged: Callable[[int, bytes], bool]
    headers: Callable[[Row], Mapping[str, str]]
    settled: Callable[[Row, bool], None] | None = None


@cache
def _trust() -> SSLContext:
    """Return the certificates we trust, read once: many sandboxes start in one process of tests."""
    return httpx2.create_ssl_context()


class Pusher:
    """A queue in the store and a task in the server's loop; `time_factor` scales the waits between tries."""

    def __init__(self, store: Store, faults: Faults, rules: PushRules, clock: Callable[[], float]) -> None:
        self.url = ""
        self.time_factor = 1.0
        self._store = store
        self._faults = faults
        self._rules = rules
        self._clock = clock
        self._random = random.Random(1)  # noqa: S311 - faults, not secrets
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._in_flight = 0

    def add(self, body: bytes, *, topic: str = "", url: str = "") -> None:
        """Queue a push as the faults have it: once, twice, late or never; without a URL nobody subscribed."""
        url = url or self.url
        if not url:
            return
        dropped = self._random.random() < self._faults.push_drop
        copies = 2 if self._random.random() < self._faults.push_repeat else 1
        for _ in range(copies):
            due_at = self._clock() + self._faults.push_late_s
            if self._random.random() < self._faults.push_shuffle:
                due_at += self._random.random()
            self._store.write(
                "INSERT INTO push (body, state, attempts, due_at, topic, url, made_at) VALUES (?, ?, 0, ?, ?, ?, ?)",
                body, "dropped" if dropped else "waiting", due_at, topic, url, self._clock(),
            )  # fmt: skip
        self.wake()

    def wake(self) -> None:
        """Look at the queue now; may be called from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop closed meanwhile: the next start looks by itself
                self._loop.call_soon_threadsafe(self._wake.set)

    def counts(self) -> dict[str, int]:
        """Return how many pushes are in each state."""
        rows = self._store.rows("SELECT state, count(*) AS many FROM push GROUP BY state")
        return {row["state"]: row["many"] for row in rows}

    async def run(self) -> None:
        """Deliver until cancelled."""
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._in_flight = 0
        self._store.write("UPDATE push SET state = 'waiting' WHERE state = 'sending'")
        async with (
            httpx2.AsyncClient(timeout=self._rules.timeout_s, verify=_trust()) as http,
            asyncio.TaskGroup() as deliveries,
        ):
            while True:
                self._wake.clear()
                for push in self._take_due():
                    deliveries.create_task(self._deliver(http, push))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._idle_s()):  # wait_for may swallow a cancellation before 3.12
                        await self._wake.wait()

    def _take_due(self) -> list[Row]:
        with self._store.transaction():
            due = self._store.rows(
                "SELECT * FROM push WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, push_id LIMIT ?",
                self._clock(), AT_ONCE - self._in_flight,
            )  # fmt: skip
            for push in due:
                self._store.write("UPDATE push SET state = 'sending' WHERE push_id = ?", push["push_id"])
        self._in_flight += len(due)
        return due

    def _idle_s(self) -> float:
        if self._in_flight >= AT_ONCE:
            return IDLE_S
        row = self._store.row("SELECT min(due_at) AS next FROM push WHERE state = 'waiting'")
        if row is None or row["next"] is None:
            return IDLE_S
        return min(IDLE_S, max(0.001, float(row["next"]) - self._clock()))

    async def _deliver(self, http: httpx2.AsyncClient, push: Row) -> None:
        is_acknowledged = False
        with suppress(httpx2.HTTPError, httpx2.InvalidURL, TimeoutError):
            async with asyncio.timeout(self._rules.timeout_s):
                headers = {"Content-Type": "application/json", **self._rules.headers(push)}
                answer = await http.post(push["url"], content=push["body"], headers=headers)
                is_acknowledged = self._rules.is_acknowledged(answer.status_code, answer.content)
        self._in_flight -= 1
        self._settle(push, is_acknowledged=is_acknowledged)
        self._wake.set()

    def _settle(self, push: Row, *, is_acknowledged: bool) -> None:
        if self._rules.settled is not None:
            self._rules.settled(push, is_acknowledged)
        tried = push["attempts"] + 1
        if is_acknowledged:
            self._store.write(
                "UPDATE push SET state = 'delivered', attempts = ? WHERE push_id = ?", tried, push["push_id"]
            )
        elif tried <= len(self._rules.retries_s):
            due_at = self._clock() + self._rules.retries_s[tried - 1] * self.time_factor
            self._store.write(
                "UPDATE push SET state = 'waiting', attempts = ?, due_at = ? WHERE push_id = ?",
                tried, due_at, push["push_id"],
            )  # fmt: skip
        else:
            self._store.write(
                "UPDATE push SET state = 'lost', attempts = ?, lost_at = ?,"
                " lost_no = (SELECT coalesce(max(lost_no), 0) + 1 FROM push) WHERE push_id = ?",
                tried, self._clock(), push["push_id"],
            )  # fmt: skip
