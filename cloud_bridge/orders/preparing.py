"""The order book's side of the packing table: how far tills came, and what marketplaces should hear of it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from appliance.core.entries.order import STAGES, later, stage_of
from cloud_bridge import wake
from cloud_bridge.connectors.port import CANCELLED, READY, SHIPPED
from cloud_bridge.orders import book, states
from cloud_bridge.orders.models import Order
from cloud_bridge.orders.rows import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

HANDED_OVER = STAGES[-1]
BROUGHT = ("stage", "state", "is_gone", "left_at_ms", "wanted_state")  # what `bring` changes
DIGITS = "0123456789"
CODE_DIGITS = 6
# What the marketplace should show because of a stage; before that the order is still to be prepared.
WANTED = {"packed": READY, HANDED_OVER: SHIPPED}


def take_in_stages(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Book checked `order.*` entries; return why some were refused, by their seq.

    A stage only goes forward, so that it does not matter in which order entries come. An order that was handed over
    does not leave a second time: what a second till did is refused, for a person to see.
    """
    keys = {entry["body"]["order"] for entry in entries}
    found = Order.objects.select_for_update(no_key=True).filter(
        key__in=keys, store=till.store_id, origin__startswith=CHANNEL
    )
    orders = {order.key: order for order in found.prefetch_related("lines")}
    refused: dict[int, str] = {}
    moved: dict[str, Order] = {}
    for entry in entries:
        key, said = entry["body"]["order"], stage_of(entry["type"])
        order = orders.get(key)
        if order is None:
            refused[entry["seq"]] = f"Order {key} is not one of this store's."
        elif said == order.stage == HANDED_OVER:
            refused[entry["seq"]] = f"Order {order.number} was handed over already."
        elif bring(order, said, entry["at_ms"]):
            moved[key] = order
    for order in moved.values():
        order.save(update_fields=BROUGHT)
    wake.after_commit(wake.order)
    book.settle_again(till.merchant_id, moved.values())
    return refused


def let_collect(orders: QuerySet[Order]) -> int:
    """Give orders that wait on a board a code under which their buyers collect them; return how many got one."""
    waiting = list(orders.filter(state__in=states.ON_THE_BOARD, pickup_code="").prefetch_related("lines"))
    for order in waiting:
        taken = set(
            Order.objects.filter(store=order.store_id).exclude(pickup_code="").values_list("pickup_code", flat=True)
        )
        order.pickup_code = _new_code(taken)
        order.save(update_fields=["pickup_code"])
        book.settle_again(order.merchant_id, [order])
    return len(waiting)


def _new_code(taken: set[str]) -> str:
    while True:
        code = "".join(secrets.choice(DIGITS) for _ in range(CODE_DIGITS))
        if code not in taken:
            return code


def bring(order: Order, said: str, at_ms: int) -> bool:
    """Bring an order to a stage; False if it is there already, or further."""
    stage = later(order.stage, said)
    if stage == order.stage:
        return False
    order.stage = stage
    wanted = WANTED.get(stage, "")
    if wanted:
        if not states.reached(order.shown_state, wanted) and not _stays_cancelled(order, wanted):
            order.wanted_state = wanted
        order.state = states.later(order.state, wanted)
        if states.has_left(wanted) and order.left_at_ms is None:
            order.is_gone, order.left_at_ms = True, at_ms
    return True


def _stays_cancelled(order: Order, wanted: str) -> bool:
    """Say whether it is dead, or to be cancelled still: a parcel that is only packed changes nothing about that."""
    return order.state == CANCELLED or (order.wanted_state == CANCELLED and wanted == READY)
