"""Whether the feed says what its sources say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cloud_bridge.catalog import rows as catalog
from cloud_bridge.fleet import rows as fleet
from cloud_bridge.orders import rows as orders
from cloud_bridge.people import rows as people
from cloud_bridge.people import staff_rows as staff
from cloud_bridge.receipts import rows as receipts
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock import rows as stock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cloud_bridge.replication.feed import Row

SOURCES: tuple[Callable[[str], Iterable[Row]], ...] = (
    fleet.rows,
    catalog.rows,
    orders.rows,
    stock.rows,
    staff.rows,
    people.rows,
    receipts.rows,
)
TABLES = (
    "merchant",
    "store",
    "till",
    "tax_class",
    "category",
    "product",
    "variant",
    "price",
    "barcode",
    "modifier",
    "promotion",
    "order",
    "transfer",
    "staff",
    "customer",
    "card",
    "logo",
    "escrow",
)


def differences(merchant_key: str) -> Iterator[str]:
    """Say which rows of these tables tills are told and should not be, or should be and are not."""
    told = FeedRow.objects.filter(merchant=merchant_key, table__in=TABLES).exclude(data=None)
    is_now = {(row.scope, row.table, row.key): json.loads(row.data) for row in told.iterator() if row.data is not None}
    should = {(row.scope, row.table, row.key): row.data for source in SOURCES for row in source(merchant_key)}
    should = {place: data for place, data in should.items() if data is not None}
    for place in sorted(is_now.keys() | should.keys()):
        if is_now.get(place) != should.get(place):
            scope, table, key = place
            yield f"{table} {key} for {scope}: tills are told {is_now.get(place)}, it is {should.get(place)}"
