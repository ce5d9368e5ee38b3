"""The order book: every sale and every promise, wherever it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Replace
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors import port
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Till
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, moment, money, quantity
from cloud_bridge.office.pages import ReadOnlyPage, ReadOnlyRows, column
from cloud_bridge.orders import order_panel, preparing
from cloud_bridge.orders.models import Order, OrderLine, Parcel, Payment
from cloud_bridge.orders.rows import CHANNEL
from cloud_bridge.orders.sales import TILL
from cloud_bridge.orders.wishes import REFUSED

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

STATES = {
    port.UNPAID: (_("unpaid"), "warning"),
    port.TO_PREPARE: (_("to prepare"), "primary"),
    port.READY: (_("ready to ship"), "primary"),
    port.SHIPPED: (_("on its way"), "info"),
    port.DELIVERED: (_("delivered"), "success"),
    port.COMPLETED: (_("completed"), "success"),
    port.CANCELLED: (_("cancelled"), "default"),
    port.RETURNING: (_("coming back"), "danger"),
}
TENDERS = {
    "cash": _("cash"),
    "qr": _("QR"),
    "card": _("card"),
    "gift_card": _("gift card"),
    "points": _("points"),
    "account": _("on account"),
}
STAGES = {
    "accepted": _("being picked"),
    "picked": _("picked"),
    "packed": _("packed"),
    "handed_over": _("handed over"),
}
UNLINKED = Exists(OrderLine.objects.filter(order=OuterRef("pk"), variant=None))


class LineRows(ReadOnlyRows):
    model = OrderLine
    fields = ("name", "sku", "sold", "each", "sums_to")
    readonly_fields = ("name", "sku", "sold", "each", "sums_to")
    ordering = ["line"]
    verbose_name_plural = _("lines")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderLine]:
        return super().get_queryset(request).select_related("variant", "order")

    @column(_("quantity"))
    def sold(self, line: OrderLine) -> str:
        return quantity(line.quantity_milli, line.variant.unit if line.variant else "")

    @column(_("price"))
    def each(self, line: OrderLine) -> str:
        return money(line.price_minor, line.order.currency)

    @column(_("sum"))
    def sums_to(self, line: OrderLine) -> str:
        return money((line.price_minor * line.quantity_milli + 500) // 1000, line.order.currency)


class PaymentRows(ReadOnlyRows):
    model = Payment
    fields = ("kind_text", "paid", "tip")
    readonly_fields = ("kind_text", "paid", "tip")
    ordering = ["number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        return super().get_queryset(request).select_related("order")

    @column(_("kind"))
    def kind_text(self, payment: Payment) -> str:
        return str(TENDERS.get(payment.kind, payment.kind))

    @column(_("amount"))
    def paid(self, payment: Payment) -> str:
        return money(payment.amount_minor, payment.order.currency)

    @column(_("tip on top"))
    def tip(self, payment: Payment) -> str:
        return money(payment.tip_minor, payment.order.currency) if payment.tip_minor else ""


@admin.register(Order)
class OrderPage(ReadOnlyPage):
    list_display = ["at", "numbered", "state_label", "at_the_till", "from_where", "total", "store"]
    list_filter = [
        question("state", _("state"), {state: (text, Q(state=state)) for state, (text, _tone) in STATES.items()}),
        question(
            "from",
            _("origin"),
            {
                "tills": (_("Tills"), Q(origin__startswith=TILL)),
                "channels": (_("Marketplaces"), Q(origin__startswith=CHANNEL)),
            },
        ),
        question(
            "wanted",
            _("the marketplace should hear"),
            {
                "yes": (_("Packed, gone or cancelled, and not told yet"), ~Q(wanted_state="")),
                "refused": (_("The marketplace said no"), REFUSED),
            },
        ),
        question("lines", _("lines"), {"unlinked": (_("With lines nobody linked"), Q(UNLINKED))}),
        "store",
    ]
    search_fields = ["number", "external_id", "buyer", "lines__sku", "lines__name", "parcel__tracking"]
    search_help_text = _("Number, buyer, SKU, name or tracking number")
    list_select_related = ["store"]
    ordering = ["-at_ms"]
    actions = ["accept", "cancel_sold_out", "cancel_asked", "let_collect"]
    change_form_outer_before_template = "office/order.html"
    fields = [
        ("number", "state_text"),
        ("at", "changed"),
        ("from_where", "store"),
        ("buyer", "state_there"),
        ("at_the_till", "should_hear"),
        ("pickup_code", "sent_with"),
        ("total", "tax"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        return with_origin(super().get_queryset(request))

    def get_inlines(self, _request: HttpRequest, obj: Order | None) -> list[Any]:
        is_paid_here = obj is not None and obj.payments.exists()
        return [LineRows, PaymentRows] if is_paid_here else [LineRows]

    @column(_("at"), order="at_ms")
    def at(self, order: Order) -> str:
        return moment(order.at_ms)

    @column(_("changed"), order="updated_at_ms")
    def changed(self, order: Order) -> str:
        return moment(order.updated_at_ms)

    @column(_("number"), order="number", header=True)
    def numbered(self, order: Order) -> list[str]:
        return [order.number, order.buyer]

    @column(_("state"), order="state", labels={state: tone for state, (_text, tone) in STATES.items()})
    def state_label(self, order: Order) -> tuple[str, str]:
        return order.state, str(STATES[order.state][0])

    @column(_("state"))
    def state_text(self, order: Order) -> str:
        return self.state_label(order)[1]

    @column(_("state at the marketplace"))
    def state_there(self, order: Order) -> str:
        return order.raw_state or NOTHING

    def get_urls(self) -> list[Any]:
        return order_panel.urls(self) + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        order = get_object_or_404(Order, pk=object_id)
        context = {"panel": order_panel.panel(request, order), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    @admin.action(description=_("Accept at the marketplace"))
    def accept(self, request: HttpRequest, chosen: QuerySet[Order]) -> None:
        order_panel.accept(request, list(chosen.values_list("pk", flat=True)))

    @admin.action(description=_("Cancel at the marketplace: sold out"))
    def cancel_sold_out(self, request: HttpRequest, chosen: QuerySet[Order]) -> None:
        order_panel.cancel(request, list(chosen.values_list("pk", flat=True)), port.OUT_OF_STOCK)

    @admin.action(description=_("Cancel at the marketplace: the buyer asked for it"))
    def cancel_asked(self, request: HttpRequest, chosen: QuerySet[Order]) -> None:
        order_panel.cancel(request, list(chosen.values_list("pk", flat=True)), port.CUSTOMER_ASKED)

    @admin.action(description=_("Collected in the store: make a code"))
    def let_collect(self, request: HttpRequest, chosen: QuerySet[Order]) -> None:
        with writing():
            count = preparing.let_collect(Order.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))))
        messages.info(request, ngettext("%d order has a new code", "%d orders have a new code", count) % count)

    @column(_("at the till"), order="stage")
    def at_the_till(self, order: Order) -> str:
        return str(STAGES.get(order.stage, NOTHING))

    @column(_("the marketplace should hear"))
    def should_hear(self, order: Order) -> str:
        """Say what the marketplace was not told yet, or has not said yet where its courier says it."""
        return str(STATES[order.wanted_state][0]) if order.wanted_state in STATES else NOTHING

    @column(_("sent with"))
    def sent_with(self, order: Order) -> str:
        """Show the courier of the seller's and his number."""
        return str(Parcel.objects.filter(order=order).first() or NOTHING)

    @column(_("origin"), order="origin")
    def from_where(self, order: Any) -> str:
        return order.origin_name or NOTHING

    @column(_("total"), order="total_minor")
    def total(self, order: Order) -> str:
        return money(order.total_minor, order.currency)

    @column(_("tax"))
    def tax(self, order: Order) -> str:
        return money(order.tax_minor, order.currency)


def with_origin(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Return orders with `origin_name`: the till's or the channel's."""
    key = Replace(Replace(OuterRef("origin"), Value(TILL)), Value(CHANNEL))
    till = Till.objects.annotate(is_it=key).filter(key=F("is_it")).values("name")
    channel = Channel.objects.annotate(is_it=key).filter(key=F("is_it")).order_by().values("name")
    return orders.annotate(origin_name=Coalesce(Subquery(till[:1]), Subquery(channel[:1]), output_field=CharField()))
