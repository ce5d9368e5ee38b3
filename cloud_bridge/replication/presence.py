"""Which tills are there: their retained status, and their last will."""

from __future__ import annotations

from typing import Any

from appliance.core import message
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.replication.errors import TillUnknown

Message = dict[str, Any]


def take_in(till_key: str, status: Message, *, is_retained: bool) -> list[Message]:
    """Note a till's status and return what it should hear.

    A retained status is what the broker kept while no bridge listened: what the till sent meanwhile may be lost, so it
    is told where the bridge stands. Raises TillUnknown.
    """
    with writing():
        till = Till.objects.select_for_update(no_key=True).filter(key=till_key).first()
        if till is None:
            raise TillUnknown(till=till_key)
        was_online, till.is_online = till.is_online, bool(status.get("online"))
        Till.objects.filter(key=till_key).update(is_online=till.is_online, seen_at_ms=now_ms(), status=status)
    if not till.is_online:
        return []
    if till.forked_at_seq is not None:
        return [message.fork(till.forked_at_seq)]
    if is_retained:
        return [message.resend(till.journal_seq), message.head(till.merchant.feed_version)]
    return [] if was_online else [message.head(till.merchant.feed_version)]
