"""The top of an order's page: what its marketplace has heard, and what can be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from cloud_bridge.connectors import port
from cloud_bridge.orders import parcels, wishes
from cloud_bridge.orders.models import Label, Order, Parcel, Telling
from cloud_bridge.orders.rows import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

REASONS = {
    port.OUT_OF_STOCK: gettext_lazy("sold out"),
    port.CUSTOMER_ASKED: gettext_lazy("the buyer asked for it"),
    port.OTHER: gettext_lazy("another reason"),
}
MAY = "orders.change_order"


def panel(request: HttpRequest, order: Order) -> dict[str, Any] | None:
    """Return what the template shows above an order; None for what no marketplace brought."""
    if not order.origin.startswith(CHANNEL):
        return None
    telling = Telling.objects.filter(order=order).first() or Telling(order=order)
    label = Label.objects.filter(order=order).first() or Label(order=order)
    may = request.user.has_perm(MAY)
    return {
        "order": order,
        "refused": _(telling.refused) if telling.refused else "",
        "label_refused": label.refused,
        "label": reverse("admin:order_label", args=[order.pk]) if label.pdf else "",
        "can_accept": may and wishes.can_accept(order),
        "can_cancel": may and wishes.can_cancel(order),
        "reasons": REASONS.items(),
        "parcel": _parcel(request, order) if may and wishes.can_ship(order) else None,
    }


def _parcel(request: HttpRequest, order: Order) -> dict[str, Any] | None:
    """Return what is asked about the courier; None where only the marketplace's carry parcels."""
    market = parcels.market_of(order)
    if market is None or market.own_courier is None:
        return None
    known, courier = Parcel.objects.filter(order=order).first() or Parcel(order=order), market.own_courier
    return {
        "label": _(courier.carrier) if courier.carrier else "",
        "help": _(courier.carrier_help) if courier.carrier_help else "",
        "carrier": request.GET.get("carrier", known.carrier),
        "tracking": request.GET.get("tracking", known.tracking),
        "longest": parcels.LONGEST,
        "is_gone": order.is_gone,
        "market": market.title,
        "is_beside": courier.is_beside,
    }


def accept(request: HttpRequest, keys: Sequence[str]) -> None:
    """Have orders accepted, and say how many."""
    if not request.user.has_perm(MAY):
        return
    count = wishes.accept(keys)
    text = ngettext("%d order is being accepted.", "%d orders are being accepted.", count)
    messages.info(request, text % count)


def cancel(request: HttpRequest, keys: Sequence[str], reason: str) -> None:
    """Have orders cancelled, and say how many."""
    if not request.user.has_perm(MAY) or reason not in REASONS:
        return
    count = wishes.cancel(keys, reason)
    text = ngettext(
        "The marketplace is asked to cancel %d order.", "The marketplaces are asked to cancel %d orders.", count
    )
    messages.info(request, text % count)


def ship(request: HttpRequest, key: str) -> dict[str, str]:
    """Let an order's goods leave with what was typed about the courier; return that again where it is wrong."""
    order = Order.objects.filter(pk=key).first()
    market = parcels.market_of(order) if order is not None and request.user.has_perm(MAY) else None
    if market is None or market.own_courier is None:
        return {}
    typed = {name: request.POST.get(name, "") for name in ("carrier", "tracking")}
    try:
        carrier, tracking = parcels.checked(market.own_courier, market.title, **typed)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return typed
    if wishes.ship(key, carrier, tracking):
        messages.success(request, _("The goods have left; %s is told.") % market.title)
    else:
        messages.error(request, _("That is not possible any more: the page shows how far the order is."))
    return {}


def urls(page: Any) -> list[Any]:
    """Return the addresses of the buttons on `page`."""
    view = page.admin_site.admin_view

    def wish(request: HttpRequest, key: str, verb: str) -> HttpResponse:
        if verb == "accept":
            accept(request, [key])
        elif verb == "cancel":
            cancel(request, [key], request.POST.get("reason", ""))
        typed = ship(request, key) if verb == "ship" else {}
        again = f"?{urlencode(typed)}" if typed else ""
        return HttpResponseRedirect(reverse("admin:orders_order_change", args=[key]) + again)

    def label(request: HttpRequest, key: str) -> HttpResponse:
        found = Label.objects.select_related("order").filter(pk=key).exclude(pdf=b"").first()
        if found is None or not page.has_view_permission(request, found.order):
            raise Http404
        named = "".join(char for char in found.order.number if char.isalnum() or char in "-_")
        answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{_("label")}-{named}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer

    return [
        path("<str:key>/wish/<str:verb>/", view(require_POST(wish)), name="order_wish"),
        path("<str:key>/label/", view(require_safe(label)), name="order_label"),
    ]
