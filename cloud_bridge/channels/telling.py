"""Telling marketplaces what the seller did: an order was taken, its goods left, it cannot be delivered.

The order book knows what a marketplace should show (`wanted_state`) and the furthest that it said it shows
(`shown_state`); what lies between is told, in order. An answer that was lost leaves both as they were, so it is told
again, and every connector takes what is done already as done.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from django.db.models import Q

from appliance.core.errors import N_
from cloud_bridge import wake
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.pace import pace, rest_ms
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import (
    CANCELLED,
    OTHER,
    READY,
    SHIPPED,
    Accepts,
    Cancellation,
    Cancels,
    Shipment,
    Ships,
)
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms as clock_ms
from cloud_bridge.orders import book, states
from cloud_bridge.orders.models import Order, Telling
from cloud_bridge.replication import feed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Connector, OrderResult

    Answers = Mapping[str, str]  # why not, by the marketplace's number; "" where it is done

_random = Random()  # noqa: S311 - spreads retries
BATCH = 20
# What must have been told to get to a state.
WAYS = {READY: (READY,), SHIPPED: (READY, SHIPPED), CANCELLED: (CANCELLED,)}
ABILITIES = {READY: Accepts, SHIPPED: Ships, CANCELLED: Cancels}
NO_CANCEL = N_("the seller cancels it there")


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Tell one batch; return how many orders were answered, None if nothing had to be told.

    Raises what the connector raises: then nothing is known and all of it is told again.
    """
    can = {state for state, ability in ABILITIES.items() if isinstance(connector, ability)}
    _leave_out(channel, ABILITIES.keys() - can)
    if not due(channel, can, now_ms).exists():
        return None
    count = 0
    with held(f"telling:{channel.pk}") as lease:
        if lease is None:
            return None
        batch = list(due(channel, can, now_ms).select_related("telling", "parcel").order_by("at_ms")[:BATCH])
        for state in WAYS:
            orders = [order for order in batch if _next(order, can) == state]
            for told, answers in _tell(connector, state, orders) if orders else ():
                with writing():
                    if not lease.keep():  # somebody else is at it since, and tells it again
                        return count
                    _store(channel, state, told, answers)
                count += len(answers)
    return count


def due(channel: Channel, can: set[str], now_ms: int) -> QuerySet[Order]:
    """Return the orders of which something is to be told now.

    Where nobody asks to hear that goods have left, the marketplace's courier says so: only the acceptance is told.
    """
    orders = Order.objects.filter(
        Q(telling=None) | Q(telling__next_try_at_ms__lte=now_ms), ~Q(wanted_state=""), origin=book.origin_of(channel.pk)
    )
    if SHIPPED not in can:
        early = Q(shown_state__in=("", *states.before(READY))) if READY in can else Q(pk=None)
        orders = orders.filter(~Q(wanted_state=SHIPPED) | early)
    return orders


def _leave_out(channel: Channel, cannot: set[str]) -> None:
    """Wish for nothing that this marketplace has no word for, and leave to people what it lets only people do."""
    wishes = Order.objects.filter(origin=book.origin_of(channel.pk), wanted_state__in=cannot - {SHIPPED})
    if not wishes.exists():
        return
    with writing():
        feed.take_turn(channel.merchant_id)
        wishes.filter(wanted_state=READY).update(wanted_state="")
        orders = list(wishes.filter(wanted_state=CANCELLED))
        _store(channel, CANCELLED, orders, {order.external_id: NO_CANCEL for order in orders})


def _next(order: Order, can: set[str]) -> str:
    """Return the state that an order is told into next.

    Some marketplaces refuse to accept what a courier of the seller's carries: that is shipped with his number instead.
    """
    left = (state for state in WAYS[order.wanted_state] if state in can)
    state = next((state for state in left if not states.reached(order.shown_state, state)), order.wanted_state)
    was_refused = hasattr(order, "telling") and order.telling.refused
    return SHIPPED if state == READY and was_refused and _has_number(order, can) else state


def _has_number(order: Order, can: set[str]) -> bool:
    """Say whether an order is to be shipped with a courier of the seller's, by a number."""
    is_shipped = order.wanted_state == SHIPPED and SHIPPED in can
    return is_shipped and hasattr(order, "parcel") and bool(order.parcel.tracking)


def _tell(connector: Connector, state: str, orders: Sequence[Order]) -> Iterator[tuple[Sequence[Order], Answers]]:
    """Tell orders and yield what was answered; where all were refused at once, each is told by itself."""
    try:
        results = _send(connector, state, orders)
    except Refused as refused:
        if orders[1:]:
            for order in orders:
                yield from _tell(connector, state, [order])
            return
        yield orders, {orders[0].external_id: str(refused.values["reason"])}
        return
    yield orders, {result.order_id: result.refused for result in results}


def _send(connector: Connector, state: str, orders: Sequence[Order]) -> tuple[OrderResult, ...]:
    if state == READY and isinstance(connector, Accepts):
        return connector.accept_orders([order.external_id for order in orders])
    if state == SHIPPED and isinstance(connector, Ships):
        return connector.ship_orders([_shipment(order) for order in orders])
    if state == CANCELLED and isinstance(connector, Cancels):
        return connector.cancel_orders([Cancellation(order.external_id, _reason(order)) for order in orders])
    return ()


def _shipment(order: Order) -> Shipment:
    if not hasattr(order, "parcel"):
        return Shipment(order.external_id)
    return Shipment(order.external_id, order.parcel.tracking, order.parcel.carrier)


def _reason(order: Order) -> str:
    return (order.telling.reason if hasattr(order, "telling") else "") or OTHER


def _store(channel: Channel, state: str, orders: Sequence[Order], answers: Answers) -> None:
    """Keep what was answered of each of these orders, also of those that went on meanwhile."""
    found = book.locked([order.pk for order in orders])
    changed = []
    for order in found:
        refused = answers.get(order.external_id)
        if refused is None or (refused and state != CANCELLED):
            # A number of the seller's own courier is told at once where the acceptance was refused.
            _rest(order, refused or "", at_once=bool(refused) and state == READY and _has_number(order, {SHIPPED}))
            continue
        _answered(order, state, refused)
        changed.append(order)
    book.settle_again(channel.merchant_id, changed)
    if changed:
        wake.after_commit(wake.order)  # there may be a label now


def _answered(order: Order, state: str, refused: str) -> None:
    """Note that the marketplace took it; or that it does not cancel, which ends the wish: people go on from there."""
    if not refused:
        order.shown_state = states.later(order.shown_state, state)
        order.state = states.later(order.state, state)
    if states.reached(order.shown_state, order.wanted_state) or (refused and order.wanted_state == state):
        order.wanted_state = ""
    order.save(update_fields=["state", "shown_state", "wanted_state"])
    said = {"refused": refused[:300], "failures": 0, "next_try_at_ms": 0}
    if refused:
        Telling.objects.update_or_create(order=order, defaults=said)
    else:
        Telling.objects.filter(order=order).update(**said)


def _rest(order: Order, refused: str, *, at_once: bool) -> None:
    """Tell it again later: soon where nothing was answered, slowly where it was refused."""
    telling = Telling.objects.filter(order=order).first() or Telling(order=order)
    set_pace, failures = pace(), telling.failures
    if at_once:
        rest = 0
    elif refused:
        rest = rest_ms(set_pace.refused_rest_s, set_pace.longest_refused_rest_s, failures, _random)
    else:
        rest = rest_ms(set_pace.rest_s, set_pace.longest_rest_s, failures, _random)
    telling.refused, telling.failures, telling.next_try_at_ms = refused[:300], failures + 1, clock_ms() + rest
    telling.save()
