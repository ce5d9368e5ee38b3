"""Orders on their way into the order book: read in full, booked, and put aside when one of them cannot be booked."""

from __future__ import annotations

import logging
from random import Random
from typing import TYPE_CHECKING

from django.db import DataError, IntegrityError

from appliance.core.errors import LapakError
from cloud_bridge.channels import lag
from cloud_bridge.channels.flight import Flight
from cloud_bridge.channels.models import Hint, Listing
from cloud_bridge.channels.offer import stores_of, takes_later
from cloud_bridge.channels.pace import pace, rest_ms
from cloud_bridge.channels.patience import patiently
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.channels.wanted import recompute_these
from cloud_bridge.connectors.errors import ConnectorError
from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.database import find, writing
from cloud_bridge.keys import now_ms as clock_ms
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.replication import feed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Connector, ListingKey, MarketOrder

log = logging.getLogger(__name__)
LOOK_S = 1.0  # between two looks at calls that are under way
_random = Random()  # noqa: S311 - spreads retries
UNBOOKABLE = (LapakError, ValueError, DataError, IntegrityError)


def read_in(channel: Channel, connector: Connector, order_ids: Sequence[str], now_ms: int) -> int:
    """Read these orders in full and book them, some calls at a time; return how many were new or had changed.

    Raises what the connector raises, once all that was answered is booked.
    """
    limits, changed, error = connector.limits, 0, None
    waiting = [
        order_ids[at : at + limits.order_detail_batch] for at in range(0, len(order_ids), limits.order_detail_batch)
    ]

    def read(some: Sequence[str]) -> Sequence[MarketOrder]:
        return patiently(connector.read_orders, some)

    with Flight(read, min(limits.calls_at_once, max(1, len(waiting)))) as flight:
        while waiting or flight.under_way:
            while waiting and flight.room:
                flight.launch(waiting.pop(0))
            for _asked, answer in flight.landed(LOOK_S):
                try:
                    changed += _book_all(channel, answer(), now_ms)
                except ConnectorError as reason:
                    error = reason
                    waiting.clear()
    if error:
        raise error
    return changed


def _book_all(channel: Channel, orders: Sequence[MarketOrder], now_ms: int) -> int:
    try:
        return _book(channel, orders)
    except UNBOOKABLE:  # one of them: the others need not wait for it
        return sum(_book_alone(channel, order, now_ms) for order in orders)


def variants_of(channel: Channel, keys: Sequence[ListingKey]) -> Mapping[ListingKey, str]:
    """Return the variants that these listings sell, where they are linked."""
    products = {key.product_id for key in keys}
    columns = ("external_product", "external_variant", "variant_id")
    found = find(Listing, columns, "external_product", products, channel_id=channel.pk)
    linked = {(product, variant): key for product, variant, key in found if key}
    named = {key: linked.get((key.product_id, key.variant_id)) for key in keys}
    return {key: variant for key, variant in named.items() if variant}


def _book(channel: Channel, orders: Sequence[MarketOrder]) -> int:
    if not orders:
        return 0
    with writing():
        feed.take_turn(channel.merchant_id)
        variants = variants_of(channel, [line.key for order in orders for line in order.lines])
        told = _told(channel, orders)
        news = [order for order in orders if order.updated_at_ms > told.get(order.order_id, (-1, ""))[0]]
        changed = book.take_in(channel.merchant_id, stores_of(channel), channel.pk, orders, variants)
        booked_ms = clock_ms()
        if takes_later(channel):  # so the moment of payment changes what should be shown, though no level moved
            sold = OrderLine.objects.filter(order__in=changed, variant__isnull=False)
            recompute_these(channel, set(sold.values_list("variant_id", flat=True)), booked_ms)
        _forget_shown(channel, [order for order in news if _moves_numbers(channel, order, told)], variants)
        if channel.orders_cursor_ms:  # else it reads its past, at first
            lag.note(channel, lag.ORDER, [booked_ms - order.updated_at_ms for order in news], booked_ms)
        return len(changed)


def _told(channel: Channel, orders: Sequence[MarketOrder]) -> dict[str, tuple[int, str]]:
    """Return when those of the orders that are known were updated last, and their states."""
    numbers = [order.order_id for order in orders]
    columns = ("external_id", "updated_at_ms", "state")
    rows = find(Order, columns, "external_id", numbers, origin=book.origin_of(channel.pk))
    return {number: (updated_at_ms, state) for number, updated_at_ms, state in rows}


def _moves_numbers(channel: Channel, order: MarketOrder, told: Mapping[str, tuple[int, str]]) -> bool:
    """Say whether the marketplace may have changed what its listings show by itself: not on the parcel's way."""
    before = told.get(order.order_id)
    return before is None or order.state in (CANCELLED, before[1]) or bool(takes_later(channel))


def _forget_shown(channel: Channel, orders: Sequence[MarketOrder], variants: Mapping[ListingKey, str]) -> None:
    """Note that nobody knows what the listings of these orders show now.

    A buyer lowered the number that was written last, and a sale or a return elsewhere may have made that very number
    right again: it is written once more in any case.
    """
    keys = {line.key for order in orders for line in order.lines if line.key in variants}
    if not keys:
        return
    take_turn(channel.pk)
    products, sold = {key.product_id for key in keys}, {variants[key] for key in keys}
    channel.listings.filter(external_product__in=products, variant__in=sold).update(pushed=None, sent=None)


def _book_alone(channel: Channel, order: MarketOrder, now_ms: int) -> int:
    try:
        return _book(channel, [order])
    except UNBOOKABLE as reason:
        log.warning("%s: order %s is put aside: %s", channel.name, order.order_id, reason)
        _put_aside(channel, order.order_id, str(reason), now_ms)
        return 0


def _put_aside(channel: Channel, order_id: str, reason: str, now_ms: int) -> None:
    """Keep the order on the list of what a person should see; it is tried again slowly."""
    set_pace = pace()
    rest = rest_ms(set_pace.refused_rest_s, set_pace.longest_refused_rest_s, 0, _random)
    with writing():
        Hint.objects.update_or_create(
            channel=channel,
            kind="order",
            external_id=order_id,
            defaults={"at_ms": now_ms, "refused": reason[:300], "next_try_at_ms": now_ms + rest},
        )
