"""What the office does about orders whose goods are not there: another store sends them, or something else is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import CANCELLED
from cloud_bridge.database import writing
from cloud_bridge.orders import book
from cloud_bridge.orders.rows import CHANNEL
from cloud_bridge.replication import feed
from cloud_bridge.stock import ledger
from cloud_bridge.stock.models import KitPart, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.orders.models import Order, OrderLine

UNTOUCHED = ("", "accepted")  # nobody has put its goods into a box


def can_change(order: Order) -> bool:
    """Say whether an order's goods may still be others: none left, nobody packs them, nobody calls it off."""
    is_alive = not order.is_gone and CANCELLED not in (order.state, order.wanted_state)
    return order.origin.startswith(CHANNEL) and is_alive and order.stage in UNTOUCHED


def move(order_key: str, store_key: str) -> bool:
    """Let another store send an order, if it has everything in it; False if it has not, or it is too late."""
    with writing():
        order = book.locked([order_key]).first()
        if order is None or order.store_id == store_key or not can_change(order):
            return False
        lines = _lines(order)
        before = order.store_id
        order.store_id = store_key
        promises = book.holds([(order, lines)])
        if not _has(store_key, promises):
            return False
        order.stage = ""
        order.save(update_fields=["store", "stage"])
        ledger.rehold(order.merchant_id, promises)
        feed.publish(order.merchant_id, [feed.Row(before, "order", order.key, None)])
        book.settle(order.merchant_id, [(order, lines)])
    return True


def substitute(order_key: str, line_number: int, variant_key: str) -> bool:
    """Send another variant of the same product instead, if there is enough of it; False if not, or it is too late."""
    with writing():
        order = book.locked([order_key]).first()
        if order is None or not can_change(order):
            return False
        lines = _lines(order)
        line = next((one for one in lines if one.line == line_number), None)
        if line is None or line.variant is None or line.parts or str(line.variant_id) == variant_key:
            return False
        other = line.variant.product.variants.filter(key=variant_key).first()
        if other is None or KitPart.objects.filter(kit=other).exists():
            return False
        line.variant, line.sku, line.name = other, other.sku, str(other)
        promises = [hold for hold in book.holds([(order, lines)]) if hold.variant == variant_key]
        if not _has(str(order.store_id), promises[-1:]):
            return False
        line.save(update_fields=["variant", "sku", "name"])
        ledger.rehold(order.merchant_id, promises)
        book.settle(order.merchant_id, [(order, lines)])
    return True


def _lines(order: Order) -> list[OrderLine]:
    return list(order.lines.select_related("variant__product").order_by("line"))


def _has(store_key: str, promises: Sequence[ledger.Hold]) -> bool:
    """Say whether so much is free in a store."""
    wanted: dict[str, int] = {}
    for one in promises:
        wanted[one.variant] = wanted.get(one.variant, 0) + one.quantity_milli
    levels = Level.objects.select_for_update(no_key=True).filter(store=store_key, variant__in=list(wanted))
    free = {level.variant_id: level.on_hand_milli - level.reserved_milli for level in levels}
    return all(free.get(variant, 0) >= milli for variant, milli in wanted.items() if milli)
