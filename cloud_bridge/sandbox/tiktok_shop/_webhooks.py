"""Webhooks: which go where, what they say, how they are signed, and when they are tried again."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._pusher import PushRules

from ._gate import BAD_PARAMETER, ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from sqlite3 import Row

    from cloud_bridge.sandbox._pusher import Pusher
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call

TYPES = {
    "ORDER_STATUS_CHANGE": 1,
    "RECIPIENT_ADDRESS_UPDATE": 3,
    "PACKAGE_UPDATE": 4,
    "PRODUCT_STATUS_CHANGE": 5,
    "SELLER_DEAUTHORIZATION": 6,
    "UPCOMING_AUTHORIZATION_EXPIRATION": 7,
    "CANCELLATION_STATUS_CHANGE": 11,
    "RETURN_STATUS_CHANGE": 12,
    "NEW_CONVERSATION": 13,
    "NEW_MESSAGE": 14,
    "PRODUCT_INFORMATION_CHANGE": 15,
    "PRODUCT_CREATION": 16,
}
INVENTORY_CHANGED = "INVENTORY_CHANGED_BY_SHOP"  # type 71: ticked at the app, not ordered by the API
LONGEST = 255


def push_rules(app_key: str, app_secret: str) -> PushRules:
    """Return the configuration guide's rules: 200 or 401 and an empty body within 3 s; four more tries, then never."""

    def headers(push: Row) -> dict[str, str]:
        message = app_key.encode() + push["body"]
        return {"Authorization": hmac.new(app_secret.encode(), message, hashlib.sha256).hexdigest()}

    return PushRules(
        timeout_s=3,
        retries_s=(120, 1_800, 10_800, 43_200),
        is_acknowledged=lambda status, body: status in {200, 401} and not body,
        headers=headers,
    )


class Webhooks:
    """The shop's webhooks; an event without an address of its own goes to the app's."""

    def __init__(self, store: Store, pusher: Pusher, shop_id: str, clock: Callable[[], float]) -> None:
        self._store = store
        self._pusher = pusher
        self._shop_id = shop_id
        self._clock = clock

    def push(self, event: str, data: Mapping[str, Any]) -> None:
        """Tell of an event."""
        body = {
            "type": TYPES.get(event, 71),
            "tts_notification_id": str(secrets.randbits(62)),
            "shop_id": self._shop_id,
            "timestamp": int(self._clock()),
            "data": data,
        }
        own = self._store.row("SELECT address FROM tiktok_webhook WHERE event_type = ?", event)
        raw = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        self._pusher.add(raw, topic=event, url=own["address"] if own else "")

    def get(self, _: Call) -> dict[str, Any]:
        """GET /event/202309/webhooks."""
        rows = self._store.rows("SELECT * FROM tiktok_webhook ORDER BY event_type")
        webhooks = [
            {
                "event_type": row["event_type"],
                "address": row["address"],
                "create_time": int(row["created_at"] * 1000),
                "update_time": int(row["updated_at"] * 1000),
            }
            for row in rows
        ]
        return {"webhooks": webhooks, "total_count": len(webhooks)}

    def put(self, call: Call) -> dict[str, Any]:
        """PUT /event/202309/webhooks."""
        address, now_s = str(call.body.get("address", "")), self._clock()
        if not 0 < len(address) <= LONGEST:
            raise ApiError(BAD_PARAMETER, "address is invalid")
        self._store.write(
            "INSERT INTO tiktok_webhook VALUES (?1, ?2, ?3, ?3)"
            " ON CONFLICT DO UPDATE SET address = ?2, updated_at = ?3",
            self._event(call), address, now_s,
        )  # fmt: skip
        return {}

    def delete(self, call: Call) -> dict[str, Any]:
        """DELETE /event/202309/webhooks: also of what is not there."""
        self._store.write("DELETE FROM tiktok_webhook WHERE event_type = ?", self._event(call))
        return {}

    def _event(self, call: Call) -> str:
        event = str(call.body.get("event_type", ""))
        if event not in TYPES:
            raise ApiError(BAD_PARAMETER, "event_type is invalid")
        return event
