"""A walk over a shop's whole catalogue, page by page, past the depth at which Shopee stops counting."""

from __future__ import annotations

from dataclasses import dataclass, replace

# The first window of a split starts before Shopee did (2015-01-01).
BEFORE_ALL_S = 1_420_070_400


@dataclass(frozen=True)
class Walk:
    """Where a walk stands: a window of update times (0 is open), an offset in it, and the deepest offset that worked.

    Offsets beyond some depth are refused and no page says which. Then the window is halved until it is shallow enough.
    """

    from_s: int = 0
    to_s: int = 0
    offset: int = 0
    deepest: int = 0

    @classmethod
    def read(cls, cursor: str) -> Walk:
        """Return the walk that `str()` wrote down."""
        return cls(*(int(part) for part in cursor.split(":")))

    def __str__(self) -> str:
        return f"{self.from_s}:{self.to_s}:{self.offset}:{self.deepest}"

    def params(self) -> list[tuple[str, str]]:
        """Return the window and the offset as Shopee wants them."""
        window = (("update_time_from", self.from_s), ("update_time_to", self.to_s), ("offset", self.offset))
        return [(name, str(value)) for name, value in window if value or name == "offset"]

    def deeper(self, offset: int) -> Walk:
        """Return the walk at the next page of this window."""
        return replace(self, offset=offset, deepest=max(self.deepest, self.offset))

    def narrower(self, now_s: int) -> Walk | None:
        """Return the walk at the start of the earlier half of this window; None when one second is too much."""
        first, last = self.from_s or BEFORE_ALL_S, self.to_s or now_s
        if first >= last:
            return None
        return replace(self, from_s=first, to_s=(first + last) // 2, offset=0)

    def onwards(self) -> Walk | None:
        """Return the walk at the window after this one, which is open again; None at the end."""
        return replace(self, from_s=self.to_s + 1, to_s=0, offset=0) if self.to_s else None
