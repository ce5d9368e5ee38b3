"""What was sold on a day, hour by hour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, IntegerField, Sum
from django.db.models.functions import Cast

from cloud_bridge.connectors.port import CANCELLED, RETURNING, UNPAID
from cloud_bridge.orders.models import Order
from cloud_bridge.orders.sales import TILL

if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR_MS = 3_600_000
DAY_HOURS = 24
NOT_SOLD = (UNPAID, CANCELLED, RETURNING)


@dataclass(frozen=True)
class Day:
    """A day's sales: by hour, and how many of them at tills and on marketplaces."""

    hours_minor: Sequence[int]
    at_tills: int
    online: int

    @property
    def total_minor(self) -> int:
        """The whole day."""
        return sum(self.hours_minor)

    def until_minor(self, hour: int, part: float) -> int:
        """Return what was sold before this part of an hour, taking sales of that hour as even."""
        return sum(self.hours_minor[:hour]) + int(self.hours_minor[hour] * part)


def day(merchant_key: str, start_ms: int) -> Day:
    """Return the sales of the 24 hours from `start_ms` on."""
    found = Order.objects.filter(
        merchant=merchant_key, at_ms__gte=start_ms, at_ms__lt=start_ms + DAY_HOURS * HOUR_MS
    ).exclude(state__in=NOT_SOLD)
    hour = Cast((F("at_ms") - start_ms) / HOUR_MS, IntegerField())
    by_hour = found.order_by().annotate(hour=hour).values_list("hour").annotate(sum=Sum("total_minor"), n=Count("pk"))
    hours = [0] * DAY_HOURS
    count = 0
    for at, total, orders in by_hour:
        hours[at] = total
        count += orders
    at_tills = found.filter(origin__startswith=TILL).count()
    return Day(hours, at_tills, count - at_tills)
