"""The sheets that tills booked: who counted, received or corrected what and why; what one store wants of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.database import writing
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, moment, quantity
from cloud_bridge.office.pages import ReadOnlyPage, ReadOnlyRows, column
from cloud_bridge.stock import sheets
from cloud_bridge.stock.models import Document, DocumentLine
from cloud_bridge.stock.rows import ON_THE_WAY

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

KINDS = {
    Document.COUNT: (_("counted"), "warning"),
    Document.DELIVERY: (_("goods came"), "primary"),
    Document.ADJUSTMENT: (_("corrected"), "warning"),
    Document.TRANSFER: (_("wanted from another store"), "info"),
}
STATES = {
    Document.BOOKED: (_("booked"), "success"),
    Document.REQUESTED: (_("waits for an answer"), "warning"),
    Document.SENT: (_("on its way"), "info"),
    Document.RECEIVED: (_("arrived"), "success"),
    Document.DECLINED: (_("declined"), "default"),
}


class SheetLines(ReadOnlyRows):
    model = DocumentLine
    fields = ("variant", "said", "expected", "moved")
    readonly_fields = ("variant", "said", "expected", "moved")
    ordering = ["line"]
    verbose_name_plural = _("lines")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DocumentLine]:
        return super().get_queryset(request).select_related("variant__product")

    @column(_("quantity"))
    def said(self, line: DocumentLine) -> str:
        return quantity(line.quantity_milli, line.variant.unit)

    @column(_("expected at the till"))
    def expected(self, line: DocumentLine) -> str:
        return NOTHING if line.expected_milli is None else quantity(line.expected_milli, line.variant.unit)

    @column(_("the shelf changed by"))
    def moved(self, line: DocumentLine) -> str:
        sign = "+" if line.moved_milli > 0 else ""
        return sign + quantity(line.moved_milli, line.variant.unit)


@admin.register(Document)
class DocumentPage(ReadOnlyPage):
    list_display = ["at", "what", "state_label", "store", "size", "off", "by", "why"]
    list_filter = [
        question("kind", _("what happened"), {kind: (text, Q(kind=kind)) for kind, (text, _tone) in KINDS.items()}),
        question("state", _("state"), {state: (text, Q(state=state)) for state, (text, _tone) in STATES.items()}),
        "store",
    ]
    search_fields = ["number", "by", "reason", "lines__variant__sku", "lines__variant__product__name"]
    search_help_text = _("Name, SKU, reason or who")
    list_select_related = ["store", "wanted_from"]
    ordering = ["-at_ms"]
    fields = [("at", "what"), ("store", "wanted_from"), ("by", "reason"), "state_text"]
    inlines = [SheetLines]
    actions = ["mark_sent", "mark_received", "decline"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        sheets_found: QuerySet[Document] = super().get_queryset(request)
        return sheets_found.annotate(line_count=Count("lines"), off_milli=Sum("lines__moved_milli"))

    @column(_("at"), order="at_ms")
    def at(self, document: Document) -> str:
        return moment(document.at_ms)

    @column(_("what happened"), order="kind", labels={kind: tone for kind, (_text, tone) in KINDS.items()})
    def what(self, document: Document) -> tuple[str, str]:
        return document.kind, str(KINDS[document.kind][0])

    @column(_("state"), order="state", labels={state: tone for state, (_text, tone) in STATES.items()})
    def state_label(self, document: Document) -> tuple[str, str]:
        return document.state, str(STATES[document.state][0])

    @column(_("state"))
    def state_text(self, document: Document) -> str:
        return self.state_label(document)[1]

    @column(_("lines"), order="line_count")
    def size(self, document: Any) -> str:
        return str(document.line_count)

    @column(_("the shelf changed by"), order="off_milli")
    def off(self, document: Any) -> str:
        if document.kind == Document.TRANSFER:
            return NOTHING
        return ("+" if (document.off_milli or 0) > 0 else "") + quantity(document.off_milli or 0)

    @column(_("why"))
    def why(self, document: Document) -> str:
        if document.wanted_from:
            return gettext("from %s") % document.wanted_from
        return document.reason or NOTHING

    @admin.action(description=_("The goods are on their way"))
    def mark_sent(self, request: HttpRequest, chosen: QuerySet[Document]) -> None:
        self._move_on(request, chosen, Document.SENT)

    @admin.action(description=_("The goods arrived"))
    def mark_received(self, request: HttpRequest, chosen: QuerySet[Document]) -> None:
        self._move_on(request, chosen, Document.RECEIVED)

    @admin.action(description=_("Decline the request"))
    def decline(self, request: HttpRequest, chosen: QuerySet[Document]) -> None:
        self._move_on(request, chosen, Document.DECLINED)

    @staticmethod
    def _move_on(request: HttpRequest, chosen: QuerySet[Document], state: str) -> None:
        with writing():
            waiting = Document.objects.filter(
                pk__in=list(chosen.values_list("pk", flat=True)), kind=Document.TRANSFER, state__in=ON_THE_WAY
            )
            count = sheets.move_on(waiting.exclude(state=state), state)
        messages.info(request, ngettext("%d transfer changed", "%d transfers changed", count) % count)
