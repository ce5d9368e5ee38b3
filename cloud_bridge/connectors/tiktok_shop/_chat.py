"""What buyers write and the seller answers; needs a scope that TikTok Shop grants after a review.

Source: the Customer Service pages (202309); a message's content is JSON within JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Conversation, ConversationPage, Message, MessagePage

from ._fates import TITLE
from ._mapping import readable

if TYPE_CHECKING:
    from ._client import Client
    from ._reply import Json, Reply

CONVERSATIONS = "/customer_service/202309/conversations"
MESSAGES = "/customer_service/202309/conversations/{}/messages"
CONVERSATION_PAGE = 20
MESSAGE_PAGE = 10
LONGEST = 2000
BUYER = "BUYER"


class Chat:
    """A shop's conversations."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads; see port.Chats."""
        reply = self._client.get(CONVERSATIONS, ("page_size", str(CONVERSATION_PAGE)), *_token(cursor)).checked()
        with readable("a conversation"):
            return ConversationPage(tuple(_conversation(row) for row in reply.rows("conversations")), _next(reply))

    def messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first; what only the system sees is left out."""
        asked = (("page_size", str(MESSAGE_PAGE)), ("sort_order", "DESC"), ("sort_field", "create_time"))
        reply = self._client.get(MESSAGES.format(conversation_id), *asked, *_token(cursor)).checked()
        with readable("a message"):
            rows = [row for row in reply.rows("messages") if row.get("is_visible", True)]
            return MessagePage(tuple(_message(conversation_id, row) for row in rows), _next(reply))

    def send(self, conversation_id: str, text: str) -> Message:
        """Say something to a buyer; at most 2,000 characters."""
        if not 0 < len(text) <= LONGEST:
            raise Refused(market=TITLE, reason=f"a message has 1 to {LONGEST:,} characters; this one has {len(text):,}")
        body = {"type": "TEXT", "content": json.dumps({"content": text}, ensure_ascii=False)}
        reply = self._client.post(MESSAGES.format(conversation_id), body).checked()
        at_ms = int(self._client.app.clock() * 1000)
        with readable("the answer to a message"):
            return Message(str(reply.data["message_id"]), conversation_id, is_ours=True, text=text, at_ms=at_ms)


def _conversation(row: Json) -> Conversation:
    last = row.get("latest_message") or {}
    buyers = [person for person in row.get("participants") or [] if person.get("role") == BUYER]
    return Conversation(
        conversation_id=str(row["id"]),
        buyer=str(buyers[0].get("nickname", "")) if buyers else "",
        unread=int(row.get("unread_count", 0)),
        at_ms=int(last.get("create_time") or row.get("create_time") or 0) * 1000,
        last_text=_text(last) if last else "",
    )


def _message(conversation_id: str, row: Json) -> Message:
    return Message(
        message_id=str(row["id"]),
        conversation_id=conversation_id,
        is_ours=(row.get("sender") or {}).get("role") != BUYER,
        text=_text(row),
        at_ms=int(row["create_time"]) * 1000,
    )


def _text(row: Json) -> str:
    """Return what a message says; of pictures and cards, what they are."""
    try:
        content = json.loads(row.get("content") or "{}").get("content")
    except (AttributeError, ValueError):
        content = None
    return str(content) if content else f"[{row.get('type', 'OTHER')}]"


def _token(cursor: str | None) -> tuple[tuple[str, str], ...]:
    return (("page_token", cursor),) if cursor else ()


def _next(reply: Reply) -> str | None:
    return str(reply.data.get("next_page_token") or "") or None
