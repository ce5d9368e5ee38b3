"""Calls to one shop's API with the shop's keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ._reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cloud_bridge.connectors.http import Http

    from ._auth import Keys
    from ._reply import Reply

# No limit is published, and every shop has a host of its own: what a small one bears.
CALLS_PER_S, BURST = 5.0, 15
API = "/wp-json/wc/v3/"


class App:
    """One shop; threads may share it. `clock` is UTC seconds."""

    def __init__(self, http: Http, base_url: str, keys: Keys, clock: Callable[[], float]) -> None:
        self._http = http
        self._api = base_url.rstrip("/") + API
        self._keys = keys
        self._clock = clock

    def get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Reply:
        """Return what stands at a path, or raise what the error means."""
        return self._send("GET", path, params)

    def post(self, path: str, body: Any, *, is_urgent: bool = False) -> Reply:
        """Make something, or a batch of changes."""
        return self._send("POST", path, body=body, is_urgent=is_urgent)

    def put(self, path: str, body: Any) -> Reply:
        """Change something; what the body does not name stays."""
        return self._send("PUT", path, body=body)

    def _send(
        self,
        method: str,
        path: str,
        params: Sequence[tuple[str, str]] = (),
        body: Any = None,
        *,
        is_urgent: bool = False,
    ) -> Reply:
        url = self._api + path
        proved, headers = self._keys.proved(method, url, params, int(self._clock()))
        response = self._http.send(
            method,
            url,
            params=proved,
            content=None if body is None else json.dumps(body),
            headers={"Content-Type": "application/json", "Accept": "application/json", **headers},
            is_urgent=is_urgent,
        )
        return read_reply(response)
