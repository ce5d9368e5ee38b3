"""Webhooks as fast as marketplaces send them: verified one by one, made durable by the many, answered then.

An ASGI application in front of Django: a request of Django's costs more than all the rest, and a write that is forced
to the disk for every webhook is slower still. Whatever arrives while one write is on its way shares the next.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from itertools import groupby
from operator import itemgetter
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import connection

from cloud_bridge.channels import hints
from cloud_bridge.channels.webhooks import LONGEST, connector_for, verdict
from cloud_bridge.keys import now_ms

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from cloud_bridge.connectors.port import Connector, Hint

    Scope = dict[str, Any]
    Receive = Callable[[], Awaitable[Mapping[str, Any]]]
    Send = Callable[[Mapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

PREFIX = "/webhooks/"
KNOWN_S = 2.0  # so long a channel's settings are taken as they were
SLOWEST_S = 10.0  # for a body to arrive
DURABLE_S = 2.5  # Shopee and TikTok Shop wait three seconds; Lazada's half is met unless the disk is busy

log = logging.getLogger(__name__)


class Door:
    """Answers `POST /webhooks/<market>/<channel>` and hands everything else to the application behind it."""

    def __init__(self, behind: App) -> None:
        self._behind = behind
        self._books = ThreadPoolExecutor(1, thread_name_prefix="webhooks")
        self._known: dict[tuple[str, str], tuple[Connector, float]] = {}
        self._waiting: list[tuple[str, Hint, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._behind(scope, receive, send)
            return
        status = await self._answer(scope, receive)
        headers = [(b"content-length", b"0"), (b"allow", b"POST")]
        await send({"type": "http.response.start", "status": int(status), "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, scope: Scope, receive: Receive) -> HTTPStatus:
        if scope["method"] != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        market, _slash, key = scope["path"].removeprefix(PREFIX).partition("/")
        try:
            async with asyncio.timeout(SLOWEST_S):
                body = await _body(receive)
        except TimeoutError:
            return HTTPStatus.REQUEST_TIMEOUT
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        connector = await self._connector(market, key)
        if isinstance(connector, HTTPStatus):
            return connector
        status, hint = verdict(connector, _headers(scope), body)
        return status if hint is None else await self._kept(market, hint)

    async def _connector(self, market: str, key: str) -> Connector | HTTPStatus:
        known = self._known.get((market, key))
        if known is not None and known[1] > monotonic():
            return known[0]
        found = await asyncio.get_running_loop().run_in_executor(self._books, connector_for, market, key)
        if not isinstance(found, HTTPStatus):
            self._known[market, key] = (found, monotonic() + KNOWN_S)
        return found

    async def _kept(self, market: str, hint: Hint) -> HTTPStatus:
        """Return OK once the hint is durable."""
        durable = asyncio.get_running_loop().create_future()
        self._waiting.append((market, hint, durable))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        done, _late = await asyncio.wait({durable}, timeout=DURABLE_S)
        if done and durable.result():
            return HTTPStatus.OK
        log.warning("a webhook of %s could not be kept in time; it will come again", market)
        return HTTPStatus.SERVICE_UNAVAILABLE

    async def _write(self) -> None:
        """Write what waits, and what came meanwhile, until nothing does."""
        while self._waiting:
            batch, self._waiting = self._waiting, []
            said = [(market, hint) for market, hint, _durable in batch]
            is_kept = await asyncio.get_running_loop().run_in_executor(self._books, _keep, said)
            for _market, _hint, durable in batch:
                durable.set_result(is_kept)


def _keep(said: Sequence[tuple[str, Hint]]) -> bool:
    """Make hints durable in one write for each marketplace; False if that failed."""
    try:
        for market, of_market in groupby(sorted(said, key=itemgetter(0)), key=itemgetter(0)):
            hints.keep(market, [hint for _market, hint in of_market], now_ms())
    except Exception:  # whoever waits must hear of it: a webhook that is not kept comes again
        log.exception("webhooks cannot be kept")
        connection.close()
        return False
    return True


async def _body(receive: Receive) -> bytes | None:
    """Return the whole body; None when it is too long or whoever sent it went away."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > LONGEST:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _headers(scope: Scope) -> Mapping[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
