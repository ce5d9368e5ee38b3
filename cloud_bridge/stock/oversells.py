"""What was sold and is not there: the orders that cannot all be kept, and what would help each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F

from cloud_bridge.catalog.models import Variant
from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.orders import relief
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.stock.models import KitPart, Level, Reservation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from cloud_bridge.fleet.models import Store

MOST = 50  # oversold variants at a time


class Short(NamedTuple):
    """An order whose goods are not there, and what can be done: a store that has them, another variant, or calling off.

    `line` is the order's line of these goods; `store` and `instead` are empty where there is none.
    """

    order: Order
    line: int
    quantity_milli: int
    store: Store | None
    instead: Variant | None
    is_ending: bool
    can_change: bool


class Oversell(NamedTuple):
    """So much of a variant was promised beyond what a store has, since the first promise that cannot be kept."""

    level: Level
    missing_milli: int
    since_ms: int
    orders: Sequence[Short]


def oversold(merchant_key: str) -> QuerySet[Level]:
    """Return the levels of which more is promised than there is."""
    levels = Level.objects.filter(merchant=merchant_key, reserved_milli__gt=0)
    return levels.filter(on_hand_milli__lt=F("reserved_milli"))


def find(merchant_key: str) -> list[Oversell]:
    """Return what is oversold with the youngest promises that it takes to be short, the youngest first."""
    levels = list(oversold(merchant_key).select_related("variant__product", "store").order_by("pk")[:MOST])
    promises = Reservation.objects.filter(
        variant__in={level.variant_id for level in levels}, released_at_ms=None, source__startswith="order:"
    )
    by_place: dict[tuple[str, str], list[Reservation]] = defaultdict(list)
    for promise in promises.order_by("-at_ms", "-pk"):
        by_place[str(promise.store_id), str(promise.variant_id)].append(promise)
    short = {level.pk: _short(level, by_place[str(level.store_id), str(level.variant_id)]) for level in levels}
    orders = _orders({_order_key(promise) for found in short.values() for promise in found})
    stores = _Elsewhere(merchant_key)
    return [
        Oversell(
            level,
            level.reserved_milli - level.on_hand_milli,
            min((promise.at_ms for promise in short[level.pk]), default=0),
            [
                _proposal(level, promise, orders[_order_key(promise)], stores)
                for promise in short[level.pk]
                if _order_key(promise) in orders
            ],
        )
        for level in levels
    ]


def _short(level: Level, promises: Sequence[Reservation]) -> list[Reservation]:
    """Return the youngest promises that are more than what is there."""
    missing_milli, found = level.reserved_milli - level.on_hand_milli, []
    for promise in promises:
        if missing_milli <= 0:
            break
        found.append(promise)
        missing_milli -= promise.quantity_milli
    return found


def _order_key(promise: Reservation) -> str:
    return promise.source.split(":")[1]


def _orders(keys: set[str]) -> Mapping[str, Order]:
    return {
        order.key: order for order in Order.objects.filter(key__in=keys).prefetch_related("lines__variant__product")
    }


def _proposal(level: Level, promise: Reservation, order: Order, elsewhere: _Elsewhere) -> Short:
    line = next(one for one in order.lines.all() if one.line == int(promise.source.split(":")[2]))
    can_change = relief.can_change(order)
    return Short(
        order,
        line.line,
        promise.quantity_milli,
        elsewhere.store_for(order) if can_change else None,
        elsewhere.instead_of(level, line) if can_change else None,
        order.wanted_state == CANCELLED,
        can_change,
    )


class _Elsewhere:
    """What is free of a merchant's goods in all its stores."""

    def __init__(self, merchant_key: str) -> None:
        self._merchant = merchant_key

    def store_for(self, order: Order) -> Store | None:
        """Return another store that has everything in an order."""
        wanted: dict[str, int] = defaultdict(int)
        for line in order.lines.all():
            for variant, milli in [(part, line.quantity_milli * of // 1000) for part, of in line.parts] or [
                (str(line.variant_id), line.quantity_milli)
            ]:
                wanted[variant] += milli
        levels = self._free(list(wanted)).exclude(store=order.store_id).select_related("store")
        enough: dict[Store, set[str]] = defaultdict(set)
        for level in levels.order_by("store__name"):
            if level.on_hand_milli - level.reserved_milli >= wanted[str(level.variant_id)]:
                enough[level.store].add(str(level.variant_id))
        return next((store for store, has in enough.items() if has >= {key for key in wanted if key != "None"}), None)

    def instead_of(self, level: Level, line: OrderLine) -> Variant | None:
        """Return another variant of the same product of which there is most; none for a part of a kit."""
        if line.variant is None or line.parts:
            return None
        kits = KitPart.objects.values("kit")
        others = Variant.objects.filter(product=line.variant.product_id).exclude(key=line.variant_id)
        found = self._free(list(others.exclude(key__in=kits).values_list("key", flat=True)))
        here = found.filter(store=level.store_id, on_hand_milli__gte=F("reserved_milli") + line.quantity_milli)
        best = here.order_by(F("reserved_milli") - F("on_hand_milli")).select_related("variant__product").first()
        return best.variant if best else None

    def _free(self, variants: Sequence[str]) -> QuerySet[Level]:
        return Level.objects.filter(merchant=self._merchant, variant__in=variants)
