"""Webhooks: a ping when one is made, no second try ever, and silence after a few failures in a row.

Sources: woocommerce-rest-api-docs, "Webhooks"; WC_Webhook (deliver, deliver_ping, failed_delivery, generate_signature).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from html import unescape
from typing import TYPE_CHECKING

from cloud_bridge.sandbox._pusher import PushRules

from ._gate import paged
from ._refusal import Refusal, wrong_param

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._pusher import Pusher
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call, Json, Page
    from ._switches import Switches

PING = "ping"
COLUMNS = ("name", "topic", "delivery_url", "secret", "status")
STATUSES = ("active", "paused", "disabled")
TOPICS = tuple(
    f"{resource}.{event}"
    for resource in ("coupon", "customer", "order", "product")
    for event in ("created", "updated", "deleted", "restored")
)


class Webhooks:
    """The endpoints under /webhooks, and what is sent to those that are active."""

    def __init__(self, store: Store, pusher: Pusher) -> None:
        self._store = store
        self._pusher = pusher

    def push(self, topic: str, body: Json) -> None:
        """Send to every active webhook of a topic, and to the sandbox's own push address, as one made by hand."""
        text = json.dumps(body).encode()
        for row in self._store.rows("SELECT * FROM woocommerce_webhook WHERE topic = ? AND status = 'active'", topic):
            self._pusher.add(text, topic=f"{row['webhook_id']} {topic}", url=row["delivery_url"])
        self._pusher.add(text, topic=f"0 {topic}")

    def find(self, call: Call) -> Page:
        """GET /webhooks."""
        wanted = call.params.get("status", "all")
        rows = self._store.rows("SELECT * FROM woocommerce_webhook ORDER BY webhook_id")
        rows = [row for row in rows if wanted in ("all", row["status"])]
        return paged(rows[:: 1 if call.params.get("order") == "asc" else -1], call, _shown)

    def one(self, call: Call) -> Json:
        """GET /webhooks/{id}."""
        return _shown(self._row(call))

    def create(self, call: Call) -> Json:
        """POST /webhooks; what is active is sent a ping that nobody signed."""
        given = {"name": "Webhook", "status": "active", "secret": "", **call.body}
        if given.get("topic") not in TOPICS:
            raise Refusal(400, "woocommerce_rest_webhook_topic_invalid", "Webhook topic must be valid.")
        _check(given)
        values = [str(given.get(column, "")) for column in COLUMNS]
        with self._store.transaction():
            self._store.write(
                "INSERT INTO woocommerce_webhook (name, topic, delivery_url, secret, status) VALUES (?, ?, ?, ?, ?)",
                *values,
            )
            row = self._store.rows("SELECT * FROM woocommerce_webhook ORDER BY webhook_id DESC LIMIT 1")[0]
        if row["status"] == "active":
            self._pusher.add(f"webhook_id={row['webhook_id']}".encode(), topic=PING, url=row["delivery_url"])
        return _shown(row)

    def update(self, call: Call) -> Json:
        """PUT /webhooks/{id}; what is switched on again begins to count its failures anew."""
        row = self._row(call)
        given = {**dict(row), **call.body}
        _check(given)
        self._store.write(
            "UPDATE woocommerce_webhook SET name = ?, topic = ?, delivery_url = ?, secret = ?, status = ?,"
            " failures = CASE WHEN status = 'active' THEN failures ELSE 0 END WHERE webhook_id = ?",
            *(str(given[column]) for column in COLUMNS), row["webhook_id"],
        )  # fmt: skip
        return _shown(self._row(call))

    def delete(self, call: Call) -> Json:
        """DELETE /webhooks/{id}."""
        row = self._row(call)
        self._store.write("DELETE FROM woocommerce_webhook WHERE webhook_id = ?", row["webhook_id"])
        return _shown(row)

    def _row(self, call: Call) -> Row:
        row = self._store.row("SELECT * FROM woocommerce_webhook WHERE webhook_id = ?", call.numbers["webhook_id"])
        if row is None:
            raise Refusal(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.")
        return row


def push_rules(store: Store, shop: str, own_secret: str, switches: Switches, url: Callable[[], str]) -> PushRules:
    """Return WooCommerce's rules: an answer of 200 to 302 within a minute, one try.

    More than `failures_allowed` failures in a row, and the next one switches the webhook off.
    """

    def headers(push: Row) -> dict[str, str]:
        if push["topic"] == PING:
            return {"Content-Type": "application/x-www-form-urlencoded"}
        number, _, topic = push["topic"].partition(" ")
        row = store.row("SELECT secret FROM woocommerce_webhook WHERE webhook_id = ?", int(number))
        secret = unescape(row["secret"] if row else own_secret)
        signed = hmac.new(secret.encode(), push["body"], hashlib.sha256).digest()
        resource, _, event = topic.partition(".")
        return {
            "X-WC-Webhook-Source": f"{url() or shop}/",
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Resource": resource,
            "X-WC-Webhook-Event": event,
            "X-WC-Webhook-Signature": base64.b64encode(signed).decode(),
            "X-WC-Webhook-ID": number,
            "X-WC-Webhook-Delivery-ID": hashlib.sha256(f"{number} {push['push_id']}".encode()).hexdigest()[:32],
        }

    def settled(push: Row, is_acknowledged: bool) -> None:
        number = 0 if push["topic"] == PING else int(push["topic"].partition(" ")[0])
        if is_acknowledged:
            store.write("UPDATE woocommerce_webhook SET failures = 0 WHERE webhook_id = ?", number)
            return
        store.write(
            "UPDATE woocommerce_webhook SET status = CASE WHEN failures > ?1 THEN 'disabled' ELSE status END,"
            " failures = CASE WHEN failures > ?1 THEN failures ELSE failures + 1 END WHERE webhook_id = ?2",
            switches.failures_allowed, number,
        )  # fmt: skip

    return PushRules(
        timeout_s=60,
        retries_s=(),
        is_acknowledged=lambda status, _: 200 <= status < 303,
        headers=headers,
        settled=settled,
    )


def _check(given: Json) -> None:
    if not str(given.get("delivery_url", "")).startswith(("http://", "https://")):
        message = "Webhook delivery URL must be a valid URL starting with http:// or https://."
        raise Refusal(400, "woocommerce_rest_webhook_delivery_url_invalid", message)
    if given["status"] not in STATUSES:
        raise wrong_param("status")


def _shown(row: Row) -> Json:
    """Return a webhook as the API shows it: its secret is never told."""
    resource, _, event = row["topic"].partition(".")
    told = {column: row[column] for column in COLUMNS if column != "secret"}
    return {"id": row["webhook_id"], **told, "resource": resource, "event": event}
