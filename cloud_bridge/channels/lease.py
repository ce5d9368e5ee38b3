"""One worker at a time, over threads, processes and machines.

A row with an expiry works the same on SQLite and PostgreSQL, and nobody keeps a transaction open while a marketplace
thinks. A worker that dies loses its lease when it ends; one that was merely slow learns so from `keep`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from django.db.models import Q

from cloud_bridge.channels.models import Lease
from cloud_bridge.database import writing
from cloud_bridge.keys import new_key, now_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH_MS = 90_000
LOOK_AGAIN_S = 0.02


@dataclass(frozen=True)
class Held:
    """A lease that this worker took."""

    name: str
    holder: str
    length_ms: int

    def keep(self) -> bool:
        """Prolong it, and say whether it is still ours."""
        mine = Lease.objects.filter(name=self.name, holder=self.holder)
        return mine.update(until_ms=now_ms() + self.length_ms) == 1

    def give_back(self) -> None:
        """Let the next one have it."""
        Lease.objects.filter(name=self.name, holder=self.holder).update(holder="", until_ms=0)


@contextmanager
def held(name: str, *, wait_s: float = 0, length_ms: int = LENGTH_MS) -> Iterator[Held | None]:
    """Hold the lease inside the block; None when somebody else still has it after `wait_s`."""
    end = monotonic() + wait_s
    lease = _take(name, length_ms)
    while lease is None and monotonic() < end:
        Event().wait(LOOK_AGAIN_S)
        lease = _take(name, length_ms)
    try:
        yield lease
    finally:
        if lease:
            with writing():
                lease.give_back()


def _take(name: str, length_ms: int) -> Held | None:
    lease = Held(name, new_key(), length_ms)
    now = now_ms()
    with writing():
        free = Lease.objects.filter(Q(holder="") | Q(until_ms__lte=now), name=name)
        if not Lease.objects.filter(name=name).exists():
            Lease.objects.bulk_create([Lease(name=name)], ignore_conflicts=True)
        taken = free.update(holder=lease.holder, until_ms=now + length_ms)
    return lease if taken else None
