"""Fetching the labels of accepted orders: kept as the marketplace made them, and as dots for the tills' printers."""

from __future__ import annotations

import logging
from random import Random
from typing import TYPE_CHECKING

from django.db.models import Q

from appliance.core.photo import name_of
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.pace import pace, rest_ms
from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import READY, Labels
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms as clock_ms
from cloud_bridge.orders import book
from cloud_bridge.orders.label_dots import LabelUnreadable, pictures_of
from cloud_bridge.orders.models import Label, LabelPicture, Order
from cloud_bridge.orders.states import ON_THE_BOARD
from cloud_bridge.replication import feed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Connector

log = logging.getLogger(__name__)
_random = Random()  # noqa: S311 - spreads retries
BATCH = 5
KEPT_MS = 30 * 24 * 3_600_000  # a buyer's address is forgotten then


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Fetch some labels; return how many came, None if none was due or none is made yet.

    A label that is still being made is asked for again soon, and says nothing about the marketplace's health.
    """
    if not isinstance(connector, Labels) or not due(channel, now_ms).exists():
        return None
    with held(f"labels:{channel.pk}") as lease:
        if lease is None:
            return None
        came = 0
        for order in due(channel, now_ms).select_related("label").order_by("at_ms")[:BATCH]:
            came += _fetch(connector, order)
            with writing():
                if not lease.keep():
                    break
        return came or None


def due(channel: Channel, now_ms: int) -> QuerySet[Order]:
    """Return the orders whose label is to be asked for now: their marketplace knows that they are packed here."""
    asked = Q(label=None) | Q(label__pdf=b"", label__next_try_at_ms__lte=now_ms)
    ready = Order.objects.filter(merchant=channel.merchant_id, state=READY, shown_state=READY, wanted_state="")
    return ready.filter(asked, origin=book.origin_of(channel.pk))


def forget(now_ms: int) -> int:
    """Forget labels of long ago that nobody needs any more; return how many."""
    old = Label.objects.filter(at_ms__lt=now_ms - KEPT_MS).exclude(order__state__in=ON_THE_BOARD)
    if not old.exists():
        return 0
    with writing():
        return old.delete()[1].get("orders.Label", 0)


def _fetch(connector: Labels, order: Order) -> bool:
    try:
        made = connector.read_label(order.external_id)
    except TryLater as reason:
        _rest(order, "", reason.after_s)
    except Refused as refused:
        _rest(order, str(refused.values["reason"]))
    else:
        _keep(order, made.data)
        return True
    return False


def _keep(order: Order, pdf: bytes) -> None:
    """Keep a label and tell the tills its pictures; one that cannot be drawn is there for people at least."""
    try:
        pictures = pictures_of(pdf)
    except LabelUnreadable as reason:
        log.warning("Order %s: %s", order.number, reason)
        pictures = {}
    with writing():
        feed.take_turn(order.merchant_id)
        said = {"pdf": pdf, "at_ms": clock_ms(), "refused": "", "failures": 0}
        label, _is_new = Label.objects.update_or_create(order=order, defaults=said)
        for width, data in pictures.items():
            drawn = {"name": name_of(data), "data": data}
            LabelPicture.objects.update_or_create(label=label, width=width, defaults=drawn)
        book.settle_again(order.merchant_id, Order.objects.filter(pk=order.pk).prefetch_related("lines"))


def _rest(order: Order, refused: str, after_s: float = 0) -> None:
    with writing():
        label = Label.objects.filter(order=order).first() or Label(order=order)
        set_pace, failures = pace(), label.failures
        if refused:
            rest = rest_ms(set_pace.refused_rest_s, set_pace.longest_refused_rest_s, failures, _random)
        else:
            rest = rest_ms(set_pace.rest_s, set_pace.longest_rest_s, failures, _random)
        label.refused, label.failures = refused[:300], failures + 1
        label.next_try_at_ms = clock_ms() + max(rest, int(after_s * 1000))
        label.save()
