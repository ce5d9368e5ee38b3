"""What buyers write and the seller answers; apps of the type "ERP System" may not (developer guide, app types).

Source: others' clients of the sellerchat calls, whose pages only apps that may use them can read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Conversation, ConversationPage, Message, MessagePage

from ._fates import TITLE
from ._mapping import readable
from ._numbers import to_json

if TYPE_CHECKING:
    from ._client import Client
    from ._reply import Json

CHAT = "/api/v2/sellerchat/"
PAGE = 25  # more came back empty for some shops
NANO_PER_MS = 1_000_000


class Chat:
    """A shop's conversations."""

    def __init__(self, client: Client, shop_id: str) -> None:
        self._client = client
        self._shop_id = shop_id

    def conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads; see port.Chats.

        Asked for those older than now: without a moment, others met the latest and the oldest first.
        """
        before = cursor or str(int(self._client.app.clock() * 1000) * NANO_PER_MS)
        asked = {"direction": "older", "type": "all", "page_size": str(PAGE), "next_timestamp_nano": before}
        found = self._client.ask(CHAT + "get_conversation_list", list(asked.items())).checked().data
        with readable("a conversation"):
            threads = tuple(_conversation(row) for row in found.get("conversations") or [])
            page = found.get("page_result") or {}
            onwards = str(page["next_cursor"]["next_message_time_nano"]) if page.get("more") else None
        return ConversationPage(threads, onwards)

    def messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first."""
        asked = {"conversation_id": conversation_id, "page_size": str(PAGE), "offset": cursor or ""}
        given = [(name, value) for name, value in asked.items() if value]
        found = self._client.ask(CHAT + "get_message", given).checked().data
        with readable("a message"):
            messages = tuple(self._message(row) for row in found.get("messages") or [])
            onwards = str((found.get("page_result") or {}).get("next_offset") or "")
        return MessagePage(messages, onwards if onwards not in {"", "0"} else None)

    def send(self, conversation_id: str, text: str) -> Message:
        """Say something to a buyer; how long it may be is undocumented."""
        if not text:
            raise Refused(market=TITLE, reason="a message says something")
        thread = self._client.ask(CHAT + "get_one_conversation", [("conversation_id", conversation_id)]).checked().data
        with readable("the conversation"):
            body = {"to_id": int(thread["to_id"]), "message_type": "text", "content": {"text": text}}
        sent = self._client.ask(CHAT + "send_message", body=to_json(body)).checked().data
        at_ms = int(self._client.app.clock() * 1000)
        with readable("the answer to a message"):
            return Message(str(sent["message_id"]), conversation_id, is_ours=True, text=text, at_ms=at_ms)

    def _message(self, row: Json) -> Message:
        return Message(
            message_id=str(row["message_id"]),
            conversation_id=str(row["conversation_id"]),
            is_ours=str(row.get("from_shop_id")) == self._shop_id,
            text=_text(row.get("content"), row.get("message_type")),
            at_ms=int(row["created_timestamp"]) * 1000,
        )


def _conversation(row: Json) -> Conversation:
    return Conversation(
        conversation_id=str(row["conversation_id"]),
        buyer=str(row.get("to_name", "")),
        unread=int(row.get("unread_count") or 0),
        at_ms=int(row["last_message_timestamp"]) // NANO_PER_MS,
        last_text=_text(row.get("latest_message_content"), row.get("latest_message_type")),
    )


def _text(content: Json | None, kind: object) -> str:
    """Return what a message says; of pictures and cards, what they are."""
    return str((content or {}).get("text") or f"[{kind or 'other'}]")
