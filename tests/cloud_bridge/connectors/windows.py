"""Walking a window of orders to its end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import Connector, OrderRef

HOUR_MS = 3_600_000


def window() -> tuple[int, int]:
    """Return an hour before now and an hour after."""
    now_ms = int(time.time() * 1000)
    return now_ms - HOUR_MS, now_ms + HOUR_MS


def every_ref(connector: Connector, from_ms: int, to_ms: int) -> list[OrderRef]:
    """Return what all pages of a window say."""
    refs, cursor = [], None
    while True:
        page = connector.list_orders(from_ms, to_ms, cursor)
        refs += page.items
        cursor = page.cursor
        if cursor is None:
            return refs
