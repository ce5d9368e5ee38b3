"""Reading everything a channel lists, now and then: new listings are found and linked, vanished ones marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels.lease import held
from cloud_bridge.channels.links import link_by_sku
from cloud_bridge.channels.models import GONE, Channel
from cloud_bridge.channels.pace import pace
from cloud_bridge.channels.patience import patiently
from cloud_bridge.channels.shown import note
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import Connector


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Scan the channel when it is time; return how many listings were read, None if it was not."""
    if now_ms - channel.scanned_at_ms < pace().scan_s * 1000:
        return None
    return scan(channel, connector, now_ms)


def scan(channel: Channel, connector: Connector, now_ms: int) -> int:
    """Read every listing, page by page, and return how many; 0 if somebody else is scanning already."""
    count = 0
    with held(f"scan:{channel.pk}") as lease:
        if lease is None:
            return 0
        cursor: str | None = None
        while True:
            page = patiently(connector.list_products, cursor)
            count += note(channel, page.items, now_ms)
            link_by_sku(channel)
            with writing():
                if not lease.keep():
                    return count
            cursor = page.cursor
            if cursor is None:
                break
        with writing():
            take_turn(channel.pk)
            channel.listings.filter(seen_at_ms__lt=now_ms).update(status=GONE)
            Channel.objects.filter(pk=channel.pk).update(scanned_at_ms=now_ms)
    return count
