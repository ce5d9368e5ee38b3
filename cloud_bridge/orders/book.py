"""The order book's marketplace side: what a channel tells of its orders, any number of times and in any order.

An order holds its goods from the moment it is known until they leave or it is cancelled. Goods that left stay gone,
whatever is said afterwards: they come back when somebody counts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.database import writing
from cloud_bridge.orders import rows, states
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.replication import feed
from cloud_bridge.stock import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cloud_bridge.connectors.port import ListingKey, MarketOrder


def origin_of(channel_key: str) -> str:
    """Return the origin of a channel's orders."""
    return rows.CHANNEL + channel_key


def listing_text(key: ListingKey) -> str:
    """Return the text under which an order line remembers what it was sold as."""
    return f"{key.product_id}/{key.variant_id}"


def take_in(
    merchant_key: str,
    store_key: str,
    channel_key: str,
    market_orders: Sequence[MarketOrder],
    variants: Mapping[ListingKey, str],
) -> list[str]:
    """Take orders as their marketplace has them now; return the keys of those that changed.

    A line whose listing is not among `variants` is kept without one and moves no stock until it is linked, by a later
    call or by `link`.
    """
    origin = origin_of(channel_key)
    with writing():
        numbers = [market_order.order_id for market_order in market_orders]
        found = Order.objects.select_for_update().filter(origin=origin, external_id__in=numbers)
        known = {order.external_id: order for order in found.prefetch_related("lines")}
        changed: dict[str, Order] = {}
        for market_order in market_orders:
            order = known.get(market_order.order_id)
            if order is None:
                order = _open(merchant_key, store_key, origin, market_order, variants)
                known[market_order.order_id] = changed[order.key] = order
            elif _linked(order, market_order, variants) | _updated(order, market_order):
                changed[order.key] = order
        settle(merchant_key, changed.values())
        return list(changed)


def link(merchant_key: str, channel_key: str, listing: ListingKey, variant_key: str) -> int:
    """Link the lines that were sold as this listing before it had a variant; return how many there were."""
    with writing():
        free = OrderLine.objects.filter(
            listing=listing_text(listing), variant=None, order__origin=origin_of(channel_key)
        )
        orders = list(free.values_list("order_id", flat=True))
        count = free.update(variant=variant_key)
        settle(merchant_key, Order.objects.filter(key__in=orders).prefetch_related("lines"))
        return count


def _open(
    merchant_key: str,
    store_key: str,
    origin: str,
    market_order: MarketOrder,
    variants: Mapping[ListingKey, str],
) -> Order:
    order = Order(
        merchant_id=merchant_key,
        store_id=store_key,
        origin=origin,
        external_id=market_order.order_id,
        state=states.FIRST,
        at_ms=market_order.created_at_ms,
        updated_at_ms=-1,
    )
    _updated(order, market_order)
    lines = [
        OrderLine(
            order=order,
            line=number,
            variant_id=variants.get(line.key),
            sku=line.sku,
            name=line.name,
            listing=listing_text(line.key),
            quantity_milli=line.quantity * 1000,
            price_minor=line.price_minor,
        )
        for number, line in enumerate(market_order.lines, 1)
    ]
    OrderLine.objects.bulk_create(lines)
    return order


def _updated(order: Order, market_order: MarketOrder) -> bool:
    """Merge an update into the order and save it; False if it says nothing new."""
    state = states.later(order.state, market_order.state)
    is_gone = order.is_gone or states.has_left(market_order.state)
    is_newer = market_order.updated_at_ms > order.updated_at_ms
    if not is_newer and (state, is_gone) == (order.state, order.is_gone):
        return False
    order.state, order.is_gone = state, is_gone
    if is_newer:
        order.updated_at_ms = market_order.updated_at_ms
        order.number = market_order.order_id
        order.raw_state = market_order.raw_state
        order.currency = market_order.currency
        order.total_minor = market_order.total_minor
        order.buyer = market_order.buyer
        order.raw = dict(market_order.raw)
        if states.reached(market_order.state, order.wanted_state):
            order.wanted_state = ""
    order.save()
    return True


def _linked(order: Order, market_order: MarketOrder, variants: Mapping[ListingKey, str]) -> bool:
    """Link lines whose listing has a variant by now; False if there are none."""
    by_listing = {listing_text(line.key): variants.get(line.key) for line in market_order.lines}
    free = [line for line in order.lines.all() if line.variant_id is None and by_listing.get(line.listing)]
    for line in free:
        line.variant_id = by_listing[line.listing]
        line.save(update_fields=["variant"])
    return bool(free)


def settle(merchant_key: str, orders: Iterable[Order]) -> None:
    """Make the tills' boards, promises and shipments what the orders' states say.

    The boards come first: a till that hears that an order has left takes the stock it hears later to count that.
    """
    orders = list(orders)
    feed.publish(merchant_key, rows.order_rows(orders))
    for order in orders:
        holds = [_hold(order, line) for line in order.lines.all() if line.variant_id]
        sources = [hold.source for hold in holds]
        if order.is_gone:
            ledger.reserve(merchant_key, holds)
            ledger.fulfil(merchant_key, sources, order.updated_at_ms)
        elif order.state == CANCELLED:
            ledger.release(merchant_key, sources, order.updated_at_ms)
        else:
            ledger.reserve(merchant_key, holds)


def _hold(order: Order, line: OrderLine) -> ledger.Hold:
    source = f"order:{order.key}:{line.line}"
    return ledger.Hold(order.store_id, str(line.variant_id), line.quantity_milli, source, order.at_ms)
