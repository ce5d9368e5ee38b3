"""Calls under way at once, so that one that a marketplace never answers holds up no other."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Sent = TypeVar("Sent")
Answer = TypeVar("Answer")


class Flight(Generic[Sent, Answer]):
    """Up to `most` calls, each in a thread of its own; with one at a time, in the thread that asks for its answer.

    Leaving it waits for what is under way: every call has a time-out of its own.
    """

    def __init__(self, call: Callable[[Sent], Answer], most: int) -> None:
        self._call = call
        self._most = most
        self._pool = ThreadPoolExecutor(most, "flight") if most > 1 else None
        self._futures: dict[Future[Answer], Sent] = {}
        self._waiting: list[Sent] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._pool:
            self._pool.shutdown()

    @property
    def room(self) -> int:
        """Return how many more may leave."""
        return self._most - len(self.under_way)

    @property
    def under_way(self) -> Sequence[Sent]:
        """Return what was not answered yet."""
        return [*self._futures.values(), *self._waiting]

    def launch(self, sent: Sent) -> None:
        """Send one."""
        if self._pool:
            self._futures[self._pool.submit(self._run, sent)] = sent
        else:
            self._waiting.append(sent)

    def landed(self, timeout_s: float) -> list[tuple[Sent, Callable[[], Answer]]]:
        """Wait for at least one and return all that ended, with what gives the outcome; none after the time-out."""
        inline = [(sent, partial(self._call, sent)) for sent in self._waiting]
        self._waiting.clear()
        done, _ = wait(self._futures, timeout_s, FIRST_COMPLETED)
        return [*inline, *((self._futures.pop(future), future.result) for future in done)]

    def _run(self, sent: Sent) -> Answer:
        try:
            return self._call(sent)
        finally:
            connection.close()  # where tokens were read: it is this thread's own
