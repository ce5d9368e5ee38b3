"""Rules for receipts, and the links that wait to be sent by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, moment
from cloud_bridge.office.pages import Page, ReadOnlyPage, RowForm, column
from cloud_bridge.receipts import dispatch as sending
from cloud_bridge.receipts.models import WHATSAPP, Dispatch, ReceiptRules

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

OPTIONAL = [
    ("people", _("who sold, who bought")),
    ("taxes", _("tax table")),
    ("legends", _("legal texts")),
    ("points", _("points")),
    ("note", _("note")),
    ("foot", _("text below")),
    ("journal", _("proof in the journal")),
    ("link", _("code for the phone")),
    ("code", _("bars to scan for a return")),
]
TONES = {"waits": "warning", "sent": "success", "failed": "danger"}


class RulesForm(RowForm):
    """Offers the blocks of a receipt that a shop can do without."""

    left_out = forms.MultipleChoiceField(
        label=_("not printed"), choices=OPTIONAL, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ReceiptRules
        fields = ["store", "address", "asks", "left_out"]


@admin.register(ReceiptRules)
class RulesPage(Page):
    form = RulesForm
    list_display = ["store", "address", "asks"]
    list_select_related = ["store"]
    search_fields = ["store__name"]
    fields = [("store", "address"), "asks", "left_out"]


@admin.register(Dispatch)
class DispatchPage(ReadOnlyPage):
    list_display = ["at", "kind", "address", "state", "open_it"]
    list_filter = [
        question(
            "state",
            _("state"),
            {"waits": (_("Still to send"), Q(sent_at_ms=None)), "sent": (_("Sent"), Q(sent_at_ms__isnull=False))},
        ),
        "kind",
    ]
    search_fields = ["address"]
    list_select_related = ["till__store__merchant"]
    ordering = ["-at_ms"]
    fields = [("at", "kind"), ("address", "state"), "trouble"]
    readonly_fields = ["at", "state"]
    actions = ["mark_sent"]

    @column(_("asked for"), order="at_ms")
    def at(self, dispatch: Dispatch) -> str:
        return moment(dispatch.at_ms)

    @column(_("state"), labels=TONES)
    def state(self, dispatch: Dispatch) -> tuple[str, str]:
        if dispatch.sent_at_ms is not None:
            return "sent", gettext("sent")
        return ("failed", gettext("failed")) if dispatch.trouble else ("waits", gettext("waits"))

    @column("")
    def open_it(self, dispatch: Dispatch) -> str:
        if dispatch.kind != WHATSAPP or not dispatch.address:
            return NOTHING
        if not sending.link_of(dispatch):
            return gettext("This store's receipts have no page for customers.")
        link, text = sending.whatsapp_link(dispatch), gettext("Open WhatsApp")
        return format_html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', link, text)

    @admin.action(description=_("Mark as sent and forget the address"))
    def mark_sent(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Note that the owner sent them."""
        chosen = list(queryset)
        for dispatch in chosen:
            sending.sent(dispatch)
        self.message_user(request, gettext("%(count)d was marked as sent.") % {"count": len(chosen)})
