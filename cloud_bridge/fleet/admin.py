"""The business, its stores, and the tills in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.keys import now_ms
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, ago
from cloud_bridge.office.pages import OwnedPage, Page, column

if TYPE_CHECKING:
    from django.http import HttpRequest

LABELS = {"online": "success", "offline": "default", "forked": "danger"}


@admin.register(Till)
class TillPage(OwnedPage):
    list_display = ["named", "state", "seen", "unsent", "journal_seq", "version"]
    list_filter = [
        question(
            "state",
            _("state"),
            {
                "online": (_("Online"), Q(is_online=True)),
                "offline": (_("Offline"), Q(is_online=False)),
                "forked": (_("Forked"), Q(forked_at_seq__isnull=False)),
            },
        ),
        "store",
    ]
    search_fields = ["name", "prefix", "key", "store__name"]
    list_select_related = ["store"]
    ordering = ["store__name", "name"]
    fields = [
        ("name", "store"),
        ("prefix", "label_rules"),
        ("state_text", "seen"),
        ("unsent", "journal_seq"),
        "identity",
    ]
    readonly_fields = ["state_text", "seen", "unsent", "journal_seq", "identity"]

    @column(_("till"), order="name", header=True)
    def named(self, till: Till) -> list[str]:
        return [till.name, till.store.name]

    @column(_("state"), labels=LABELS)
    def state(self, till: Till) -> tuple[str, str]:
        if till.forked_at_seq is not None:
            return "forked", gettext("forked at entry %d") % till.forked_at_seq
        return ("online", gettext("online")) if till.is_online else ("offline", gettext("offline"))

    @column(_("state"))
    def state_text(self, till: Till) -> str:
        return self.state(till)[1]

    @column(_("last seen"), order="seen_at_ms")
    def seen(self, till: Till) -> str:
        return ago(till.seen_at_ms, now_ms())

    @column(_("unsent"))
    def unsent(self, till: Till) -> str:
        return str(till.status.get("unsent", NOTHING))

    @column(_("version"))
    def version(self, till: Till) -> str:
        return str(till.status.get("version", NOTHING))

    @column(_("identity"))
    def identity(self, till: Till) -> str:
        return till.key


@admin.register(Store)
class StorePage(OwnedPage):
    list_display = ["name", "tills"]
    search_fields = ["name"]
    fields = ["name", "heading", "foot", "utc_offset_minutes"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(till_count=Count("till"))

    @column(_("tills"), order="till_count")
    def tills(self, store: Any) -> int:
        return int(store.till_count)


@admin.register(Merchant)
class MerchantPage(Page):
    list_display = ["name", "currency"]
    search_fields = ["name"]
    fields = [("name", "currency"), "policy", ("rounding_step_minor", "rounding_mode"), "notes_minor"]

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False
