"""One worker at a time, over threads, processes and machines.

A row with an expiry works the same on SQLite and PostgreSQL, and nobody keeps a transaction open while a marketplace
thinks. A lease is short, and one thread of the process prolongs those that are held for long: so a process that is
killed keeps its work from others for seconds only. One that was merely frozen learns from `keep` that it lost it.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from cloud_bridge.channels.models import Lease
from cloud_bridge.database import fetch, insert, table, writing
from cloud_bridge.keys import new_key, now_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

_SET = f'UPDATE "{table(Lease)}" SET'
_TAKE = f"{_SET} holder = %s, until_ms = %s WHERE name = %s AND (holder = '' OR until_ms <= %s) RETURNING name"
_KEEP = f"{_SET} until_ms = %s WHERE name = %s AND holder = %s RETURNING name"
_GIVE_BACK = f"{_SET} holder = '', until_ms = 0 WHERE name = %s AND holder = %s RETURNING name"
LENGTH_MS = 12_000
BEAT_S = 3.0  # how often a lease that is held is prolonged
LOOK_AGAIN_S = 0.02
IDLE_S = 60.0


@dataclass(frozen=True)
class Held:
    """A lease that this worker took."""

    name: str
    holder: str
    length_ms: int

    def keep(self) -> bool:
        """Prolong it, and say whether it is still ours."""
        return bool(fetch(_KEEP, now_ms() + self.length_ms, self.name, self.holder))

    def give_back(self) -> None:
        """Let the next one have it."""
        fetch(_GIVE_BACK, self.name, self.holder)


@contextmanager
def held(name: str, *, wait_s: float = 0, length_ms: int = LENGTH_MS) -> Iterator[Held | None]:
    """Hold the lease inside the block; None when somebody else still has it after `wait_s`."""
    end = monotonic() + wait_s
    lease = _take(name, length_ms)
    while lease is None and monotonic() < end:
        Event().wait(LOOK_AGAIN_S)
        lease = _take(name, length_ms)
    try:
        if lease:
            _heart.add(lease)
        yield lease
    finally:
        if lease:
            _heart.remove(lease)
            with writing(durable=False):
                lease.give_back()


def _take(name: str, length_ms: int) -> Held | None:
    lease = Held(name, new_key(), length_ms)
    now = now_ms()
    with writing(durable=False):
        insert(Lease, ("name", "holder", "until_ms"), [(name, "", 0)], "ON CONFLICT DO NOTHING")
        taken = fetch(_TAKE, lease.holder, now + length_ms, name, now)
    return lease if taken else None


class _Heart:
    """Prolongs the leases of this process, those that are held for longer than a beat."""

    def __init__(self) -> None:
        self._held: set[Held] = set()
        self._changed = Condition()
        self._thread: Thread | None = None

    def add(self, lease: Held) -> None:
        with self._changed:
            self._held.add(lease)
            if self._thread is None or not self._thread.is_alive():  # none yet, or we are a fork's child
                self._thread = Thread(target=self._run, name="leases", daemon=True)
                self._thread.start()
            self._changed.notify()

    def remove(self, lease: Held) -> None:
        with self._changed:
            self._held.discard(lease)

    def _run(self) -> None:
        before: set[Held] = set()
        while True:
            with self._changed:
                if not self._held:
                    self._changed.wait(IDLE_S)
            Event().wait(BEAT_S)
            with self._changed:
                old, before = self._held & before, set(self._held)
            if old:
                self._beat(old)

    def _beat(self, leases: set[Held]) -> None:
        try:
            for lease in leases:  # each by itself: somebody may wait for one while we wait for another
                lease.keep()
        except DatabaseError:
            log.warning("Leases could not be prolonged; whoever holds one will notice.", exc_info=True)
        finally:
            connection.close()


_heart = _Heart()
