"""What people in the office want marketplaces to do with orders; the telling controller sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cloud_bridge import wake
from cloud_bridge.connectors.port import CANCELLED, READY
from cloud_bridge.database import writing
from cloud_bridge.orders import book, states
from cloud_bridge.orders.models import Order, Telling
from cloud_bridge.orders.rows import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

# Its marketplace said no to something that still matters.
REFUSED = Q(telling__isnull=False) & ~Q(telling__refused="") & (~Q(wanted_state="") | Q(state__in=states.ON_THE_BOARD))


def can_accept(order: Order) -> bool:
    """Say whether an order waits for somebody to take it."""
    return _is_open(order) and not order.wanted_state and order.state in states.ON_THE_BOARD and not _is_shown(order)


def can_cancel(order: Order) -> bool:
    """Say whether an order could still be called off: nobody sent its goods away, or asked for it already."""
    return _is_open(order) and order.wanted_state != CANCELLED


def accept(keys: Sequence[str]) -> int:
    """Have marketplaces accept these orders and arrange their couriers; return how many were waiting for that."""
    with writing():
        orders = [order for order in _locked(keys) if can_accept(order)]
        for order in orders:
            _wish(order, READY)
    return len(orders)


def cancel(keys: Sequence[str], reason: str) -> int:
    """Have marketplaces cancel these orders for one of the port's CANCEL_REASONS; return how many can be cancelled.

    They leave the tills' boards at once; their goods are free when the marketplace has said yes.
    """
    with writing():
        orders = [order for order in _locked(keys) if can_cancel(order)]
        for order in orders:
            _wish(order, CANCELLED)
            Telling.objects.update_or_create(order=order, defaults={"reason": reason, "refused": ""})
            book.settle_again(order.merchant_id, [order])
    return len(orders)


def _locked(keys: Sequence[str]) -> QuerySet[Order]:
    return Order.objects.select_for_update().filter(pk__in=keys).prefetch_related("lines")


def _wish(order: Order, state: str) -> None:
    order.wanted_state = state
    order.save(update_fields=["wanted_state"])
    Telling.objects.filter(order=order).update(next_try_at_ms=0, failures=0)
    wake.after_commit(wake.order)


def _is_open(order: Order) -> bool:
    return order.origin.startswith(CHANNEL) and not order.is_gone and order.state != CANCELLED


def _is_shown(order: Order) -> bool:
    return states.reached(order.shown_state, READY)
