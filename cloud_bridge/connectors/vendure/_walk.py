"""A walk over a long list, page by page, that leaves nothing out while the list changes.

Vendure pages by counting rows, so a row that leaves the list moves the rest up, and the next page misses one. The
walk goes in the order of creation instead, which never changes, and each page begins at the moment of the last row
seen. Only inside one such moment rows are counted; the page then begins with the row seen last, and where another
stands there the moment is walked through again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._times import since, to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._client import Client
    from ._reply import Json

PAGE = 100


@dataclass(frozen=True)
class Walk:
    """Where a walk stands: at a moment of creation (0 is the beginning), so many rows in, what of it was seen."""

    at_ms: int = 0
    skip: int = 0
    seen: tuple[str, ...] = ()

    @classmethod
    def read(cls, cursor: str | None) -> Walk:
        """Return the walk that `str()` wrote down, or its beginning."""
        if cursor is None:
            return cls()
        at_ms, skip, seen = cursor.split(":", 2)
        return cls(int(at_ms), int(skip), tuple(seen.split(",")) if seen else ())

    def __str__(self) -> str:
        return f"{self.at_ms}:{self.skip}:{','.join(self.seen)}"

    def options(self, wanted: Json) -> dict[str, Any]:
        """Return the list options of this page."""
        begun = {"createdAt": since(self.at_ms)} if self.at_ms else {}
        return {
            "filter": {**wanted, **begun},
            "sort": {"createdAt": "ASC", "id": "ASC"},
            "skip": self.skip,
            "take": PAGE,
        }

    def is_torn(self, rows: Sequence[Json]) -> bool:
        """Say whether rows of this moment have left the list since the last page."""
        return self.skip > 0 and (not rows or str(rows[0]["id"]) not in self.seen)

    def fresh(self, rows: Sequence[Json]) -> list[Json]:
        """Return the rows that the last page did not show."""
        return [row for row in rows if str(row["id"]) not in self.seen]

    def onwards(self, rows: Sequence[Json]) -> Walk | None:
        """Return the walk at the next page, None on the last."""
        if len(rows) < PAGE:
            return None
        moments = [to_ms(row["createdAt"]) // 1000 * 1000 for row in rows]
        last = moments[-1]
        if moments[0] == last:
            begun = self.skip if last == self.at_ms else 0
            return Walk(last, begun + len(rows) - 1, (str(rows[-1]["id"]),))
        return Walk(last, 0, tuple(str(row["id"]) for row, at in zip(rows, moments, strict=True) if at == last))


def walk_on(
    client: Client, document: str, name: str, wanted: Json, cursor: str | None
) -> tuple[list[Json], Json, str | None]:
    """Return a page's new rows, the answer they came in, and the cursor of the next page."""
    walk = Walk.read(cursor)
    answer = client.ask(document, {"options": walk.options(wanted)})
    if walk.is_torn(answer[name]["items"]):
        walk = Walk(walk.at_ms)
        answer = client.ask(document, {"options": walk.options(wanted)})
    rows = answer[name]["items"]
    onwards = walk.onwards(rows)
    return walk.fresh(rows), answer, str(onwards) if onwards else None
