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
LAG_EVERY_S = 60
STEPS = ((60, 60), (600, 60), (3600, 300))  # up to so many seconds, in steps of so many


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


def behind_ms(channel: Channel, now_ms: int) -> int:
    """Return how far behind the channel is: its orders beyond their usual pace, or the stock it should show."""
    orders_late_ms = now_ms - channel.pulled_at_ms - int(pace().orders_s * 1000) if channel.pulled_at_ms else 0
    return max(0, orders_late_ms, lag_ms(channel, now_ms))


def publish(channel: Channel, now_ms: int) -> bool:
    """Tell the tills how the channel is when that has changed; `at_ms` is since when it is in that state.

    How far behind it is (`lag_s`) is told at most once a minute, and only when a person would notice the difference.
    """
    state, lag_s = state_of(channel, now_ms), _in_steps(behind_ms(channel, now_ms) // 1000)
    told = FeedRow.objects.filter(scope=channel.merchant_id, table="channel", key=channel.pk).first()
    before = json.loads(told.data) if told and told.data else {}
    data = {"name": channel.name, "market": channel.market, "state": state}
    is_same = data.items() <= before.items()
    has_moved = lag_s != before.get("lag_s", 0) and now_ms - before.get("lag_at_ms", 0) >= LAG_EVERY_S * 1000
    if is_same and not has_moved:
        return False
    since_ms = before["at_ms"] if is_same else now_ms
    row = {**data, "at_ms": since_ms, "lag_s": lag_s, "lag_at_ms": now_ms}
    with writing():
        feed.publish(channel.merchant_id, [feed.Row(channel.merchant_id, "channel", channel.pk, row)])
    return True


def _in_steps(lag_s: int) -> int:
    """Return a lag as coarsely as it is looked at: in step, minutes, five minutes, hours."""
    for upto_s, step_s in STEPS:
        if lag_s < upto_s:
            return lag_s - lag_s % step_s
    return lag_s - lag_s % 3600
