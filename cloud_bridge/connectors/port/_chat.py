"""What buyers and the seller write to each other at a marketplace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Conversation:
    """One buyer's thread, as it stands now."""

    conversation_id: str
    buyer: str
    unread: int
    at_ms: int
    last_text: str


@dataclass(frozen=True)
class ConversationPage:
    """A page of threads, latest first; `cursor` asks for the next one and is None on the last."""

    items: tuple[Conversation, ...]
    cursor: str | None


@dataclass(frozen=True)
class Message:
    """One message of a thread; `is_ours` when the seller wrote it."""

    message_id: str
    conversation_id: str
    is_ours: bool
    text: str
    at_ms: int


@dataclass(frozen=True)
class MessagePage:
    """A page of messages, latest first; `cursor` asks for older ones and is None on the last."""

    items: tuple[Message, ...]
    cursor: str | None
