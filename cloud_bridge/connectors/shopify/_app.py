"""Calls to one shop's API by one app."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._documents import VERSION
from ._reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx2

    from cloud_bridge.connectors.http import Http

    from ._reply import Reply

# Points, not calls: the standard plan's. What the shop's plan really gives is told in every answer.
POINTS_PER_S, BURST = 100.0, 2000
GRAPHQL = f"/admin/api/{VERSION}/graphql.json"
TOKEN = "/admin/oauth/access_token"  # noqa: S105 - a path
JSON_TYPE = "application/json"


@dataclass(frozen=True)
class App:
    """An app at a shop: who we are, and what time it is (UTC seconds)."""

    http: Http
    client_id: str
    client_secret: str = field(repr=False)
    clock: Callable[[], float]

    def query(
        self, text: str, variables: Mapping[str, Any], access_token: str, *, cost: float, is_urgent: bool = False
    ) -> Reply:
        """Return the answer to a query; raises TryLater when none came. Tells the limiter what is left."""
        response = self.http.send(
            "POST",
            GRAPHQL,
            content=json.dumps({"query": text, "variables": variables}),
            headers={"Content-Type": JSON_TYPE, "Accept": JSON_TYPE, "X-Shopify-Access-Token": access_token},
            is_urgent=is_urgent,
            cost=cost,
        )
        reply = read_reply(response)
        if reply.points:
            self.http.limiter.told(reply.points.left, reply.points.per_s)
        return reply

    def token(self, asked: Mapping[str, str]) -> httpx2.Response:
        """Return the answer to a request for tokens."""
        body = {"client_id": self.client_id, "client_secret": self.client_secret, **asked}
        return self.http.send(
            "POST", TOKEN, content=json.dumps(body), headers={"Content-Type": JSON_TYPE, "Accept": JSON_TYPE}
        )
