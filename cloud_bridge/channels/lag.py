"""How long orders took to come in and stock to go out: counted by the hour in buckets, so that it stays small."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Sum

from cloud_bridge.channels.models import Lag
from cloud_bridge.database import insert, table, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cloud_bridge.channels.models import Channel

ORDER, STOCK = "order", "stock"  # a change at the marketplace until it is booked; a wanted number until it is answered
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
KEPT_MS = 8 * DAY_MS
# Upper ends of the buckets; whatever took longer is in one more.
BOUNDS_MS = (
    50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 60_000,
    120_000, 300_000, 600_000, 1_800_000, 3_600_000,
)  # fmt: skip
_COLUMNS = ("channel_id", "direction", "hour_ms", "bucket", "count", "longest_ms")
_ADD = (
    'ON CONFLICT ("channel_id", "direction", "hour_ms", "bucket") DO UPDATE SET '
    f'"count" = "{table(Lag)}"."count" + excluded."count", "longest_ms" = '
    f'CASE WHEN excluded."longest_ms" > "{table(Lag)}"."longest_ms" '
    f'THEN excluded."longest_ms" ELSE "{table(Lag)}"."longest_ms" END'
)


class Summary(NamedTuple):
    """What half of them took at most, nineteen of twenty, and all; milliseconds."""

    many: int
    p50_ms: int
    p95_ms: int
    longest_ms: int


def note(channel: Channel, direction: str, lags_ms: Iterable[int], now_ms: int) -> None:
    """Count how long things took that were done now."""
    counts: Counter[int] = Counter()
    longest: dict[int, int] = {}
    for lag_ms in lags_ms:
        took_ms = max(0, lag_ms)
        bucket = bisect_left(BOUNDS_MS, took_ms)
        counts[bucket] += 1
        longest[bucket] = max(longest.get(bucket, 0), took_ms)
    hour_ms = now_ms - now_ms % HOUR_MS
    rows = [(channel.pk, direction, hour_ms, bucket, counts[bucket], longest[bucket]) for bucket in sorted(counts)]
    if rows:
        with writing(savepoint=False):
            insert(Lag, _COLUMNS, rows, _ADD)


def over(channel: Channel, direction: str, since_ms: int) -> Summary:
    """Return what was counted in the hours that ended after `since_ms`."""
    hours = Lag.objects.filter(channel=channel, direction=direction, hour_ms__gt=since_ms - HOUR_MS).order_by()
    found = hours.values_list("bucket").annotate(count=Sum("count"), longest=Max("longest_ms"))
    counts = {bucket: count for bucket, count, _longest in found}
    longest_ms = max((longest for _bucket, _count, longest in found), default=0)
    return Summary(sum(counts.values()), _part(counts, longest_ms, 0.5), _part(counts, longest_ms, 0.95), longest_ms)


def forget(channel: Channel, now_ms: int) -> None:
    """Drop hours that nobody looks at any more."""
    old = Lag.objects.filter(channel=channel, hour_ms__lt=now_ms - KEPT_MS)
    if old.exists():
        with writing():
            old.delete()


def _part(counts: Mapping[int, int], longest_ms: int, part: float) -> int:
    """Return what this part of them took at most: the end of the bucket in which the part ends."""
    ends: Sequence[int] = (*BOUNDS_MS, longest_ms)
    needed, passed = part * sum(counts.values()), 0
    for bucket in sorted(counts):
        passed += counts[bucket]
        if passed >= needed:
            return min(ends[bucket], longest_ms)
    return 0
