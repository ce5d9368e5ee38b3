"""The customer service calls: threads by buyer, and what was said in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ._gate import BAD_PARAMETER, ApiError
from ._words import read_token, write_token

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._webhooks import Webhooks

LONGEST = 2000
BUYER, SERVICE = "BUYER", "CUSTOMER_SERVICE"
NO_CONVERSATION = (45101001, "conversation not found")  # not documented; this sandbox's own


class Chat:
    """What buyers and the shop's owner write to each other."""

    def __init__(self, store: Store, webhooks: Webhooks, clock: Callable[[], float]) -> None:
        self._store = store
        self._webhooks = webhooks
        self._clock = clock

    def say(self, buyer: str, text: str) -> str:
        """Let a buyer write; return the thread's id."""
        known = self._store.row("SELECT conversation_id FROM tiktok_message WHERE buyer = ?", buyer)
        conversation_id = known["conversation_id"] if known else f"75{crc32(buyer.encode()):016}"
        if known is None:
            self._webhooks.push("NEW_CONVERSATION", {"conversation_id": conversation_id, "create_time": self._now()})
        self._add(conversation_id, buyer, BUYER, json.dumps({"content": text}))
        return conversation_id

    def conversations(self, call: Call) -> dict[str, Any]:
        """GET /customer_service/202309/conversations: latest first."""
        size, after = call.page_size(20), read_token(call.query.get("page_token", ""))
        rows = self._store.rows(
            "SELECT *, max(message_id) AS latest, sum(is_read = 0) AS unread FROM tiktok_message"
            " GROUP BY conversation_id HAVING latest < ? ORDER BY latest DESC LIMIT ?",
            int(after[0]) if after else 1 << 60, size + 1,
        )  # fmt: skip
        page = rows[:size]
        more = write_token(page[-1]["latest"]) if len(rows) > size else ""
        return {"conversations": [self._thread(row) for row in page], "next_page_token": more}

    def messages(self, call: Call) -> dict[str, Any]:
        """GET /customer_service/202309/conversations/{conversation_id}/messages."""
        conversation_id = self._known(call)["conversation_id"]
        size, after = call.page_size(10), read_token(call.query.get("page_token", ""))
        rows = self._store.rows(
            "SELECT * FROM tiktok_message WHERE conversation_id = ? AND message_id < ?"
            " ORDER BY message_id DESC LIMIT ?",
            conversation_id, int(after[0]) if after else 1 << 60, size + 1,
        )  # fmt: skip
        page = rows[:size]
        more = write_token(page[-1]["message_id"]) if len(rows) > size else ""
        return {"messages": [_shown(row) for row in page], "next_page_token": more, "unsupported_msg_tips": ""}

    def send(self, call: Call) -> dict[str, Any]:
        """POST /customer_service/202309/conversations/{conversation_id}/messages: text of at most 2,000 characters."""
        thread = self._known(call)
        content = json.loads(call.body["content"])
        if call.body["type"] != "TEXT" or not 0 < len(content["content"]) <= LONGEST:
            raise ApiError(BAD_PARAMETER, "content is invalid")
        message_id = self._add(thread["conversation_id"], thread["buyer"], SERVICE, call.body["content"])
        return {"message_id": message_id}

    def _known(self, call: Call) -> Row:
        found = self._store.row(
            "SELECT * FROM tiktok_message WHERE conversation_id = ?", str(call.path["conversation_id"])
        )
        if found is None:
            raise ApiError(*NO_CONVERSATION)
        return found

    def _add(self, conversation_id: str, buyer: str, role: str, content: str) -> str:
        with self._store.transaction():
            self._store.write(
                "INSERT INTO tiktok_message (conversation_id, buyer, role, kind, content, at, is_read)"
                " VALUES (?, ?, ?, 'TEXT', ?, ?, ?)",
                conversation_id, buyer, role, content, self._now(), role != BUYER,
            )  # fmt: skip
            row = self._store.row("SELECT * FROM tiktok_message ORDER BY message_id DESC LIMIT 1")
            if row is None:
                raise LookupError(conversation_id)
            shown = _shown(row)
            self._webhooks.push("NEW_MESSAGE", {"message_id": shown["id"], "conversation_id": conversation_id, **shown})
        return str(shown["id"])

    def _thread(self, row: Row) -> dict[str, Any]:
        last = self._store.row("SELECT * FROM tiktok_message WHERE message_id = ?", row["latest"])
        return {
            "id": row["conversation_id"],
            "participant_count": 2,
            "can_send_message": True,
            "unread_count": row["unread"],
            "create_time": row["at"],
            "participants": [{"im_user_id": "1", "role": BUYER, "nickname": row["buyer"], "user_id": row["buyer"]}],
            "latest_message": _shown(last) if last else {},
        }

    def _now(self) -> int:
        return int(self._clock())


def _shown(row: Row) -> dict[str, Any]:
    return {
        "id": str(row["message_id"]),
        "type": row["kind"],
        "content": row["content"],
        "create_time": row["at"],
        "is_visible": True,
        "index": str(row["message_id"]),
        "sender": {
            "im_user_id": "1",
            "role": row["role"],
            "nickname": row["buyer"] if row["role"] == BUYER else "Toko",
        },
    }
