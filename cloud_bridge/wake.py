"""Wake-ups inside one process: what was committed is looked at within milliseconds; other processes poll."""

from __future__ import annotations

import threading

from django.db import transaction


class Topic:
    """Something to wait for; every waiter keeps the count it saw last, so that no wake-up falls between two waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def notify(self) -> None:
        """Wake everybody who waits."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, seen: int, timeout_s: float) -> int:
        """Return the count as soon as it is not `seen` any more, and after the time-out in any case."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, timeout_s)
            return self._count


feed = Topic()  # a merchant's feed has a new head
stock = Topic()  # a level changed
hint = Topic()  # a webhook said something
order = Topic()  # a marketplace should hear something of an order


def after_commit(topic: Topic) -> None:
    """Wake the topic's waiters once the running transaction is durable; at once if there is none."""
    transaction.on_commit(topic.notify)
