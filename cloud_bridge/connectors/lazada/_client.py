"""A shop's own calls: signed with its token, renewed once when that has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._auth import renewed
from ._fates import EXPIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cloud_bridge.connectors.port import Tokens, TokenStore

    from ._app import App
    from ._reply import Reply

# An access token is renewed this long before it ends, so that a slow call does not arrive with a dead one.
EARLY_MS = 60_000


class Client:
    """One shop, one HTTP client; threads may share it."""

    def __init__(self, app: App, tokens: TokenStore) -> None:
        self.app = app
        self._tokens = tokens

    def get(self, path: str, *params: tuple[str, str]) -> Reply:
        """Return Lazada's answer, which may be an error; raises TryLater when there is no answer at all."""
        return self._send(lambda token: self.app.get(path, params, token))

    def post(self, path: str, params: Sequence[tuple[str, str]], *, is_urgent: bool = False) -> Reply:
        """Return Lazada's answer to a form, like `get`."""
        return self._send(lambda token: self.app.post(path, params, token, is_urgent=is_urgent))

    def upload(self, path: str, name: str, data: bytes) -> Reply:
        """Return Lazada's answer to a file, like `get`."""
        return self._send(lambda token: self.app.upload(path, name, data, token))

    def _send(self, send: Callable[[str], Reply]) -> Reply:
        tokens = self._tokens.read()
        if tokens.access_expires_at_ms - EARLY_MS <= self.app.clock() * 1000:
            tokens = self._renew(tokens)
        reply = send(tokens.access_token)
        if reply.code == EXPIRED:
            reply = send(self._renew(tokens).access_token)
        return reply

    def _renew(self, stale: Tokens) -> Tokens:
        return self._tokens.renew(stale, lambda current: renewed(self.app, current))
