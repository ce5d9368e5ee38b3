"""Counts the calls that come to the marketplace's API, those too that a fault swallows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send


class Calls:
    """An ASGI app around another; `counts` is by path. What begins with one of `others` is not the API's."""

    def __init__(self, app: ASGIApp, others: Collection[str]) -> None:
        self.counts: Counter[str] = Counter()
        self._app = app
        self._others = tuple(others)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, and pass on."""
        if scope["type"] == "http":
            path = scope["path"]
            if path != "/" and not path.startswith(self._others):
                self.counts[path] += 1
        await self._app(scope, receive, send)
