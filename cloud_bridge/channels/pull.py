"""Reading orders window by window, whether or not a webhook said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels.intake import read_in
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.pace import pace
from cloud_bridge.channels.patience import patiently
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloud_bridge.channels.lease import Held
    from cloud_bridge.connectors.port import Connector


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Pull when it is time; return how many orders were seen, None if it was not."""
    if now_ms - channel.pulled_at_ms < pace().orders_s * 1000:
        return None
    return pull(channel, connector, now_ms)


def pull(channel: Channel, connector: Connector, now_ms: int) -> int:
    """Read everything that changed since the last pull; return how many orders were seen, 0 if somebody else is at it.

    The cursor passes a window only after everything in it is in the order book.
    """
    count = 0
    with held(f"orders:{channel.pk}") as lease:
        if lease is None:
            return 0
        channel.refresh_from_db(fields=["orders_cursor_ms"])
        for from_ms, to_ms in windows(channel.orders_cursor_ms, now_ms, connector.limits.order_window_ms):
            seen = _walk(channel, connector, from_ms, to_ms, lease, now_ms)
            if seen is None:
                return count
            count += seen
            with writing():
                pulled = {"pulled_at_ms": now_ms} if to_ms == now_ms else {}
                Channel.objects.filter(pk=channel.pk).update(orders_cursor_ms=to_ms, **pulled)
        channel.orders_cursor_ms, channel.pulled_at_ms = now_ms, now_ms
    return count


def windows(cursor_ms: int, now_ms: int, longest_ms: int) -> Iterator[tuple[int, int]]:
    """Yield the windows from a little before the cursor up to now, each as long as the marketplace allows."""
    set_pace = pace()
    if cursor_ms:
        from_ms = min(cursor_ms, now_ms) - int(set_pace.orders_overlap_s * 1000)
    else:
        from_ms = now_ms - int(set_pace.first_orders_s * 1000)
    while now_ms - from_ms > longest_ms:
        yield from_ms, from_ms + longest_ms
        from_ms += longest_ms
    yield from_ms, now_ms


def read(channel: Channel, connector: Connector, from_ms: int, now_ms: int) -> bool:
    """Read everything that changed from a moment until now once more; False if somebody else is reading."""
    with held(f"orders:{channel.pk}") as lease:
        while lease is not None and from_ms < now_ms:
            to_ms = min(now_ms, from_ms + connector.limits.order_window_ms)
            if _walk(channel, connector, from_ms, to_ms, lease, now_ms) is None:
                return False
            from_ms = to_ms
        return lease is not None


def _walk(channel: Channel, connector: Connector, from_ms: int, to_ms: int, lease: Held, now_ms: int) -> int | None:
    """Book everything of one window and return how much that was; None when the lease was lost on the way."""
    count = 0
    cursor: str | None = None
    while True:
        page = patiently(connector.list_orders, from_ms, to_ms, cursor)
        ids = list(dict.fromkeys(ref.order_id for ref in page.items))
        read_in(channel, connector, ids, now_ms)
        count += len(ids)
        cursor = page.cursor
        if cursor is None:
            return count
        with writing():
            if not lease.keep():
                return None
