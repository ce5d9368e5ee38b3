"""Calls to Shopee's HTTP API, signed by an app; every wait has an end."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Self

import httpx2

from cloud_bridge.connectors.errors import TryLater

from ._fates import MARKET
from ._reply import Reply, read_reply
from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from ssl import SSLContext


@cache
def _trust() -> SSLContext:
    """Return the certificates we trust: read once, shared by every shop of the process."""
    return httpx2.create_ssl_context()


@dataclass(frozen=True)
class App:
    """One app of one partner: where Shopee is, who we are, and what time it is (UTC seconds)."""

    base_url: str
    partner_id: int
    partner_key: str = field(repr=False)
    clock: Callable[[], float]
    timeout_s: float = 20
    http: httpx2.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # One pool per shop; a frozen dataclass is filled this way.
        timeout = httpx2.Timeout(self.timeout_s, connect=min(5, self.timeout_s))
        object.__setattr__(self, "http", httpx2.Client(timeout=timeout, verify=_trust()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.http.close()

    def send(
        self,
        path: str,
        params: Sequence[tuple[str, str]] = (),
        body: str | None = None,
        access_token: str = "",
        shop_id: str = "",
    ) -> Reply:
        """Return Shopee's answer to one call (POST when there is a body); raises TryLater when none came."""
        proof = signed(self.partner_key, self.partner_id, path, int(self.clock()), access_token, shop_id)
        try:
            response = self.http.request(
                "GET" if body is None else "POST",
                self.base_url.rstrip("/") + path,
                params=httpx2.QueryParams([*params, *proof]),
                content=body,
                headers={"Content-Type": "application/json"},
            )
        except httpx2.RequestError as reason:
            raise TryLater(market=MARKET, reason=type(reason).__name__) from reason
        return read_reply(response, self.clock())

    def ask(self, path: str, body: str | None = None) -> Reply:
        """Return the answer to a call of the app itself (a "public API"), or raise what its error means."""
        return self.send(path, body=body).checked()
