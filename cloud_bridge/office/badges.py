"""Numbers beside the navigation, where something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cloud_bridge.channels.models import GONE, Channel, Listing
from cloud_bridge.connectors.port import TO_PREPARE
from cloud_bridge.orders.models import Order

if TYPE_CHECKING:
    from django.http import HttpRequest


def to_prepare(_request: HttpRequest) -> int | None:
    """Return how many orders are to be prepared."""
    return Order.objects.filter(state=TO_PREPARE).count() or None


def in_trouble(_request: HttpRequest) -> int | None:
    """Return how many channels say that something is wrong."""
    return Channel.objects.filter(is_active=True).exclude(trouble_code="").count() or None


def to_decide(_request: HttpRequest) -> int | None:
    """Return how many listings wait for somebody."""
    here = Listing.objects.exclude(status=GONE)
    return here.filter(Q(variant=None) | ~Q(refused="")).count() or None
