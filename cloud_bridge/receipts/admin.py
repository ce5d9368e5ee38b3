"""The links to receipts that wait to be sent by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, moment
from cloud_bridge.office.pages import ReadOnlyPage, column
from cloud_bridge.receipts import dispatch as sending
from cloud_bridge.receipts.models import WHATSAPP, Dispatch

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

TONES = {"waits": "warning", "sent": "success", "failed": "danger"}


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
