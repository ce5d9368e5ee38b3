"""A shop's own calls: signed with its token, renewed once when that has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._auth import renewed
from ._fates import is_expired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.port import Tokens, TokenStore

    from ._app import App
    from ._reply import Reply

# An access token is renewed this long before it ends, so that a slow call does not arrive with a dead one.
EARLY_MS = 60_000


class Client:
    """One shop, one HTTP client; threads may share it."""

    def __init__(self, app: App, shop_id: str, tokens: TokenStore) -> None:
        self.app = app
        self._shop_id = shop_id
        self._tokens = tokens

    def ask(
        self, path: str, params: Sequence[tuple[str, str]] = (), body: str | None = None, *, is_urgent: bool = False
    ) -> Reply:
        """Return Shopee's answer, which may be an error; raises TryLater when there is no answer at all."""
        tokens = self._tokens.read()
        if tokens.access_expires_at_ms - EARLY_MS <= self.app.clock() * 1000:
            tokens = self._renew(tokens)
        reply = self.app.send(path, params, body, tokens.access_token, self._shop_id, is_urgent=is_urgent)
        if is_expired(reply.error, reply.message):
            tokens = self._renew(tokens)
            reply = self.app.send(path, params, body, tokens.access_token, self._shop_id, is_urgent=is_urgent)
        return reply

    def _renew(self, stale: Tokens) -> Tokens:
        return self._tokens.renew(stale, lambda current: renewed(self.app, self._shop_id, current))
