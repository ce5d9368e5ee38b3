"""What a seller sees with the first coffee; every number leads to the rows behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cloud_bridge.channels import trouble
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.port import READY, TO_PREPARE
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.office import decisions, sales
from cloud_bridge.office.business import the_business
from cloud_bridge.office.formats import ago, money, quantity, span
from cloud_bridge.office.low import low
from cloud_bridge.orders.admin import with_origin
from cloud_bridge.orders.models import Order
from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from cloud_bridge.fleet.models import Merchant

SHOWN = 6  # rows of each list
OPENS, CLOSES = 6, 22  # hours that the chart always shows


def show(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the dashboard shows."""
    merchant = the_business()
    context["title"] = _("Today")
    if merchant is None:
        return context
    now = timezone.localtime()
    context["board"] = {
        "name": merchant.name,
        "date": date_format(now, "l, j F Y"),
        "sales": _sales(merchant, now),
        "orders": _orders(merchant),
        "channels": _channels(request),
        "low": _low(merchant),
        "tills": _tills(merchant),
        "decisions": decisions.waiting(merchant.key),
    }
    return context


def _sales(merchant: Merchant, now: datetime) -> dict[str, Any]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = sales.day(merchant.key, _ms(midnight))
    before = sales.day(merchant.key, _ms(midnight - timedelta(days=7)))
    by_now = before.until_minor(now.hour, now.minute / 60)
    highest = max(1, *today.hours_minor, *before.hours_minor)
    sold = [hour for one in (today, before) for hour, minor in enumerate(one.hours_minor) if minor]
    first, last = min([OPENS, *sold]), max([CLOSES, *sold])
    return {
        "total": money(today.total_minor, merchant.currency),
        "weekday": date_format(midnight - timedelta(days=7), "l"),
        "before": money(by_now, merchant.currency),
        "before_day": money(before.total_minor, merchant.currency),
        "change": round((today.total_minor - by_now) * 100 / by_now) if by_now else None,
        "at_tills": today.at_tills,
        "online": today.online,
        "link": reverse("admin:orders_order_changelist"),
        "hours": [
            {
                "hour": hour,
                "today": today.hours_minor[hour] * 100 // highest,
                "before": before.hours_minor[hour] * 100 // highest,
                "is_now": hour == now.hour,
                "text": f"{hour}:00 {money(today.hours_minor[hour], merchant.currency)}",
            }
            for hour in range(first, last + 1)
        ],
    }


def _orders(merchant: Merchant) -> dict[str, Any]:
    here = Order.objects.filter(merchant=merchant)
    waiting: Any = with_origin(here.filter(state=TO_PREPARE)).order_by("at_ms")[:SHOWN]
    page = reverse("admin:orders_order_changelist")
    return {
        "count": here.filter(state=TO_PREPARE).count(),
        "ready": here.filter(state=READY).count(),
        "link": f"{page}?state={TO_PREPARE}",
        "ready_link": f"{page}?state={READY}",
        "rows": [
            {
                "link": reverse("admin:orders_order_change", args=[order.pk]),
                "name": order.number,
                "detail": order.origin_name,
                "value": money(order.total_minor, order.currency),
                "at": ago(order.at_ms, now_ms()),
            }
            for order in waiting
        ],
    }


def _channels(request: HttpRequest) -> list[dict[str, Any]]:
    page: Any = admin.site.get_model_admin(Channel)
    rows = []
    for channel in page.get_queryset(request):
        state, text = page.state(channel)
        waiting_ms = 0 if channel.waiting_since_ms is None else now_ms() - channel.waiting_since_ms
        rows.append(
            {
                "link": reverse("admin:channels_channel_change", args=[channel.pk]),
                "name": channel.name,
                "state": state,
                "text": text,
                "detail": trouble.in_words(channel) or _("orders read %s") % ago(channel.pulled_at_ms, now_ms()),
                "value": _("%d waiting") % channel.waiting_count if channel.waiting_count else _("no lag"),
                "at": span(waiting_ms) if channel.waiting_count else "",
            }
        )
    return rows


def _low(merchant: Merchant) -> dict[str, Any]:
    levels: Any = low(Level.objects.filter(merchant=merchant)).select_related("variant__product")
    page = reverse("admin:stock_level_changelist") + "?runs=low"
    return {
        "count": levels.count(),
        "link": page,
        "rows": [
            {
                "link": reverse("admin:stock_level_change", args=[level.pk]),
                "name": str(level.variant),
                "detail": _("%s sold in seven days") % quantity(level.sold_milli, level.variant.unit),
                "value": _left(level.offer_milli, level.variant.unit),
            }
            for level in levels.order_by("offer_milli", "-sold_milli")[:SHOWN]
        ],
    }


def _tills(merchant: Merchant) -> list[dict[str, Any]]:
    page: Any = admin.site.get_model_admin(Till)
    rows = []
    for till in Till.objects.filter(merchant=merchant).select_related("store").order_by("store__name", "name"):
        state, text = page.state(till)
        rows.append(
            {
                "link": reverse("admin:fleet_till_change", args=[till.pk]),
                "name": till.name,
                "state": {"online": "ok", "forked": "down"}.get(state, "off"),
                "text": text,
                "detail": _("seen %s") % ago(till.seen_at_ms, now_ms()) if till.seen_at_ms else _("never seen"),
                "value": _("%s unsent") % till.status["unsent"] if till.status.get("unsent") else _("all sent"),
            }
        )
    return rows


def _left(offer_milli: int, unit: str) -> str:
    if offer_milli < 0:
        return _("%s missing") % quantity(-offer_milli, unit)
    return _("%s left") % quantity(offer_milli, unit) if offer_milli else _("none left")


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
