"""Webhooks are ordered by the API, and Shopify deletes an order after eight failures in a row: they are made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._documents import MOVE_SUBSCRIPTION, SUBSCRIBE, SUBSCRIPTIONS
from ._fates import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._client import Client
    from ._reply import Json

# orders/updated comes with every change of an order; the others are there because a lost one costs a scan's time.
TOPICS = (
    "APP_UNINSTALLED",
    "ORDERS_CANCELLED",
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "PRODUCTS_CREATE",
    "PRODUCTS_DELETE",
    "PRODUCTS_UPDATE",
)


def ensure_subscribed(client: Client, push_url: str) -> int:
    """Make every topic come to `push_url` and return how many had to be made or moved."""
    if not push_url:
        raise Refused(market=TITLE, reason="the bridge has no public address for webhooks")
    known: dict[str, list[Json]] = {}
    for one in _subscriptions(client):
        known.setdefault(str(one["topic"]), []).append(one)
    mended = 0
    for topic in TOPICS:
        of_topic = known.get(topic, [])
        if any(one["uri"] == push_url for one in of_topic):
            continue
        if of_topic:
            answer = client.ask(MOVE_SUBSCRIPTION, {"id": of_topic[0]["id"], "uri": push_url})
        else:
            answer = client.ask(SUBSCRIBE, {"topic": topic, "uri": push_url})
        for payload in answer.values():
            for error in payload["userErrors"]:
                raise Refused(market=TITLE, reason=f"{topic}: {error['message']}")
        mended += 1
    return mended


def _subscriptions(client: Client) -> Iterator[Json]:
    after = None
    while True:
        found = client.ask(SUBSCRIPTIONS, {"after": after})["webhookSubscriptions"]
        yield from found["nodes"]
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]
