"""One writer per channel at a time: of its listings, what drifted, and up to where they follow the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from cloud_bridge.channels.models import Channel
from cloud_bridge.database import fetch, table

if TYPE_CHECKING:
    from typing import Any

_WAIT = f'SELECT 1 FROM "{table(Channel)}" WHERE "key" = %s FOR NO KEY UPDATE'  # noqa: S608 - our own names


def take_turn(channel_key: Any) -> None:
    """Wait until nobody else writes to this channel's listings, and keep them until the transaction ends.

    Whoever writes several, or what they should show, begins with this; whoever writes a merchant's books too takes that
    turn first (replication.feed.take_turn). SQLite has one writer anyway.
    """
    if connection.features.has_select_for_update:
        fetch(_WAIT, channel_key)
