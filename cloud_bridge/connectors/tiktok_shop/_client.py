"""A shop's own calls: signed, with its token, which is renewed once when it has ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ._app import JSON_TYPE
from ._auth import SHOPS, chosen, renewed
from ._fates import is_expired

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cloud_bridge.connectors.port import Tokens, TokenStore

    from ._app import App
    from ._reply import Json, Reply

# An access token is renewed this long before it ends, so that a slow call does not arrive with a dead one.
EARLY_MS = 60_000


class Client:
    """One shop, one HTTP client; threads may share it."""

    def __init__(self, app: App, shop_id: str, shop_cipher: str, tokens: TokenStore) -> None:
        self.app = app
        self._shop_id = shop_id
        self._shop_cipher = shop_cipher
        self._tokens = tokens

    def get(self, path: str, *params: tuple[str, str]) -> Reply:
        """Return the answer to a question, which may be an error; raises TryLater when there is none at all."""
        return self._ask("GET", path, params)

    def post(self, path: str, body: Json, *params: tuple[str, str], is_urgent: bool = False) -> Reply:
        """Return the answer to a call with a body, as `get` does."""
        return self._ask("POST", path, params, _bytes(body), is_urgent=is_urgent)

    def put(self, path: str, body: Json) -> Reply:
        """Return the answer to a call that sets something, as `get` does."""
        return self._ask("PUT", path, (), _bytes(body))

    def upload(self, path: str, body: bytes, media_type: str) -> Reply:
        """Return the answer to an upload, which is the app's and not one shop's."""
        return self._with_token(
            lambda token: self.app.send("POST", path, body=body, access_token=token, media_type=media_type)
        )

    def _ask(
        self,
        method: str,
        path: str,
        params: Sequence[tuple[str, str]],
        body: bytes | None = None,
        *,
        is_urgent: bool = False,
    ) -> Reply:
        query = [*params, ("shop_cipher", self._cipher())]
        return self._with_token(
            lambda token: self.app.send(
                method, path, query, body, access_token=token, media_type=JSON_TYPE, is_urgent=is_urgent
            )
        )

    def _cipher(self) -> str:
        """Return what calls name the shop by; found out where the channel does not have it yet."""
        if not self._shop_cipher:
            reply = self._with_token(lambda token: self.app.send("GET", SHOPS, access_token=token))
            self._shop_cipher = str(chosen(reply.checked().rows("shops"), self._shop_id)["cipher"])
        return self._shop_cipher

    def _with_token(self, send: Callable[[str], Reply]) -> Reply:
        tokens = self._tokens.read()
        if tokens.access_expires_at_ms - EARLY_MS <= self.app.clock() * 1000:
            tokens = self._renew(tokens)
        reply = send(tokens.access_token)
        if is_expired(reply.code, reply.message):
            reply = send(self._renew(tokens).access_token)
        return reply

    def _renew(self, stale: Tokens) -> Tokens:
        return self._tokens.renew(stale, lambda current: renewed(self.app, current))


def _bytes(body: Json) -> bytes:
    """Return a body as it is signed and as it is sent, which must be the same bytes."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
