"""The business, its stores, and the tills in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from django.contrib import admin
from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appliance.core.picture import Picture
from cloud_bridge.fleet import packs
from cloud_bridge.fleet.kiosk_form import KIOSK_FIELDSET
from cloud_bridge.fleet.merchant_form import PREFIX_FIELDS, MerchantForm
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.fleet.paper_form import preview
from cloud_bridge.fleet.store_form import StoreForm, in_short
from cloud_bridge.fleet.till_form import TillForm
from cloud_bridge.keys import now_ms
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, ago
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import Page, Rows, column
from cloud_bridge.people.models import SignInRules
from cloud_bridge.receipts import logo
from cloud_bridge.receipts.logo import printed

if TYPE_CHECKING:
    from django.http import HttpRequest

PREFIX_PAIRS: Any = list(zip(PREFIX_FIELDS[::2], PREFIX_FIELDS[1::2], strict=True))
LABELS = {"online": "success", "offline": "default", "forked": "danger"}


@admin.register(Till)
class TillPage(RememberedPage):
    form = TillForm
    list_display = ["named", "state", "seen", "unsent", "layout", "journal_seq", "version"]
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
    list_select_related = ["store", "layout"]
    ordering = ["store__name", "name"]
    fieldsets = [
        (None, {"fields": [("name", "store"), ("prefix", "layout")]}),
        (_("Scale labels"), {"fields": [("labels", "labels_of")], "classes": ["tab"]}),
        (
            _("Health"),
            {
                "fields": [("state_text", "seen"), ("unsent", "journal_seq"), "identity", "device_key"],
                "classes": ["tab"],
            },
        ),
    ]
    readonly_fields = ["state_text", "seen", "unsent", "journal_seq", "identity", "device_key"]

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

    @column(_("public key"))
    def device_key(self, till: Till) -> str:
        return till.public_key or NOTHING


def _printed(line: Any) -> str:
    """Return a line of the paper as a page shows it."""
    if isinstance(line, Picture):
        return format_html('<img src="{}" alt="{}" style="--dots:{}">', printed(line), gettext("Logo"), line.width)
    text, is_large = line
    return format_html('<pre class="{}">{}</pre>', "large" if is_large else "", text)


class SignInRows(Rows):
    model = SignInRules
    fields = ["sign_in", "idle_minutes"]
    tab = True


@admin.register(Store)
class StorePage(RememberedPage):
    form = StoreForm
    inlines = [SignInRows]
    list_display = ["name", "country", "tills"]
    search_fields = ["name"]
    readonly_fields = ["qr_seen", "receipt_seen"]
    fieldsets = [
        (None, {"fields": [("name", "country"), "utc_offset_minutes"]}),
        (
            _("Paying"),
            {
                "fields": ["qr", "qr_seen", "takes_tips", ("service_percent", "service_tax_class"), "service_base"],
                "classes": ["tab"],
            },
        ),
        (
            _("Receipts"),
            {
                "fields": [
                    ("heading", "foot"),
                    "logo",
                    ("address", "asks_for_paper"),
                    ("layout_sale", "receipt_seen"),
                    ("layout_gift", "layout_quotation"),
                ],
                "classes": ["tab"],
            },
        ),
        (_("Self-checkout"), {"fields": KIOSK_FIELDSET, "classes": ["tab"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(till_count=Count("till"))

    @column(_("read as"))
    def qr_seen(self, store: Store) -> str:
        if not store.qr:
            return NOTHING
        picture = segno.make(store.qr, error="m", micro=False).svg_inline(scale=3, border=4, light="#fff")
        return format_html('<span class="code">{}<b>{}</b></span>', mark_safe(picture), in_short(store.qr))  # noqa: S308

    @column(_("how it looks (as it was saved)"))
    def receipt_seen(self, store: Store) -> str:
        if not store.merchant_id:
            return NOTHING
        lines = [_printed(line) for line in preview(store)]
        return format_html('<div class="paper">{}</div>', format_html_join("", "{}", ((line,) for line in lines)))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the logo once the store is kept."""
        super().save_related(request, form, formsets, change)
        if "logo" in form.changed_data:
            logo.keep(form.instance, form.cleaned_data["logo"] or None)

    @column(_("tills"), order="till_count")
    def tills(self, store: Any) -> int:
        return int(store.till_count)


@admin.register(Merchant)
class MerchantPage(Page):
    list_display = ["name", "country", "currency"]
    search_fields = ["name"]
    form = MerchantForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "country"),
                    ("tax_number", "currency"),
                    "policy",
                    ("rounding_step_minor", "rounding_mode"),
                    "notes_minor",
                ]
            },
        ),
        (
            _("What codes that were printed elsewhere begin with"),
            {
                "description": _("For cards and coupons from before Lapak. Several are separated by commas."),
                "fields": PREFIX_PAIRS,
                "classes": ["collapse"],
            },
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Merchant, form: Any, change: bool) -> None:
        """Give a merchant whose country was chosen what is usual there, but for what the form says otherwise."""
        if "country" in form.changed_data and obj.country:
            packs.start(obj, keep=form.changed_data)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False
