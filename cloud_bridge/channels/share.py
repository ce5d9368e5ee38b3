"""How many of a shop's calls an audit may use, so that those who serve buyers never wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloud_bridge.connectors.limiter import Limiter

PART = 0.25


class Share:
    """A quarter of the calls that are left when it is made."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._whole = limiter.left()
        self._most = int(self._whole * PART)
        self._calls = 0

    def take(self) -> bool:
        """Count one more look; False when the share is used up."""
        if self._taken() >= self._most:
            return False
        self._calls += 1
        return True

    def times(self) -> float:
        """Return how many shares were used: more than one when a look took more calls than it was counted for."""
        return max(1.0, self._taken() / self._most) if self._most else 0.0

    def _taken(self) -> float:
        """Return the calls made since; by others, too, and at least one for each look."""
        return max(self._calls, self._whole - self._limiter.left())
