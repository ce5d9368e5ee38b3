"""The points a shop may spend: they come back by the second, up to a full bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._switches import Switches


class Bucket:
    """A leaky bucket of one app at one shop; its size and its pace are switches."""

    def __init__(self, switches: Switches, clock: Callable[[], float]) -> None:
        self._switches = switches
        self._clock = clock
        self._left = switches.bucket
        self._at = clock()

    def take(self, points: int) -> bool:
        """Take points, or say that there are not enough."""
        self._refill()
        if self._left < points:
            return False
        self._left -= points
        return True

    def give_back(self, points: int) -> None:
        """Give back what a query did not need after all."""
        self._left = min(self._switches.bucket, self._left + points)

    def shown(self, requested: int, actual: int | None) -> dict[str, Any]:
        """Return the `cost` of an answer's `extensions`."""
        self._refill()
        return {
            "requestedQueryCost": requested,
            "actualQueryCost": actual,
            "throttleStatus": {
                "maximumAvailable": self._switches.bucket,
                "currentlyAvailable": int(self._left),
                "restoreRate": self._switches.restore_per_s,
            },
        }

    def _refill(self) -> None:
        now = self._clock()
        self._left = min(self._switches.bucket, self._left + (now - self._at) * self._switches.restore_per_s)
        self._at = now
