"""Chat: threads and messages, latest first, a page of twenty at most."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ._errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call

MOST = 20
BUYER, SELLER = 1, 2
PLAIN_TEXT = "1"


class Chat:
    """What buyers and the shop's owner say; `said` is told of a buyer's message."""

    def __init__(
        self, store: Store, shop_id: str, clock: Callable[[], float], said: Callable[[dict[str, Any]], None]
    ) -> None:
        self._store = store
        self._shop_id = shop_id
        self._clock = clock
        self._said = said

    def say(self, buyer: str, text: str, *, card: dict[str, Any] | None = None) -> str:
        """Let a buyer write, and return the thread's id."""
        session_id = f"{buyer}_2_{self._shop_id}_1_103"
        with self._store.transaction():
            row = self._add(session_id, buyer, is_seller=False, content=json.dumps(card or {"txt": text}))
            self._said(self._message(row))
        return session_id

    def sessions(self, call: Call) -> dict[str, Any]:
        """GET /im/session/list."""
        start = self._start(call)
        rows = self._store.rows(
            "SELECT session_id, buyer, max(message_no) AS last_no, sum(is_read = 0 AND is_seller = 0) AS unread"
            " FROM lazada_message GROUP BY session_id HAVING max(at_ms) <= ? ORDER BY last_no DESC",
            start,
        )  # fmt: skip
        rows = self._after(rows, "session_id", call.params.get("last_session_id", ""))
        size = self._size(call)
        found = [(row, self._row(row["last_no"])) for row in rows[:size]]
        threads = [
            {
                "session_id": row["session_id"],
                "title": row["buyer"],
                "summary": str(json.loads(last["content"]).get("txt", "")),
                "unread_count": row["unread"],
                "last_message_time": last["at_ms"],
                "last_message_id": str(last["message_no"]),
                "buyer_id": 1,
                "site_id": "ID",
            }
            for row, last in found
        ]
        more = {"has_more": len(rows) > size, "next_start_time": start}
        last_id = {"last_session_id": threads[-1]["session_id"]} if threads else {}
        return _done({"session_list": threads, **more, **last_id})

    def messages(self, call: Call) -> dict[str, Any]:
        """GET /im/message/list."""
        start, size = self._start(call), self._size(call)
        rows = self._store.rows(
            "SELECT * FROM lazada_message WHERE session_id = ? AND at_ms <= ? ORDER BY message_no DESC",
            call.text("session_id"), start,
        )  # fmt: skip
        rows = self._after(rows, "message_no", call.params.get("last_message_id", ""))
        page = [self._message(row) for row in rows[:size]]
        last_id = {"last_message_id": page[-1]["message_id"]} if page else {}
        return _done({"message_list": page, "has_more": len(rows) > size, "next_start_time": start, **last_id})

    def send(self, call: Call) -> dict[str, Any]:
        """POST /im/message/send: plain text only, to a thread that exists."""
        session_id = call.text("session_id")
        thread = self._store.row("SELECT * FROM lazada_message WHERE session_id = ?", session_id)
        if thread is None or call.text("template_id") != PLAIN_TEXT:
            return {"success": False, "err_code": "-1", "err_message": "session or template not found"}
        content = json.dumps({"txt": call.text("txt")})
        row = self._add(session_id, thread["buyer"], is_seller=True, content=content)
        self._store.write("UPDATE lazada_message SET is_read = 1 WHERE session_id = ?", session_id)
        return _done({"message_id": str(row["message_no"]), "current_time": row["at_ms"], "template_id": 1})

    def _add(self, session_id: str, buyer: str, *, is_seller: bool, content: str) -> Row:
        self._store.write(
            "INSERT INTO lazada_message (session_id, buyer, is_seller, content, at_ms) VALUES (?, ?, ?, ?, ?)",
            session_id, buyer, is_seller, content, int(self._clock() * 1000),
        )  # fmt: skip
        row = self._store.row("SELECT max(message_no) AS last FROM lazada_message")
        return self._row(row["last"] if row else 0)

    def _row(self, message_no: int) -> Row:
        [row] = self._store.rows("SELECT * FROM lazada_message WHERE message_no = ?", message_no)
        return row

    def _after(self, rows: list[Row], column: str, last_id: str) -> list[Row]:
        at = next((n for n, row in enumerate(rows, 1) if last_id and str(row[column]) == last_id), 0)
        return rows[at:]

    def _start(self, call: Call) -> int:
        return call.number("start_time", 0, ApiError("-3", "start_time is invalid", "ISV"), 1 << 60)

    def _size(self, call: Call) -> int:
        return call.number("page_size", 0, ApiError("-3", "page_size is invalid", "ISV"), MOST)

    def _message(self, row: Row) -> dict[str, Any]:
        return {
            "session_id": row["session_id"],
            "message_id": str(row["message_no"]),
            "content": row["content"],
            "from_account_type": SELLER if row["is_seller"] else BUYER,
            "to_account_type": BUYER if row["is_seller"] else SELLER,
            "send_time": row["at_ms"],
            "template_id": 1,
            "type": 1,
            "status": 0,
            "auto_reply": False,
            "site_id": "ID",
        }


def _done(data: dict[str, Any]) -> dict[str, Any]:
    return {"success": True, "err_code": "0", "err_message": "SUCCESS", "data": data}
