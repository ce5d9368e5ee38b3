"""How often somebody may open a link that leads nowhere, before nothing is looked up for them any more."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 20  # in a minute; whoever waits for a till that is dark looks three times
WINDOW_S = 60.0
MOST_VISITORS = 10_000


class Guesses:
    """Counts by visitor, in this process; a window after the first one everything is forgotten."""

    def __init__(
        self, most: int = MOST, window_s: float = WINDOW_S, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._window_s, self._now_s = most, window_s, now_s
        self._lock = threading.Lock()
        self._since_s = 0.0
        self._counts: dict[str, int] = {}

    def is_over(self, visitor: str) -> bool:
        """Say whether a visitor guessed too often."""
        with self._lock:
            self._roll()
            return self._counts.get(visitor, 0) >= self._most

    def count(self, visitor: str) -> None:
        """Note a guess."""
        with self._lock:
            self._roll()
            if len(self._counts) < MOST_VISITORS or visitor in self._counts:
                self._counts[visitor] = self._counts.get(visitor, 0) + 1

    def _roll(self) -> None:
        if self._now_s() - self._since_s >= self._window_s:
            self._since_s = self._now_s()
            self._counts.clear()


guesses = Guesses()
