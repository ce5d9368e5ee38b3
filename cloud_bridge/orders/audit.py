"""Whether the order book holds what the journals and the marketplaces told."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Sum

from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order
from cloud_bridge.orders.rows import CHANNEL
from cloud_bridge.orders.sales import TILL
from cloud_bridge.replication.models import Entry
from cloud_bridge.stock.models import Movement, Reservation

if TYPE_CHECKING:
    from collections.abc import Iterator


def differences(merchant_key: str) -> Iterator[str]:
    """Say where orders are not what they came from."""
    yield from _sales(merchant_key)
    yield from _promises(merchant_key)


def _sales(merchant_key: str) -> Iterator[str]:
    """Every sale or refund that was booked is one order of what it earned, and every order of a till is such a one."""
    entries = Entry.objects.filter(
        till__merchant=merchant_key, type__in=("sale.completed", "sale.refunded"), refused=""
    )
    said: dict[tuple[str, str], int] = {}
    for till, body in entries.values_list("till_id", "body").iterator():
        sale = json.loads(body)
        cards_minor = sum(line["price_minor"] for line in sale["lines"] if "card" in line)
        said[TILL + till, sale["sale"]] = sale["total_minor"] - cards_minor
    orders = Order.objects.filter(merchant=merchant_key, origin__startswith=TILL)
    booked = {(row[0], row[1]): row[2] for row in orders.values_list("origin", "external_id", "total_minor").iterator()}
    for place in sorted(said.keys() | booked.keys()):
        if said.get(place) != booked.get(place):
            origin, sale = place
            yield f"sale {sale} of {origin}: the journal says {said.get(place)}, the book {booked.get(place)}"


def _promise_of(source: str) -> str:
    """Return the shipment that a movement is of: itself, or the one it makes larger or smaller afterwards."""
    return f"shipped:{source.split(':', 2)[2]}" if source.startswith("reshipped:") else source


def _promises(merchant_key: str) -> Iterator[str]:
    """Every linked line of a channel's order holds its goods, has sent them, or was cancelled; nothing else does."""
    should: dict[str, int] = defaultdict(int)
    orders = Order.objects.filter(merchant=merchant_key, origin__startswith=CHANNEL)
    for order in orders.prefetch_related("lines").iterator(chunk_size=500):
        for hold in book.holds([(order, list(order.lines.all()))]):
            if order.is_gone:
                should[f"shipped:{hold.source}"] = hold.quantity_milli
            elif order.state != CANCELLED:
                should[hold.source] = hold.quantity_milli
    held = Reservation.objects.filter(merchant=merchant_key, released_at_ms=None, source__startswith="order:")
    is_now = dict(held.values_list("source").annotate(milli=Sum("quantity_milli")))
    gone = Movement.objects.filter(merchant=merchant_key, kind="shipment", source__contains="shipped:")
    for source, milli in gone.values_list("source", "quantity_milli"):
        promise = _promise_of(source)
        is_now[promise] = is_now.get(promise, 0) - milli
    should = {source: milli for source, milli in should.items() if milli or source in is_now}
    for source in sorted(should.keys() | is_now.keys()):
        if should.get(source) != is_now.get(source):
            yield f"{source}: the order says {should.get(source)}, the stock books {is_now.get(source)}"
