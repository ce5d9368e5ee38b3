"""A walk over a long list, page by page, past the 25,000 objects at which Shopify stops paging."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._mapping import to_moment

DEEPEST = 20_000


@dataclass(frozen=True)
class Walk:
    """Where a walk in the order of changes stands: since when (seconds, 0 is all), how deep, Shopify's own cursor."""

    since_s: int = 0
    depth: int = 0
    after: str = ""

    @classmethod
    def read(cls, cursor: str) -> Walk:
        """Return the walk that `str()` wrote down."""
        since_s, depth, after = cursor.split(":", 2)
        return cls(int(since_s), int(depth), after)

    def __str__(self) -> str:
        return f"{self.since_s}:{self.depth}:{self.after}"

    def query(self, until: str = "") -> str | None:
        """Return the `query:` of this walk's pages, None for everything."""
        since = f"updated_at:>='{to_moment(self.since_s)}'" if self.since_s else ""
        return " AND ".join(part for part in (since, until) if part) or None

    def onwards(self, count: int, end: str, last_ms: int) -> Walk:
        """Return the walk at the next page: behind the last object, or from its change on where it lies too deep."""
        if self.depth + count < DEEPEST:
            return replace(self, depth=self.depth + count, after=end)
        if last_ms // 1000 <= self.since_s:
            raise Refused(market=TITLE, reason="more changed in one second than can be listed")
        return Walk(since_s=last_ms // 1000)
