"""What is on the shelves, what may be offered of it and why, and every movement that led there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F, Q
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminRadioSelectWidget, UnfoldAdminTextInputWidget

from cloud_bridge.office import booking, low
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import moment, quantity
from cloud_bridge.office.pages import Page, ReadOnlyPage, RowForm, column
from cloud_bridge.stock import kit_admin as _kit_admin  # noqa: F401 - registers its page
from cloud_bridge.stock import oversells_admin
from cloud_bridge.stock import scarce_admin as _scarce_admin  # noqa: F401 - registers its page
from cloud_bridge.stock import sheets_admin as _sheets_admin  # noqa: F401 - registers its page
from cloud_bridge.stock.models import Level, Movement

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

KINDS = {
    "sale": (_("sale"), "success"),
    "void": (_("undone"), "warning"),
    "shipment": (_("shipped"), "info"),
    "opening": (_("opening stock"), "primary"),
    "delivery": (_("goods came"), "primary"),
    "count": (_("counted"), "warning"),
    "adjustment": (_("corrected"), "warning"),
}


class BookingForm(RowForm):
    """What somebody books by hand for one variant in one store."""

    way = forms.ChoiceField(label=_("What happened"), choices=booking.WAYS, widget=UnfoldAdminRadioSelectWidget)
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=12, decimal_places=3, widget=UnfoldAdminDecimalFieldWidget
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=booking.LONGEST_REASON, required=False, widget=UnfoldAdminTextInputWidget
    )

    class Meta:
        model = Level
        fields = ["store", "variant"]

    def validate_unique(self) -> None:
        """A level that exists is the one that is booked on."""

    def validate_constraints(self) -> None:
        """As above."""

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        way, amount = given.get("way"), given.get("quantity")
        if amount is not None and amount < 0 and way != booking.ADJUST:
            self.add_error("quantity", gettext("Only a correction may take something away."))
        if way == booking.ADJUST and not given.get("reason"):
            self.add_error("reason", gettext("Say why, so that it can be understood later."))
        return given


@admin.register(Level)
class LevelPage(Page):
    list_display = ["named", "store", "rule", "state"]
    list_filter = [
        question(
            "runs",
            _("what is left"),
            {
                "low": (_("Runs low"), low.low),
                "out": (_("Nothing to offer"), Q(on_hand_milli__lte=F("reserved_milli"))),
                "negative": (_("Less than nothing"), Q(on_hand_milli__lt=0)),
                "reserved": (_("Partly reserved"), Q(reserved_milli__gt=0)),
            },
        ),
        "store",
        "variant__product__category",
    ]
    search_fields = ["variant__product__name", "variant__name", "variant__sku", "variant__barcodes__gtin"]
    search_help_text = _("Name, SKU or barcode")
    list_select_related = ["store", "variant__product"]
    ordering = ["variant__product__rank", "variant__product__name", "variant__name"]
    autocomplete_fields = ["variant"]
    form = BookingForm
    actions = None

    def get_urls(self) -> list[Any]:
        return oversells_admin.urls(self) + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Level]:
        return low.with_offer(super().get_queryset(request))

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        where = {"fields": [("store", "variant"), "rule"] if obj else [("store", "variant")]}
        return [(None, where), (_("Book"), {"fields": ["way", ("quantity", "reason")]})]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> Any:
        return ["store", "variant", "rule"] if obj else []

    @column(_("goods"), order="variant__product__name", header=True)
    def named(self, level: Level) -> list[str]:
        return [str(level.variant), level.variant.sku]

    @column(_("the sum"), order="offer_milli")
    def rule(self, level: Level) -> str:
        unit = level.variant.unit
        return format_html(
            "<span class='sum'>{} \N{MINUS SIGN} {} = <b>{}</b></span>",
            gettext("%s on hand") % quantity(level.on_hand_milli, unit),
            gettext("%s reserved") % quantity(level.reserved_milli, unit),
            gettext("%s offered") % quantity(max(0, level.on_hand_milli - level.reserved_milli), unit),
        )

    @column(_("state"), labels={"out": "danger", "negative": "danger", "ok": "success"})
    def state(self, level: Level) -> tuple[str, str]:
        if level.on_hand_milli < 0:
            return "negative", gettext("less than nothing")
        if level.on_hand_milli <= level.reserved_milli:
            return "out", gettext("sold out")
        return "ok", gettext("in stock")

    def save_model(self, request: HttpRequest, obj: Level, form: Any, _change: bool) -> None:
        given = form.cleaned_data
        milli = int(given["quantity"] * 1000)
        by = request.user.get_username()
        moved = booking.book(obj.store, obj.variant_id, given["way"], milli, given["reason"], by)
        text = gettext("Booked: %s") % quantity(moved, obj.variant.unit)
        messages.info(request, text)
        obj.pk = Level.objects.values_list("pk", flat=True).get(store=obj.store_id, variant=obj.variant_id)

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False


@admin.register(Movement)
class MovementPage(ReadOnlyPage):
    list_display = ["at", "named", "kind_label", "moved", "store", "reason"]
    list_filter = [
        question("kind", _("what happened"), {kind: (text, Q(kind=kind)) for kind, (text, _tone) in KINDS.items()}),
        "store",
    ]
    search_fields = ["variant__product__name", "variant__name", "variant__sku", "source"]
    search_help_text = _("Name, SKU, reason or order")
    list_select_related = ["store", "variant__product"]
    ordering = ["-at_ms", "-pk"]
    fields = ["at", "variant", "store", "kind_label", "moved", "reason", "source"]

    @column(_("at"), order="at_ms")
    def at(self, movement: Movement) -> str:
        return moment(movement.at_ms)

    @column(_("goods"), header=True)
    def named(self, movement: Movement) -> list[str]:
        return [str(movement.variant), movement.variant.sku]

    @column(_("what happened"), labels={kind: tone for kind, (_text, tone) in KINDS.items()})
    def kind_label(self, movement: Movement) -> tuple[str, str]:
        return movement.kind, str(KINDS.get(movement.kind, (movement.kind, ""))[0])

    @column(_("quantity"), order="quantity_milli")
    def moved(self, movement: Movement) -> str:
        sign = "+" if movement.quantity_milli > 0 else ""
        return sign + quantity(movement.quantity_milli, movement.variant.unit)

    @column(_("by and why"))
    def reason(self, movement: Movement) -> str:
        return booking.reason_of(movement.source)
