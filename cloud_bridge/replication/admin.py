"""The journals of the tills, exactly as they came."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import moment
from cloud_bridge.office.pages import ReadOnlyPage, column
from cloud_bridge.replication.models import Entry

TYPES = {
    "sale.completed": _("sale"),
    "sale.refunded": _("refund"),
    "sale.voided": _("void"),
    "shift.opened": _("shift opened"),
    "shift.closed": _("shift closed"),
    "period.closed": _("closing"),
    "cash.moved": _("cash moved"),
    "drawer.opened": _("drawer opened"),
    "fault.raised": _("fault"),
    "stock.counted": _("counted"),
    "stock.received": _("goods came"),
    "stock.adjusted": _("corrected"),
    "transfer.requested": _("wanted from another store"),
    "order.packed": _("order packed"),
    "order.handed_over": _("order handed over"),
}


@admin.register(Entry)
class EntryPage(ReadOnlyPage):
    list_display = ["at", "numbered", "type_text", "taken", "refused"]
    list_filter = [
        question("refused", _("booked"), {"yes": (_("Refused"), ~Q(refused=""))}),
        question("type", _("type"), {kind: (text, Q(type=kind)) for kind, text in TYPES.items()}),
        "till",
    ]
    search_fields = ["type", "refused", "till__name", "body"]
    search_help_text = _("Type, till, reason or anything in the entry")
    list_select_related = ["till"]
    ordering = ["-at_ms", "-seq"]
    fields = [("till", "seq"), ("at", "type"), "refused", "content", "hash"]

    @column(_("at"), order="at_ms")
    def at(self, entry: Entry) -> str:
        return moment(entry.at_ms)

    @column(_("entry"), order="seq", header=True)
    def numbered(self, entry: Entry) -> list[str]:
        return [f"{entry.seq}", entry.till.name]

    @column(_("type"), order="type")
    def type_text(self, entry: Entry) -> str:
        return str(TYPES.get(entry.type, entry.type))

    @column(_("booked"), labels={"yes": "success", "no": "danger"})
    def taken(self, entry: Entry) -> tuple[str, str]:
        return ("no", gettext("refused")) if entry.refused else ("yes", gettext("booked"))

    @column(_("content"))
    def content(self, entry: Entry) -> str:
        body: Any = json.loads(entry.body or "null")
        return format_html("<pre class='entry'>{}</pre>", json.dumps(body, indent=2, ensure_ascii=False))
