"""What orders of a marketplace hold of scarce goods: a listing's rights are used by its orders, however they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from cloud_bridge.catalog.models import Variant
from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.database import find
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.stock import escrow
from cloud_bridge.stock.models import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

HOLDING = Q(order__is_gone=True) | ~Q(order__state=CANCELLED)


def holder_of(origin: str, listing: str) -> str:
    """Return the holder that a listing (as order lines name it) is."""
    return f"{origin}/{listing}"


def is_any(variants: Sequence[str]) -> bool:
    """Say whether one of these variants is scarce."""
    return Variant.objects.filter(key__in=variants, is_scarce=True).exists()


def count(orders: Sequence[tuple[Order, Sequence[OrderLine]]]) -> None:
    """Let the listings that these orders came from have used what all their orders hold now."""
    places = {(order.origin, line.listing) for order, lines in orders for line in lines if line.listing}
    by_holder = {holder_of(*place): place for place in places}
    for holder, variant_key in find(Right, ("holder", "variant_id"), "holder", by_holder) if by_holder else ():
        escrow.set_used(holder, variant_key, used_milli(*by_holder[holder], variant_key))


def used_milli(origin: str, listing: str, variant_key: str) -> int:
    """Return how much of a variant all orders of a listing hold."""
    lines = _lines(origin, listing, variant_key).filter(HOLDING)
    return int(lines.aggregate(held=Sum("quantity_milli"))["held"] or 0)


def cancelled_milli(origin: str, listing: str, variant_key: str, after_ms: int, upto_ms: int) -> int:
    """Return how much of a variant was cancelled in a listing's orders after one moment and up to another."""
    lines = _lines(origin, listing, variant_key).exclude(HOLDING)
    found = lines.filter(order__updated_at_ms__gt=after_ms, order__updated_at_ms__lte=upto_ms)
    return int(found.aggregate(held=Sum("quantity_milli"))["held"] or 0)


def cancelled(origin: str, after_ms: int) -> set[str]:
    """Return the listings in whose orders something scarce was cancelled after a moment."""
    lines = OrderLine.objects.filter(order__origin=origin, order__updated_at_ms__gt=after_ms, variant__is_scarce=True)
    return set(lines.exclude(HOLDING).values_list("listing", flat=True))


def _lines(origin: str, listing: str, variant_key: str) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(order__origin=origin, listing=listing, variant=variant_key)
