"""Puts the faults of the dial between the callers and the API; the shop page and the controls are left alone."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ._faults import Faults

    Handler = Callable[[Request], Awaitable[Response]]

MAINTENANCE = "<html><body><h1>Under maintenance</h1></body></html>"


class Trouble:
    """Wraps the handlers of an API; `limited` makes the marketplace's own answer to too many calls."""

    def __init__(self, faults: Faults, limited: Callable[[float], Response]) -> None:
        self._faults = faults
        self._limited = limited
        self._random = random.Random(1)  # noqa: S311 - faults, not secrets

    def around(self, handler: Handler) -> Handler:
        """Return the handler with trouble around it."""

        async def troubled(request: Request) -> Response:
            faults = self._faults
            if faults.only not in request.url.path:
                return await handler(request)
            if faults.spare:
                faults.spare -= 1
                return await handler(request)
            await asyncio.sleep(faults.latency_s)
            if faults.maintenance:
                return HTMLResponse(MAINTENANCE, 503)
            if self._strikes(faults.rate_limit):
                return self._limited(faults.retry_after_s)
            if self._strikes(faults.server_error):
                return HTMLResponse("<html><body>502 Bad Gateway</body></html>", 502)
            if self._strikes(faults.time_out):
                return await self._silence()
            response = await handler(request)
            return await self._silence() if self._strikes(faults.lose_answer) else response

        return troubled

    async def _silence(self) -> Response:
        await asyncio.sleep(self._faults.lost_for_s)
        return HTMLResponse("<html><body>504 Gateway Time-out</body></html>", 504)

    def _strikes(self, share: float) -> bool:
        return self._random.random() < share
