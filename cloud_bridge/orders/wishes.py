"""What people in the office want marketplaces to do with orders; the telling controller sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cloud_bridge import wake
from cloud_bridge.connectors.port import CANCELLED, READY, SHIPPED
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import book, preparing, states
from cloud_bridge.orders.models import Order, Parcel, Telling
from cloud_bridge.orders.rows import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Sequence

# Its marketplace said no to something that still matters.
REFUSED = Q(telling__isnull=False) & ~Q(telling__refused="") & (~Q(wanted_state="") | Q(state__in=states.ON_THE_BOARD))


def can_accept(order: Order) -> bool:
    """Say whether an order waits for somebody to take it."""
    return _is_open(order) and not order.wanted_state and order.state in states.ON_THE_BOARD and not _is_shown(order)


def can_cancel(order: Order) -> bool:
    """Say whether an order could still be called off: nobody sent its goods away, or asked for it already."""
    return _is_open(order) and order.wanted_state != CANCELLED


def can_ship(order: Order) -> bool:
    """Say whether somebody may say that an order's goods leave, or with which courier while nobody heard that yet."""
    is_ours = order.origin.startswith(CHANNEL) and order.wanted_state != CANCELLED
    waits = order.state in states.ON_THE_BOARD or (order.is_gone and order.wanted_state == SHIPPED)
    return is_ours and waits and not states.reached(order.shown_state, SHIPPED)


def accept(keys: Sequence[str]) -> int:
    """Have marketplaces accept these orders and arrange their couriers; return how many were waiting for that."""
    with writing():
        orders = [order for order in book.locked(keys) if can_accept(order)]
        for order in orders:
            _wish(order, READY)
    return len(orders)


def cancel(keys: Sequence[str], reason: str) -> int:
    """Have marketplaces cancel these orders for one of the port's CANCEL_REASONS; return how many can be cancelled.

    They leave the tills' boards at once; their goods are free when the marketplace has said yes.
    """
    with writing():
        orders = [order for order in book.locked(keys) if can_cancel(order)]
        for order in orders:
            _wish(order, CANCELLED)
            Telling.objects.update_or_create(order=order, defaults={"reason": reason, "refused": ""})
            book.settle_again(order.merchant_id, [order])
    return len(orders)


def ship(key: str, carrier: str = "", tracking: str = "") -> bool:
    """Let an order's goods leave, with a courier of the seller's if there is one; False if it is too late for that.

    What the marketplace refused before is told again at once, with the courier and the number that are right now.
    """
    with writing():
        order = book.locked([key]).first()
        if order is None or not can_ship(order):
            return False
        if carrier or tracking:
            Parcel.objects.update_or_create(order=order, defaults={"carrier": carrier, "tracking": tracking})
        else:
            Parcel.objects.filter(order=order).delete()
        preparing.bring(order, preparing.HANDED_OVER, now_ms())
        order.save(update_fields=preparing.BROUGHT)
        Telling.objects.filter(order=order).update(refused="")
        _wish(order, SHIPPED)
        book.settle_again(order.merchant_id, [order])
    return True


def _wish(order: Order, state: str) -> None:
    order.wanted_state = state
    order.save(update_fields=["wanted_state"])
    Telling.objects.filter(order=order).update(next_try_at_ms=0, failures=0)
    wake.after_commit(wake.order)


def _is_open(order: Order) -> bool:
    return order.origin.startswith(CHANNEL) and not order.is_gone and order.state != CANCELLED


def _is_shown(order: Order) -> bool:
    return states.reached(order.shown_state, READY)
