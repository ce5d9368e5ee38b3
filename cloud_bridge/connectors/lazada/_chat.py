"""Chat with buyers: threads, their messages, and an answer; every call is an "instant messaging" app's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import Conversation, ConversationPage, Message, MessagePage

from ._mapping import readable

if TYPE_CHECKING:
    from ._client import Client
    from ._reply import Json

THREADS = "/im/session/list"
MESSAGES = "/im/message/list"
SEND = "/im/message/send"
PAGE = "20"
PLAIN_TEXT = "1"
SELLER = 2


class Chat:
    """A shop's threads; a cursor is the moment and the id where Lazada says the next page starts."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads, latest first."""
        with readable("a page of chats"):
            found = self._client.get(THREADS, *self._page(cursor, "last_session_id")).checked().data
            items = tuple(_conversation(raw) for raw in found.get("session_list") or [])
            return ConversationPage(items, _cursor(found, "last_session_id"))

    def messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first."""
        with readable(f"chat {conversation_id}"):
            page = self._page(cursor, "last_message_id")
            found = self._client.get(MESSAGES, ("session_id", conversation_id), *page).checked().data
            items = tuple(_message(raw) for raw in found.get("message_list") or [])
            return MessagePage(items, _cursor(found, "last_message_id"))

    def send(self, conversation_id: str, text: str) -> Message:
        """Write plain text to a buyer."""
        params = [("session_id", conversation_id), ("template_id", PLAIN_TEXT), ("txt", text)]
        sent = self._client.post(SEND, params).checked().data
        at_ms = int(sent.get("current_time") or self._client.app.clock() * 1000)
        return Message(str(sent.get("message_id", "")), conversation_id, is_ours=True, text=text, at_ms=at_ms)

    def _page(self, cursor: str | None, last: str) -> list[tuple[str, str]]:
        start, _, last_id = (cursor or str(int(self._client.app.clock() * 1000))).partition(":")
        return [("start_time", start), ("page_size", PAGE), (last, last_id)]


def _cursor(found: Json, last: str) -> str | None:
    return f"{found['next_start_time']}:{found.get(last) or ''}" if found.get("has_more") else None


def _conversation(raw: Json) -> Conversation:
    return Conversation(
        conversation_id=str(raw["session_id"]),
        buyer=str(raw.get("title", "")),
        unread=int(raw.get("unread_count") or 0),
        at_ms=int(raw["last_message_time"]),
        last_text=str(raw.get("summary") or ""),
    )


def _message(raw: Json) -> Message:
    return Message(
        message_id=str(raw["message_id"]),
        conversation_id=str(raw["session_id"]),
        is_ours=int(raw["from_account_type"]) == SELLER,
        text=_text(str(raw.get("content") or "")),
        at_ms=int(raw["send_time"]),
    )


def _text(content: str) -> str:
    """Return what a message says: its text, or the address of its picture, or a card as it came."""
    try:
        card = json.loads(content)
        return str(card.get("txt") or card.get("imgUrl") or content)
    except (ValueError, AttributeError):
        return content
