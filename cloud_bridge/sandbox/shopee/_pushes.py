"""Pushes: their bodies, their signature, and the queue of those that were lost."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._pusher import PushRules

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call

CUT_OFF, ORDER_STATUS, RESERVED_STOCK, CHAT = 2, 3, 8, 10
MOST_LOST = 100
KEPT_S = 3 * 86_400


def push_rules(partner_key: str) -> PushRules:
    """Return Shopee's rules: 2xx and an empty body within three seconds, then after 5 minutes, 30 minutes, 3 hours."""

    def headers(push: Row) -> dict[str, str]:
        signed = push["url"].encode() + b"|" + push["body"]
        return {"Authorization": hmac.new(partner_key.encode(), signed, hashlib.sha256).hexdigest()}

    return PushRules(
        timeout_s=3,
        retries_s=(300, 1_800, 10_800),
        is_acknowledged=lambda status, body: 200 <= status < 300 and not body,
        headers=headers,
    )


def body_of(code: int, shop_id: int, now_s: int, data: dict[str, Any]) -> bytes:
    """Return the body of a push."""
    push = {"data": data, "shop_id": shop_id, "code": code, "timestamp": now_s}
    return json.dumps(push, separators=(",", ":"), ensure_ascii=False).encode()


class LostPushes:
    """What the receiver never acknowledged, until it says that it has it."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def get_lost_push_message(self, _: Call) -> dict[str, Any]:
        """GET push/get_lost_push_message: the earliest hundred of three days; `data` is the whole push as text."""
        rows = self._store.rows(
            "SELECT * FROM push WHERE state = 'lost' AND lost_at > ? ORDER BY lost_no LIMIT ?",
            self._clock() - KEPT_S, MOST_LOST + 1,
        )  # fmt: skip
        page = rows[:MOST_LOST]
        messages = []
        for row in page:
            push = json.loads(row["body"])
            messages.append(
                {
                    "shop_id": push["shop_id"],
                    "code": push["code"],
                    "timestamp": int(row["lost_at"]),
                    "data": row["body"].decode(),
                }
            )
        return {
            "response": {
                "push_message_list": messages,
                "has_next_page": len(rows) > MOST_LOST,
                "last_message_id": page[-1]["lost_no"] if page else 0,
            }
        }

    def confirm_consumed_lost_push_message(self, call: Call) -> dict[str, Any]:
        """POST push/confirm_consumed_lost_push_message: a watermark, everything up to it is forgotten."""
        last = int(call.body.get("last_message_id", 0))
        self._store.write("UPDATE push SET state = 'confirmed' WHERE state = 'lost' AND lost_no <= ?", last)
        return {}
