"""Calls to Shopee's HTTP API, signed by an app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ._reply import read_reply
from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cloud_bridge.connectors.http import Http

    from ._reply import Reply

CALLS_PER_S, BURST = 10.0, 20  # undocumented; a shop that is told to slow down does


@dataclass(frozen=True)
class App:
    """One app of one partner: who we are, and what time it is (UTC seconds)."""

    http: Http
    partner_id: int
    partner_key: str = field(repr=False)
    clock: Callable[[], float]

    def send(
        self,
        path: str,
        params: Sequence[tuple[str, str]] = (),
        body: bytes | str | None = None,
        access_token: str = "",
        shop_id: str = "",
        *,
        is_urgent: bool = False,
        media_type: str = "application/json",
    ) -> Reply:
        """Return Shopee's answer to one call (POST when there is a body); raises TryLater when none came."""
        proof = signed(self.partner_key, self.partner_id, path, int(self.clock()), access_token, shop_id)
        response = self.http.send(
            "GET" if body is None else "POST",
            path,
            params=[*params, *proof],
            content=body,
            headers={"Content-Type": media_type},
            is_urgent=is_urgent,
        )
        return read_reply(response, self.clock())

    def ask(self, path: str, body: str | None = None) -> Reply:
        """Return the answer to a call of the app itself (a "public API"), or raise what its error means."""
        return self.send(path, body=body).checked()
