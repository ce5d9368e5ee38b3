"""A walk over a shop's whole catalogue: windows of update time, pages inside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

PAGE = 50
# "The maximum offset is 10000", and offsets are deprecated: dates do most of the scrolling.
DEEPEST = 10_000
# The first window of a split starts before Lazada did (2012-01-01).
BEFORE_ALL_S = 1_325_376_000
# A window is closed a little before now, where nothing is being written any more.
SETTLED_S = 5


@dataclass(frozen=True)
class Walk:
    """Where a walk stands: a window of seconds (0 is open), an offset in it, and how many products the window held.

    Only closed windows are paged: a product that changes meanwhile leaves its window, which `total` shows; the walk
    then goes back by as many, and meets the product in a later window. Lazada's order of listing is undocumented.
    """

    after_s: int = 0
    before_s: int = 0
    offset: int = 0
    total: int = 0

    @classmethod
    def read(cls, cursor: str) -> Walk:
        """Return the walk that `str()` wrote down."""
        return cls(*(int(part) for part in cursor.split(":")))

    def __str__(self) -> str:
        return f"{self.after_s}:{self.before_s}:{self.offset}:{self.total}"

    def fitting(self, total: int, now_s: int) -> Walk | None:
        """Return the walk as a window of so many products must be asked: as it is, closed, halved, or further back.

        None when too many products changed within one second.
        """
        if self.before_s == 0:
            return self if total <= PAGE else replace(self, before_s=max(now_s - SETTLED_S, self.after_s + 1))
        if total > DEEPEST:
            first = self.after_s or BEFORE_ALL_S
            middle = (first + self.before_s) // 2
            return Walk(first, middle) if middle > first else None
        if total < self.total:
            return replace(self, offset=max(0, self.offset - (self.total - total)), total=total)
        return self

    def next(self, total: int) -> Walk | None:
        """Return the walk at the next page, or at the window after this one, which is open; None at the end."""
        if self.offset + PAGE < total:
            return replace(self, offset=self.offset + PAGE, total=total)
        return Walk(self.before_s) if self.before_s else None
