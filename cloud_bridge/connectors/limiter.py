"""How often one shop may be called: a bucket of calls that refills, from which stock writes drink first."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from .errors import OutOfCalls

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_S = 10.0
RESERVE = 0.25  # of the bucket is left for stock writes
AHEAD = 2  # stock writes that may go before another call that waits; without orders there would be no right numbers


class Limiter:
    """A token bucket that threads share; `clock` is any clock of seconds that never goes back."""

    def __init__(
        self, market: str, calls_per_s: float, burst: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._market = market
        self._per_s = calls_per_s
        self._burst = float(burst)
        self._clock = clock
        self._left = self._burst
        self._at = clock()
        self._urgent = 0  # stock writes that wait now
        self._patient = 0  # other calls that wait now
        self._ahead = 0  # stock writes that went before them
        self._is_closed = False
        self._changed = threading.Condition()

    def take(self, *, is_urgent: bool = False, cost: float = 1.0) -> None:
        """Wait for the turn of a call that costs so much; raises OutOfCalls if it would not come within WAIT_S."""
        end = self._clock() + WAIT_S
        with self._changed:
            self._urgent += is_urgent
            self._patient += not is_urgent
            try:
                while (wait_s := self._wait_s(cost, is_urgent=is_urgent)) > 0:
                    if self._is_closed or self._clock() + wait_s > end:
                        after_s = max(wait_s, WAIT_S) if self._is_closed else wait_s
                        raise OutOfCalls(market=self._market, reason="its limit of calls is used up", after_s=after_s)
                    self._changed.wait(wait_s)
                self._left -= cost
                self._ahead = self._ahead + 1 if is_urgent and self._patient else 0
            finally:
                self._urgent -= is_urgent
                self._patient -= not is_urgent
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody wait any more: whose turn has not come is told so at once."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def slow_down(self, after_s: float) -> None:
        """Take the marketplace's word that there were too many calls: none for so long."""
        with self._changed:
            self._refill()
            self._left = min(self._left, -max(after_s, 1 / self._per_s) * self._per_s)

    def told(self, left: float, per_s: float) -> None:
        """Take the marketplace's word for how much is left and how fast it comes back."""
        with self._changed:
            self._at, self._left, self._per_s = self._clock(), min(left, self._burst), per_s
            self._changed.notify_all()

    def left(self) -> float:
        """Return how many calls could be made at once now."""
        with self._changed:
            self._refill()
            return max(0.0, self._left)

    def _wait_s(self, cost: float, *, is_urgent: bool) -> float:
        """Return how long until the call may go; 0 is now."""
        self._refill()
        is_others_turn = self._patient > 0 and self._ahead >= AHEAD
        floor = 0.0 if is_urgent or is_others_turn else min(self._burst * RESERVE, self._burst - cost)
        missing = cost + floor - self._left
        if missing <= 0 and (not is_others_turn if is_urgent else is_others_turn or not self._urgent):
            return 0.0
        return max(missing, 1.0) / self._per_s

    def _refill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_s)
        self._at = now
