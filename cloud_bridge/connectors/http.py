"""HTTP to one marketplace: a pool of connections, an end to every wait, and a shop's turn before every call."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

import httpx2

from .errors import TryLater

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from ssl import SSLContext

    from .limiter import Limiter

CONNECT_S = 5.0
logging.getLogger("httpx2").setLevel(logging.WARNING)  # it would write every address, and secrets are in some


@cache
def _trust() -> SSLContext:
    """Return the certificates we trust: read once, shared by every shop of the process."""
    return httpx2.create_ssl_context()


class Http:
    """One shop's connections; threads may share them."""

    def __init__(self, market: str, base_url: str, limiter: Limiter, timeout_s: float = 20) -> None:
        self.limiter = limiter
        self._market = market
        self._base_url = base_url.rstrip("/")
        timeout = httpx2.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s))
        self._client = httpx2.Client(timeout=timeout, verify=_trust())

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        content: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        is_urgent: bool = False,
        cost: float = 1.0,
    ) -> httpx2.Response:
        """Return the answer to one call, whatever its status; raises TryLater when none came.

        `path` may be a whole URL. Redirects are not followed: a signature covers one address.
        """
        self.limiter.take(is_urgent=is_urgent, cost=cost)
        url = path if "://" in path else self._base_url + path
        try:
            response = self._client.request(
                method,
                url,
                params=httpx2.QueryParams(list(params)) if params else None,
                content=content,
                headers=headers,
            )
        except httpx2.RequestError as reason:
            raise TryLater(market=self._market, reason=type(reason).__name__) from reason
        if response.status_code == httpx2.codes.TOO_MANY_REQUESTS:
            self.limiter.slow_down(after_s(response))
        return response

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


def after_s(response: httpx2.Response) -> float:
    """Return how long the marketplace asks to wait, 0 if it does not say; a date is not understood."""
    text = response.headers.get("retry-after", "")
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0
