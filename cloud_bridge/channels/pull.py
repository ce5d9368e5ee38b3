"""Reading orders window by window, whether or not a webhook said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels.intake import read_in
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.pace import pace
from cloud_bridge.channels.patience import patiently
from cloud_bridge.database import find, writing
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
        longest_ms = connector.limits.order_window_ms
        for from_ms, to_ms in windows(channel.orders_cursor_ms, now_ms, longest_ms, channel.pulled_at_ms):
            again = to_ms <= channel.orders_cursor_ms
            seen = _walk(channel, connector, (from_ms, to_ms), lease, now_ms, again=again)
            if seen is None:
                return count
            count += seen
            with writing(durable=False):  # what was booked is older, and stays
                pulled = {"pulled_at_ms": now_ms} if to_ms == now_ms else {}
                Channel.objects.filter(pk=channel.pk).update(orders_cursor_ms=to_ms, **pulled)
        channel.orders_cursor_ms, channel.pulled_at_ms = now_ms, now_ms
    return count


def windows(cursor_ms: int, now_ms: int, longest_ms: int, pulled_at_ms: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the windows up to now, each as long as the marketplace allows; twice an overlap first that overlap."""
    set_pace = pace()
    if cursor_ms:
        from_ms, overlap_ms = min(cursor_ms, now_ms), int(set_pace.orders_overlap_s * 1000)
        half_ms = max(1, overlap_ms // 2)
        if now_ms // half_ms > pulled_at_ms // half_ms:
            yield from_ms - overlap_ms, from_ms
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
            if _walk(channel, connector, (from_ms, to_ms), lease, now_ms) is None:
                return False
            from_ms = to_ms
        return lease is not None


def _walk(
    channel: Channel, connector: Connector, window: tuple[int, int], lease: Held, now_ms: int, *, again: bool = False
) -> int | None:
    """Book everything of one window and return how much that was; None when the lease was lost on the way.

    again: what was in a window before is only listed; it is read if it was not seen then, or is in another state now.
    """
    count = 0
    cursor: str | None = None
    while True:
        page = patiently(connector.list_orders, *window, cursor)
        states = {ref.order_id: ref.raw_state for ref in page.items}
        known = _known(channel, states) if again else {}
        ids = [order_id for order_id, raw_state in states.items() if known.get(order_id) != raw_state]
        read_in(channel, connector, ids, now_ms)
        count += len(ids)
        cursor = page.cursor
        if cursor is None:
            return count
        with writing():
            if not lease.keep():
                return None


def _known(channel: Channel, order_ids: Collection[str]) -> dict[str, str]:
    """Return in which states (the marketplace's words) these orders are known."""
    columns = ("external_id", "raw_state")
    return dict(find(Order, columns, "external_id", order_ids, origin=book.origin_of(channel.pk)))
