"""Calls to TikTok Shop's HTTP API, signed by an app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ._fates import TOO_MANY_CALLS
from ._reply import read_reply
from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cloud_bridge.connectors.http import Http

    from ._reply import Reply

CALLS_PER_S, BURST = 50.0, 50  # of one app for one shop, per API (developer guide, "Rate limits")
JSON_TYPE = "application/json"


@dataclass(frozen=True)
class App:
    """One app: who we are, where tokens are made, and what time it is (UTC seconds)."""

    http: Http
    app_key: str
    app_secret: str = field(repr=False)
    auth_url: str
    clock: Callable[[], float]

    def send(
        self,
        method: str,
        path: str,
        params: Sequence[tuple[str, str]] = (),
        body: bytes | None = None,
        *,
        access_token: str,
        media_type: str = JSON_TYPE,
        is_urgent: bool = False,
    ) -> Reply:
        """Return TikTok Shop's answer to one call; raises TryLater when none came."""
        now_s = int(self.clock())
        response = self.http.send(
            method,
            path,
            params=signed(self.app_key, self.app_secret, path, now_s, params, body or b"", media_type),
            content=body,
            headers={"Content-Type": media_type, "x-tts-access-token": access_token},
            is_urgent=is_urgent,
        )
        reply = read_reply(response)
        if reply.code == TOO_MANY_CALLS and response.status_code != 429:  # HTTP 429 is heeded where calls are made
            self.http.limiter.slow_down(reply.after_s)
        return reply

    def ask_for_tokens(self, path: str, params: Sequence[tuple[str, str]]) -> Reply:
        """Return the answer of the host that makes tokens; it is told the secret and wants no signature."""
        known = [("app_key", self.app_key), ("app_secret", self.app_secret)]
        return read_reply(self.http.send("GET", self.auth_url.rstrip("/") + path, params=[*known, *params]))
