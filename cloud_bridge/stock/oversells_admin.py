"""The list of what was sold and is not there, with a button for each way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cloud_bridge.connectors.port import OUT_OF_STOCK
from cloud_bridge.keys import now_ms
from cloud_bridge.office.business import the_business
from cloud_bridge.office.formats import ago, money, quantity
from cloud_bridge.orders import relief, wishes
from cloud_bridge.stock import oversells

if TYPE_CHECKING:
    from django.http import HttpRequest

MAY = "orders.change_order"
DONE = {
    "move": _("The other store sends it; its tills have the order now."),
    "instead": _("The other goods are sent instead."),
    "cancel": _("The marketplace is asked to cancel it."),
}
TOO_LATE = _("That is not possible any more. The list shows what is.")


def urls(page: Any) -> list[Any]:
    """Return the addresses of the list and of its buttons, on `page`."""
    view = page.admin_site.admin_view

    def show(request: HttpRequest) -> HttpResponse:
        merchant = the_business()
        rows = [_row(one, now_ms()) for one in oversells.find(merchant.key)] if merchant else []
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("Oversold"),
            "rows": rows,
            "may": request.user.has_perm(MAY),
        }
        return TemplateResponse(request, "office/oversells.html", context)

    def act(request: HttpRequest, key: str, verb: str) -> HttpResponse:
        if request.user.has_perm(MAY) and verb in DONE:
            is_done = _act(key, verb, request.POST)
            (messages.success if is_done else messages.error)(request, DONE[verb] if is_done else TOO_LATE)
        return HttpResponseRedirect(reverse("admin:stock_oversells"))

    return [
        path("oversold/", view(show), name="stock_oversells"),
        path("oversold/<str:key>/<str:verb>/", view(require_POST(act)), name="stock_oversold_act"),
    ]


def _act(key: str, verb: str, given: Any) -> bool:
    if verb == "move":
        return relief.move(key, given.get("store", ""))
    if verb == "instead":
        line = given.get("line", "")
        return line.isdigit() and relief.substitute(key, int(line), given.get("variant", ""))
    return wishes.cancel([key], OUT_OF_STOCK) > 0


def _row(one: oversells.Oversell, at_ms: int) -> dict[str, Any]:
    level = one.level
    return {
        "name": str(level.variant),
        "sku": level.variant.sku,
        "store": level.store.name,
        "link": reverse("admin:stock_level_change", args=[level.pk]),
        "missing": quantity(one.missing_milli, level.variant.unit),
        "there": quantity(level.on_hand_milli, level.variant.unit),
        "promised": quantity(level.reserved_milli, level.variant.unit),
        "since": ago(one.since_ms, at_ms),
        "orders": [
            {
                "short": short,
                "link": reverse("admin:orders_order_change", args=[short.order.key]),
                "quantity": quantity(short.quantity_milli, level.variant.unit),
                "total": money(short.order.total_minor, short.order.currency),
                "at": ago(short.order.at_ms, at_ms),
            }
            for short in one.orders
        ],
    }
