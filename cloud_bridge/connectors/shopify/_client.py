"""A shop's own calls: with its token, renewed once when that has ended, at the price Shopify last reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._auth import renewed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cloud_bridge.connectors.port import Tokens, TokenStore

    from ._app import App
    from ._documents import Document
    from ._reply import Json, Reply

# An access token is renewed this long before it ends, so that a slow call does not arrive with a dead one.
EARLY_MS = 60_000


class Client:
    """One shop; threads may share it."""

    def __init__(self, app: App, tokens: TokenStore) -> None:
        self.app = app
        self._tokens = tokens
        self._costs: dict[Document, float] = {}

    def ask(self, document: Document, variables: Mapping[str, Any] | None = None, *, is_urgent: bool = False) -> Json:
        """Return the data that Shopify answers with, or raise what the error means."""
        tokens = self._tokens.read()
        if tokens.access_expires_at_ms - EARLY_MS <= self.app.clock() * 1000:
            tokens = self._renew(tokens)
        reply = self._send(document, variables or {}, tokens, is_urgent=is_urgent)
        if reply.is_unauthorised:
            reply = self._send(document, variables or {}, self._renew(tokens), is_urgent=is_urgent)
        return reply.checked()

    def nodes(
        self, document: Document, ids: Sequence[str], most: int, *, is_urgent: bool = False, **variables: Any
    ) -> Iterator[Json]:
        """Yield the objects of these ids, `most` to a call; what is not there is left out."""
        for start in range(0, len(ids), most):
            asked = {**variables, "ids": ids[start : start + most]}
            found = self.ask(document, asked, is_urgent=is_urgent).get("nodes") or ()
            yield from (node for node in found if node)

    def _send(self, document: Document, variables: Mapping[str, Any], tokens: Tokens, *, is_urgent: bool) -> Reply:
        many = len(variables.get("ids", "1"))
        cost = self._costs.get(document, document.cost) * many
        reply = self.app.query(document.text, variables, tokens.access_token, cost=cost, is_urgent=is_urgent)
        if reply.points and reply.points.requested:
            self._costs[document] = reply.points.requested / many
        return reply

    def _renew(self, stale: Tokens) -> Tokens:
        return self._tokens.renew(stale, lambda current: renewed(self.app, current))
