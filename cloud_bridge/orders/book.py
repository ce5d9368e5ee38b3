"""The order book's marketplace side: what a channel tells of its orders, any number of times and in any order.

An order holds its goods from the moment it is known until they leave or it is cancelled. Goods that left stay gone,
whatever is said afterwards: they come back when somebody counts them. However many orders are told of at once, it takes
the same few statements.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.database import read, save_changed, save_new, writing
from cloud_bridge.orders import rows, scarce, states
from cloud_bridge.orders.merge import Links, Merged, listing_text
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.replication import feed
from cloud_bridge.stock import availability, kits, ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from cloud_bridge.connectors.port import ListingKey, MarketOrder

LATE = ("state", "is_gone", "left_at_ms", "wanted_state", "shown_state")  # what an update may change that came late
SAID = (*LATE, "raw_state", "number", "updated_at_ms", "currency", "total_minor", "buyer", "raw")
EDITED = ("variant", "parts", "quantity_milli")


def origin_of(channel_key: str) -> str:
    """Return the origin of a channel's orders."""
    return rows.CHANNEL + channel_key


def take_in(
    merchant_key: str,
    stores: Sequence[str],
    channel_key: str,
    market_orders: Sequence[MarketOrder],
    variants: Mapping[ListingKey, str],
) -> list[str]:
    """Take orders as their marketplace has them now; return the keys of those that changed.

    A new order is the first of these stores' that has all of its goods. A line whose listing is not among `variants` is
    kept without one and moves no stock until it is linked, by a later call or by `link`.
    """
    links = Links(variants, kits.parts_of(variants.values()))
    with writing(savepoint=False):
        feed.take_turn(merchant_key)
        known = _known(origin_of(channel_key), [said.order_id for said in market_orders])
        for said in market_orders:
            if said.order_id not in known:
                known[said.order_id] = _new(merchant_key, stores, origin_of(channel_key), said, links)
            known[said.order_id].say(said, links)
        changed = [merged for merged in known.values() if merged.is_changed]
        _store(changed)
        settle(merchant_key, [(merged.order, merged.lines) for merged in changed])
        ledger.resize(merchant_key, [hold for merged in changed if merged.is_resized for hold in _decided(merged)])
        return [merged.order.key for merged in changed]


def link(merchant_key: str, channel_key: str, listing: ListingKey, variant_key: str) -> int:
    """Link the lines that were sold as this listing before it had a variant; return how many there were."""
    with writing():
        feed.take_turn(merchant_key)
        free = OrderLine.objects.filter(
            listing=listing_text(listing), variant=None, order__origin=origin_of(channel_key)
        )
        orders = list(free.values_list("order_id", flat=True))
        count = free.update(variant=variant_key, parts=list(kits.parts_of([variant_key]).get(variant_key, ())))
        settle_again(merchant_key, Order.objects.filter(key__in=orders).prefetch_related("lines"))
        return count


def locked(keys: Collection[str]) -> QuerySet[Order]:
    """Return these orders, with their lines, as nobody else changes them until the transaction ends."""
    merchants = Order.objects.filter(pk__in=keys).order_by("merchant").values_list("merchant", flat=True).distinct()
    for merchant_key in merchants:
        feed.take_turn(merchant_key)
    return Order.objects.select_for_update(no_key=True).filter(pk__in=keys).prefetch_related("lines")


def _known(origin: str, numbers: Sequence[str]) -> dict[str, Merged]:
    orders = read(Order, "external_id", numbers, unread=("raw",), origin=origin)
    lines: dict[str, list[OrderLine]] = {order.key: [] for order in orders}
    for line in sorted(read(OrderLine, "order_id", lines), key=lambda line: line.line) if lines else ():
        lines[line.order_id].append(line)
    return {order.external_id: Merged(order, lines[order.key]) for order in orders}


def _lines(order: Order) -> list[OrderLine]:
    return sorted(order.lines.all(), key=lambda line: line.line)


def _new(merchant_key: str, stores: Sequence[str], origin: str, said: MarketOrder, links: Links) -> Merged:
    """Return an order nobody knew; nothing of it is said yet."""
    order = Order(
        merchant_id=merchant_key,
        store_id=stores[0] if len(stores) == 1 else _store_of(stores, said, links),
        origin=origin,
        external_id=said.order_id,
        state=states.FIRST,
        at_ms=said.created_at_ms,
        updated_at_ms=-1,
    )
    return Merged(order, [], is_new=True)


def _store_of(stores: Sequence[str], said: MarketOrder, links: Links) -> str:
    """Return the store that has an order's goods; for scarce ones the first, where the channel's rights are."""
    wanted: Counter[str] = Counter()
    for line in said.lines:
        if line.key in links.variants:
            wanted[links.variants[line.key]] += line.quantity * 1000
    return stores[0] if scarce.is_any(list(wanted)) else availability.store_for(stores, wanted)


def _store(changed: Sequence[Merged]) -> None:
    save_new([merged.order for merged in changed if merged.is_new])
    save_new([line for merged in changed for line in merged.added])
    known = [merged for merged in changed if not merged.is_new]
    save_changed([merged.order for merged in known if merged.is_newer], SAID)
    save_changed([merged.order for merged in known if not merged.is_newer], LATE)
    save_changed([line for merged in changed for line in merged.edited.values()], EDITED)


def settle_again(merchant_key: str, orders: Iterable[Order]) -> None:
    """Settle orders with the lines that the database has of them."""
    settle(merchant_key, [(order, _lines(order)) for order in orders])


def settle(merchant_key: str, orders: Sequence[tuple[Order, Sequence[OrderLine]]]) -> None:
    """Make the tills' boards, promises and shipments what the orders' states say.

    The boards come first: a till that hears that an order has left takes the stock it hears later to count that.
    """
    feed.publish(merchant_key, rows.order_rows(orders))
    gone = {order.key: order.updated_at_ms for order, _lines in orders if order.is_gone}
    ended = {
        order.key: order.updated_at_ms for order, _lines in orders if not order.is_gone and order.state == CANCELLED
    }
    promised = holds(orders)
    ledger.settle(
        merchant_key,
        [hold for hold in promised if order_of(hold) not in ended],
        {hold.source: gone[order_of(hold)] for hold in promised if order_of(hold) in gone},
        {hold.source: ended[order_of(hold)] for hold in promised if order_of(hold) in ended},
    )
    scarce.count(orders)


def order_of(hold: ledger.Hold) -> str:
    """Return the key of the order that a promise was made to."""
    return hold.source.split(":")[1]


def _decided(merged: Merged) -> list[ledger.Hold]:
    """Return what the lines promise since the update that decided how large they are."""
    order = merged.order
    at_ms = order.updated_at_ms if order.left_at_ms is None else order.left_at_ms
    return [hold._replace(at_ms=at_ms) for hold in holds([(order, merged.lines)])]


def holds(orders: Sequence[tuple[Order, Sequence[OrderLine]]]) -> list[ledger.Hold]:
    """Return what the lines promise: their variants, or the parts of kits; nothing while they are not linked."""
    return [
        ledger.Hold(order.store_id, variant, milli, source, order.at_ms)
        for order, lines in orders
        for line in lines
        if line.variant_id
        for variant, milli, source in kits.taken_apart(
            str(line.variant_id), line.quantity_milli, f"order:{order.key}:{line.line}", line.parts
        )
    ]
