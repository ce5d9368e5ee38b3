"""Calls to Lazada's HTTP API, signed by an app."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ._fates import LIMITED, LIMITED_S
from ._reply import read_reply
from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx2

    from cloud_bridge.connectors.http import Http

    from ._reply import Reply

CALLS_PER_S, BURST = 20.0, 40  # 50 inventory calls a second and seller are published (docId 121234), no other number

Params = list[tuple[str, str]]


@dataclass(frozen=True)
class App:
    """One app: who we are, where tokens are made, and what time it is (UTC seconds)."""

    http: Http
    auth_url: str
    app_key: str
    app_secret: str = field(repr=False)
    clock: Callable[[], float]

    def get(self, path: str, params: Sequence[tuple[str, str]] = (), access_token: str = "") -> Reply:
        """Return Lazada's answer to a question; raises TryLater when none came."""
        return self._read(self.http.send("GET", path, params=self._signed(path, params, access_token)))

    def post(
        self,
        path: str,
        params: Sequence[tuple[str, str]],
        access_token: str = "",
        *,
        host: str = "",
        is_urgent: bool = False,
    ) -> Reply:
        """Return Lazada's answer to a form, all of whose fields are signed; raises TryLater when none came."""
        body = urlencode(self._signed(path, params, access_token))
        headers = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
        return self._read(self.http.send("POST", host + path, content=body, headers=headers, is_urgent=is_urgent))

    def upload(self, path: str, name: str, data: bytes, access_token: str) -> Reply:
        """Return Lazada's answer to a form with one file, which no signature covers."""
        boundary = secrets.token_hex(16)
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field_name}"\r\n\r\n{value}\r\n'.encode()
            for field_name, value in self._signed(path, (), access_token)
        )
        file = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        body += file.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + data
        body += f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._read(self.http.send("POST", path, content=body, headers=headers))

    def ask(self, path: str, params: Sequence[tuple[str, str]]) -> Reply:
        """Return the answer of the authorisation host, or raise what its error means.

        A form, where a question would do: codes and refresh tokens have no place in an address.
        """
        return self.post(path, params, host=self.auth_url.rstrip("/")).checked()

    def _signed(self, path: str, params: Sequence[tuple[str, str]], access_token: str) -> Params:
        return signed(self.app_key, self.app_secret, path, params, int(self.clock() * 1000), access_token)

    def _read(self, response: httpx2.Response) -> Reply:
        reply = read_reply(response)
        if reply.code in LIMITED:  # Lazada says it in the body, not by HTTP 429
            self.http.limiter.slow_down(LIMITED_S)
        return reply
