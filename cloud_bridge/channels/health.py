"""How a channel is, in one word for the tills and in numbers for the office."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db.models import Min

from cloud_bridge.channels.models import DIFFERS, GONE
from cloud_bridge.channels.pace import pace
from cloud_bridge.connectors.errors import NeedsOwner
from cloud_bridge.database import writing
from cloud_bridge.replication import feed
from cloud_bridge.replication.models import FeedRow

if TYPE_CHECKING:
    from cloud_bridge.channels.models import Channel

OK = "ok"
LATE = "late"
DOWN = "down"
LATE_S = 60
DOWN_AFTER = 5  # failures in a row


def lag_ms(channel: Channel, now_ms: int) -> int:
    """Return how long the oldest number that should be shown has been waiting; refused ones do not wait."""
    waiting = channel.listings.filter(DIFFERS, refused="").exclude(status=GONE)
    oldest = waiting.aggregate(at=Min("wanted_at_ms"))["at"]
    return 0 if oldest is None else max(0, now_ms - oldest)


def state_of(channel: Channel, now_ms: int) -> str:
    """Return how the channel is."""
    return judge(channel, lag_ms(channel, now_ms), now_ms)


def judge(channel: Channel, stock_lag_ms: int, now_ms: int) -> str:
    """Return OK, LATE (orders or stock are behind) or DOWN (nothing will move by itself soon)."""
    if channel.trouble_code == NeedsOwner.code or channel.failures >= DOWN_AFTER:
        return DOWN
    orders_late_ms = now_ms - channel.pulled_at_ms - int(pace().orders_s * 1000)
    return LATE if max(orders_late_ms, stock_lag_ms) > LATE_S * 1000 else OK


def publish(channel: Channel, now_ms: int) -> bool:
    """Tell the tills how the channel is when that has changed; `at_ms` is since when."""
    state = state_of(channel, now_ms)
    told = FeedRow.objects.filter(scope=channel.merchant_id, table="channel", key=channel.pk).first()
    before = json.loads(told.data) if told and told.data else {}
    data = {"name": channel.name, "market": channel.market, "state": state}
    if data.items() <= before.items():
        return False
    with writing():
        feed.publish(
            channel.merchant_id, [feed.Row(channel.merchant_id, "channel", channel.pk, {**data, "at_ms": now_ms})]
        )
    return True
