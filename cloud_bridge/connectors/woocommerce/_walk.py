"""A walk over a list in the order of ids, page by page.

Ids never change, so what is new or changes meanwhile moves nothing that was not read. What leaves the list does: the
rows behind it move up. Pages therefore overlap, and where they do not meet the walk goes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._mapping import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._app import App
    from ._reply import Json

PAGE = 100  # the most that WordPress gives
OVERLAP = 5


@dataclass(frozen=True)
class Walk:
    """Where a walk stands: in which of several lists, behind how many rows, and which id the last of them had."""

    part: int = 0
    offset: int = 0
    last_id: int = 0

    @classmethod
    def read(cls, cursor: str | None) -> Walk:
        """Return the walk that `str()` wrote down, or one that begins."""
        return cls(*(int(part) for part in cursor.split(":"))) if cursor else cls()

    def __str__(self) -> str:
        return f"{self.part}:{self.offset}:{self.last_id}"

    def page(self, app: App, path: str, params: Sequence[tuple[str, str]]) -> tuple[list[Json], Walk | None]:
        """Return the next rows, and the walk behind them; None at the end of the list."""
        start = max(0, self.offset - OVERLAP)
        while True:
            reply = app.get(path, [*params, *_by_id(start)])
            with readable(f"the list of {path}"):
                ids = [int(row["id"]) for row in reply.rows()]
            if not start or (ids and ids[0] <= self.last_id):
                break
            start = max(0, start - PAGE + OVERLAP)
        rows = [row for row, row_id in zip(reply.rows(), ids, strict=True) if row_id > self.last_id]
        end, is_short = start + PAGE, len(ids) < PAGE
        is_last = is_short if reply.total is None else end >= reply.total
        if is_last or (is_short and not rows):  # a total may say more than there is
            return rows, None
        return rows, Walk(self.part, end, max((self.last_id, *ids)))


def everything(app: App, path: str) -> Iterator[Json]:
    """Yield every row of a list."""
    walk: Walk | None = Walk()
    while walk is not None:
        rows, walk = walk.page(app, path, ())
        yield from rows


def _by_id(offset: int) -> list[tuple[str, str]]:
    return [("orderby", "id"), ("order", "asc"), ("per_page", str(PAGE)), ("offset", str(offset))]
