"""The sellerchat calls: threads by buyer, and what was said in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from ._gate import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches

SELLER_ID = 151_551_554
NANO = 1_000_000_000
MOST = 25
FOR_EVER = 1 << 62
NEWEST_OF_EACH = (
    "SELECT *, max(message_id) AS latest, sum(is_ours = 0 AND message_id > coalesce("
    "(SELECT max(message_id) FROM shopee_message o WHERE o.is_ours AND o.conversation_id = m.conversation_id), 0)"
    ") AS unread FROM shopee_message m GROUP BY conversation_id"
)


class Chat:
    """What buyers and the shop's owner write to each other; `said` is told of every message."""

    def __init__(
        self, store: Store, switches: Switches, shop_id: int, clock: Callable[[], float],
        said: Callable[[dict[str, Any]], None],
    ) -> None:  # fmt: skip
        self._store = store
        self._switches = switches
        self._shop_id = shop_id
        self._clock = clock
        self._said = said

    def say(self, buyer: str, text: str) -> str:
        """Let a buyer write; return the thread's id."""
        buyer_id = crc32(buyer.encode())
        return str(self._add(str(65_000_000_000 + buyer_id), buyer_id, buyer, text, is_ours=False)["conversation_id"])

    def get_conversation_list(self, call: Call) -> dict[str, Any]:
        """GET sellerchat/get_conversation_list: older ones newest first, later ones oldest first."""
        self._allow()
        size, direction = self._size(call), call.query.get("direction")
        if direction not in {"older", "latest"} or call.query.get("type") not in {"all", "unread", "pinned"}:
            raise ApiError("param_error", "direction or type is invalid")
        moment = call.number("next_timestamp_nano", 0)
        rows = sorted(self._store.rows(NEWEST_OF_EACH), key=lambda row: int(row["latest"]))
        if direction == "older":
            rows = [row for row in reversed(rows) if _nano(row) < (moment or FOR_EVER)]
        else:
            rows = [row for row in rows if _nano(row) > moment]
        page = rows[:size]
        cursor = {"next_message_time_nano": str(_nano(page[-1])) if page else "", "conversation_id": ""}
        return {
            "conversations": [self._thread(row) for row in page],
            "page_result": {"page_size": size, "next_cursor": cursor, "more": len(rows) > size},
        }

    def get_one_conversation(self, call: Call) -> dict[str, Any]:
        """GET sellerchat/get_one_conversation."""
        self._allow()
        rows = [row for row in self._store.rows(NEWEST_OF_EACH) if row["conversation_id"] == self._named(call)]
        return self._thread(rows[0])

    def get_message(self, call: Call) -> dict[str, Any]:
        """GET sellerchat/get_message: latest first; `offset` is the last message seen."""
        self._allow()
        size = self._size(call)
        rows = self._store.rows(
            "SELECT * FROM shopee_message WHERE conversation_id = ? AND message_id < ?"
            " ORDER BY message_id DESC LIMIT ?",
            self._named(call), call.number("offset", 0) or FOR_EVER, size + 1,
        )  # fmt: skip
        page = rows[:size]
        onwards = str(page[-1]["message_id"]) if len(rows) > size else ""
        return {
            "messages": [self._shown(row) for row in page],
            "page_result": {"next_offset": onwards, "page_size": size},
        }

    def send_message(self, call: Call) -> dict[str, Any]:
        """POST sellerchat/send_message: text to somebody who wrote before."""
        self._allow()
        thread = self._store.row("SELECT * FROM shopee_message WHERE buyer_id = ?", int(call.body["to_id"]))
        if thread is None or call.body["message_type"] != "text" or not call.body["content"]["text"]:
            raise ApiError("param_error", "to_id or content is invalid")
        text = call.body["content"]["text"]
        row = self._add(thread["conversation_id"], thread["buyer_id"], thread["buyer"], text, is_ours=True)
        return self._shown(row)

    def _allow(self) -> None:
        if not self._switches.may_chat:
            raise ApiError("error_api_permission", "This app type has no permission to this API.")

    def _size(self, call: Call) -> int:
        size = call.number("page_size")
        if not 1 <= size <= MOST:
            raise ApiError("param_error", "page_size is invalid")
        return size

    def _named(self, call: Call) -> str:
        named = call.query.get("conversation_id", "")
        if self._store.row("SELECT 1 FROM shopee_message WHERE conversation_id = ?", named) is None:
            raise ApiError("param_error", "conversation_id is invalid")
        return named

    def _add(self, conversation_id: str, buyer_id: int, buyer: str, text: str, *, is_ours: bool) -> Row:
        with self._store.transaction():
            self._store.write(
                "INSERT INTO shopee_message (conversation_id, buyer_id, buyer, is_ours, text, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                conversation_id, buyer_id, buyer, is_ours, text, self._clock(),
            )  # fmt: skip
            [row] = self._store.rows("SELECT * FROM shopee_message ORDER BY message_id DESC LIMIT 1")
            self._said(self._shown(row))
        return row

    def _thread(self, row: Row) -> dict[str, Any]:
        [last] = self._store.rows("SELECT * FROM shopee_message WHERE message_id = ?", row["latest"])
        return {
            "conversation_id": row["conversation_id"],
            "to_id": row["buyer_id"],
            "to_name": row["buyer"],
            "shop_id": self._shop_id,
            "unread_count": row["unread"],
            "latest_message_id": str(last["message_id"]),
            "latest_message_type": "text",
            "latest_message_content": {"text": last["text"]},
            "latest_message_from_id": SELLER_ID if last["is_ours"] else row["buyer_id"],
            "last_message_timestamp": _nano(last),
        }

    def _shown(self, row: Row) -> dict[str, Any]:
        people = (SELLER_ID, self._shop_id), (row["buyer_id"], row["buyer_id"])
        (from_id, from_shop_id), (to_id, to_shop_id) = people if row["is_ours"] else reversed(people)
        return {
            "message_id": str(row["message_id"]),
            "conversation_id": row["conversation_id"],
            "message_type": "text",
            "content": {"text": row["text"]},
            "from_id": from_id,
            "from_shop_id": from_shop_id,
            "to_id": to_id,
            "to_shop_id": to_shop_id,
            "created_timestamp": int(row["at"]),
        }


def _nano(row: Row) -> int:
    """Return a moment that no two messages share."""
    return int(row["at"]) * NANO + int(row["message_id"])
