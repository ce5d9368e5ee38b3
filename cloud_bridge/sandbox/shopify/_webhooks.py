"""Webhooks: who wants which, how they are signed, and when Shopify stops sending them.

Source: shopify.dev, "Best practices for webhooks", "Ignore duplicates", changelog "Updates to webhook retry mechanism".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._pusher import PushRules

from ._nodes import Node, gid, moment, number_of, page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Row

    from cloud_bridge.sandbox._pusher import Pusher
    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

RETRIES = 8
# Eight tries over four hours, each wait twice the one before; the exact schedule is not published.
RETRIES_S = tuple(4 * 3600 / (2**RETRIES - 1) * 2**n for n in range(RETRIES))
LOOPBACK = "http://127.0.0.1:"


class Webhooks:
    """The app's subscriptions at this shop; the pusher's own URL is what the app's configuration subscribes."""

    def __init__(self, store: Store, pusher: Pusher) -> None:
        self._store = store
        self._pusher = pusher

    def push(self, topic: str, body: Mapping[str, Any]) -> None:
        """Push to everybody who wants a topic ("orders/create"), once to each address."""
        rows = self._store.rows("SELECT uri FROM shopify_webhook WHERE topic = ?", topic.upper().replace("/", "_"))
        text = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        for uri in {row["uri"] for row in rows} | ({self._pusher.url} if self._pusher.url else set()):
            self._pusher.add(text, topic=topic, url=uri)

    def subscriptions(self, _: Any, **asked: Any) -> Node:
        """Query `webhookSubscriptions`: those made by the API."""
        rows = self._store.rows("SELECT * FROM shopify_webhook ORDER BY webhook_id")
        return page(rows, _node, lambda row: (row["webhook_id"],), asked)

    def create(self, _: Any, **asked: Any) -> Node:
        """Mutation `webhookSubscriptionCreate`."""
        uri = _address(asked["webhookSubscription"])
        if not _is_address(uri):
            return _refusal("Address protocol http:// is not supported")
        made = self._store.write(
            "INSERT OR IGNORE INTO shopify_webhook (topic, uri) VALUES (?, ?)", asked["topic"], uri
        )
        if not made:
            return _refusal("Address for this topic has already been taken")
        row = self._store.row("SELECT * FROM shopify_webhook WHERE topic = ? AND uri = ?", asked["topic"], uri)
        return {"webhookSubscription": _node(row) if row else None, "userErrors": []}

    def update(self, _: Any, **asked: Any) -> Node:
        """Mutation `webhookSubscriptionUpdate`: another address."""
        number, uri = int(number_of("WebhookSubscription", asked["id"])), _address(asked["webhookSubscription"])
        if not _is_address(uri):
            return _refusal("Address protocol http:// is not supported")
        self._store.write("UPDATE shopify_webhook SET uri = ?, failures = 0 WHERE webhook_id = ?", uri, number)
        row = self._store.row("SELECT * FROM shopify_webhook WHERE webhook_id = ?", number)
        if row is None:
            return _refusal("Webhook subscription does not exist")
        return {"webhookSubscription": _node(row), "userErrors": []}

    def delete(self, _: Any, **asked: Any) -> Node:
        """Mutation `webhookSubscriptionDelete`."""
        number = int(number_of("WebhookSubscription", asked["id"]))
        if not self._store.write("DELETE FROM shopify_webhook WHERE webhook_id = ?", number):
            return {"deletedWebhookSubscriptionId": None, **_refusal("Webhook subscription does not exist")}
        return {"deletedWebhookSubscriptionId": asked["id"], "userErrors": []}


def push_rules(store: Store, client_secret: str, shop: str, switches: Switches) -> PushRules:
    """Return Shopify's rules: 2xx within five seconds, eight more tries over four hours, then the subscription goes."""

    def headers(push: Row) -> dict[str, str]:
        signed = hmac.new(client_secret.encode(), push["body"], hashlib.sha256).digest()
        return {
            "X-Shopify-Topic": push["topic"],
            "X-Shopify-Hmac-Sha256": base64.b64encode(signed).decode(),
            "X-Shopify-Shop-Domain": shop,
            "X-Shopify-API-Version": "2026-10",
            "X-Shopify-Webhook-Id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{shop}/{push['push_id']}")),
            "X-Shopify-Event-Id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{push['topic']}{push['body'].decode()}")),
            "X-Shopify-Triggered-At": moment(push["made_at"]),
        }

    def settled(push: Row, is_acknowledged: bool) -> None:
        topic = push["topic"].upper().replace("/", "_")
        counted = "failures = 0" if is_acknowledged else "failures = failures + 1"
        store.write(f"UPDATE shopify_webhook SET {counted} WHERE topic = ? AND uri = ?", topic, push["url"])  # noqa: S608
        store.write("DELETE FROM shopify_webhook WHERE failures >= ?", switches.failures_allowed)

    return PushRules(
        timeout_s=5,
        retries_s=RETRIES_S,
        is_acknowledged=lambda status, _: 200 <= status < 300,
        headers=headers,
        settled=settled,
    )


def _address(given: Mapping[str, str]) -> str:
    """Return where a subscription points; `callbackUrl` is the older name."""
    return given.get("uri") or given.get("callbackUrl") or ""


def _is_address(uri: str) -> bool:
    return uri.startswith(("https://", LOOPBACK))


def _node(row: Row) -> Node:
    return {
        "__typename": "WebhookSubscription",
        "id": gid("WebhookSubscription", row["webhook_id"]),
        "topic": row["topic"],
        "uri": row["uri"],
        "format": "JSON",
        "includeFields": [],
        "metafieldNamespaces": [],
        "endpoint": {"__typename": "WebhookHttpEndpoint", "callbackUrl": row["uri"]},
    }


def _refusal(message: str) -> Node:
    return {"webhookSubscription": None, "userErrors": [{"field": ["webhookSubscription"], "message": message}]}
