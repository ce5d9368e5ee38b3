"""Numbers beside the navigation, where something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.html import format_html

from cloud_bridge.channels.models import GONE, Channel, Listing
from cloud_bridge.connectors.port import TO_PREPARE
from cloud_bridge.orders.models import Order
from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    from django.http import HttpRequest


def _badge(count: int) -> str:
    """Return a number as it stands in the navigation; of nothing, what office.css hides together with its frame."""
    return format_html('<b class="{}">{}</b>', "" if count else "none-waits", count or "")


def to_prepare(_request: HttpRequest) -> str:
    """Return how many orders are to be prepared."""
    return _badge(Order.objects.filter(state=TO_PREPARE).count())


def in_trouble(_request: HttpRequest) -> str:
    """Return how many channels say that something is wrong."""
    return _badge(Channel.objects.filter(is_active=True).exclude(trouble_code="").count())


def to_decide(_request: HttpRequest) -> str:
    """Return how many listings wait for somebody."""
    here = Listing.objects.exclude(status=GONE)
    return _badge(here.filter(Q(variant=None) | ~Q(refused="")).count())


def oversold(_request: HttpRequest) -> str:
    """Return how much is promised more often than it is there."""
    return _badge(Level.objects.filter(reserved_milli__gt=0, on_hand_milli__lt=F("reserved_milli")).count())
