"""Who works at the tills, what they may do, when they came and went, and what they did that somebody may ask about."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Max, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appliance.core.rights import YES, decide
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.office.business import the_business
from cloud_bridge.office.exchange import as_text, exchange
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, local, moment, money
from cloud_bridge.office.pages import OwnedPage, Page, ReadOnlyPage, column
from cloud_bridge.people import staff_reports
from cloud_bridge.people.models import ClockEvent, Deed, SignInRules, Staff
from cloud_bridge.people.models.deed import KINDS
from cloud_bridge.people.models.staff import LEVELS
from cloud_bridge.people.rights_words import action_words, table
from cloud_bridge.people.staff_form import OWN_FIELDS, StaffForm
from cloud_bridge.people.staff_sheet import StaffSheet

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUR_MS, MINUTE_MS = 3_600_000, 60_000
LEVEL_TONES = {"supervised": "warning", "cashier": "default", "senior": "info", "manager": "success"}


def hours(worked_ms: int) -> str:
    """Return a length of work: 7:45."""
    return f"{worked_ms // HOUR_MS}:{worked_ms // MINUTE_MS % 60:02d}"


@admin.register(Staff)
@exchange(StaffSheet)
class StaffPage(OwnedPage):
    list_display = ["named", "level_text", "where", "signs_in", "lock", "is_active"]
    list_filter = [
        "level",
        "stores",
        question("here", _("works here"), {"yes": (_("Yes"), Q(is_active=True)), "no": (_("No"), Q(is_active=False))}),
    ]
    search_fields = ["name"]
    ordering = ["name"]
    form = StaffForm
    autocomplete_fields = ["stores"]
    list_before_template = "office/staff_links.html"
    fieldsets = [
        (None, {"fields": [("name", "level"), ("new_pin", "new_badge"), "stores", "is_active"]}),
        (_("Exceptions from the level"), {"fields": tuple(OWN_FIELDS), "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Find the last lock of everybody in the same statement."""
        own = Deed.objects.filter(kind="locked", note=OuterRef("pk")).order_by().values("note")
        found = super().get_queryset(request).prefetch_related("stores")
        return found.annotate(locked_at_ms=Subquery(own.annotate(at=Max("at_ms")).values("at")))

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no: whoever leaves does not work here any more, and the books still know the name."""
        return False

    @column(_("name"), order="name", header=True)
    def named(self, staff: Staff) -> list[str]:
        own = len(staff.rights)
        return [staff.name, gettext("%d exceptions") % own if own else ""]

    @column(_("level"), order="level", labels=LEVEL_TONES)
    def level_text(self, staff: Staff) -> tuple[str, str]:
        return staff.level, str(dict(LEVELS).get(staff.level, staff.level))

    @column(_("stores"))
    def where(self, staff: Staff) -> str:
        return ", ".join(store.name for store in staff.stores.all()) or gettext("all")

    @column(_("signs in with"))
    def signs_in(self, staff: Staff) -> str:
        ways = [gettext("PIN")] * bool(staff.pin) + [gettext("badge")] * bool(staff.badge)
        return ", ".join(ways) or NOTHING

    @column(_("last lock"), order="locked_at_ms")
    def lock(self, staff: Any) -> str:
        return moment(staff.locked_at_ms or 0)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Say where nobody could approve anything now."""
        super().save_related(request, form, formsets, change)
        for store in Store.objects.filter(merchant=form.instance.merchant_id):
            here = Staff.objects.filter(Q(stores=None) | Q(stores=store), merchant=store.merchant_id, is_active=True)
            if here and not any(decide(one.level, one.rights, "settings") == YES for one in here):
                text = gettext("%s has no manager: nobody there can approve everything, or unlock others.")
                messages.warning(request, text % store.name)

    def get_urls(self) -> list[Any]:
        own = [
            path("rights/", self.admin_site.admin_view(self.rights), name="people_rights"),
            path("conduct/", self.admin_site.admin_view(self.conduct), name="people_conduct"),
            path("hours/", self.admin_site.admin_view(self.hours), name="people_hours"),
        ]
        return own + super().get_urls()

    def rights(self, request: HttpRequest) -> HttpResponse:
        """What each level may do."""
        return self._page(
            request, "rights", _("What each level may do"), levels=[words for _, words in LEVELS], rows=table()
        )

    def conduct(self, request: HttpRequest) -> HttpResponse:
        """Who did how much of what; every number leads to the deeds behind it."""
        merchant, days = self._asked(request)
        deeds = reverse("admin:people_deed_changelist")
        since = staff_reports.since_ms(days)
        rows = [
            (
                name or gettext("nobody signed in"),
                [
                    (
                        cell.times,
                        money(cell.amount_minor, merchant.currency) if cell.amount_minor else "",
                        f"{deeds}?kind={cell.kind}&by={by}&at_ms__gte={since}",
                    )
                    for cell in cells
                ],
            )
            for by, name, cells in staff_reports.conduct(merchant.key, days)
        ]
        return self._page(
            request, "conduct", _("Who did what"), kinds=[words for _, words in KINDS], rows=rows, days=days
        )

    def hours(self, request: HttpRequest) -> HttpResponse:
        """Who worked how long, as a page or as a csv file."""
        merchant, days = self._asked(request)
        sheet = staff_reports.time_sheet(merchant.key, days)
        rows = [
            (
                one.name,
                date_format(one.day, "D j M Y"),
                date_format(local(one.first_ms), "H:i"),
                date_format(local(one.last_ms), "H:i") if one.last_ms else NOTHING,
                hours(one.worked_ms),
                one.open_ended,
            )
            for one in sheet
        ]
        if request.GET.get("as") == "csv":
            answer = HttpResponse(content_type="text/csv; charset=utf-8")
            answer["Content-Disposition"] = 'attachment; filename="hours.csv"'
            file = csv.writer(answer)
            file.writerow(["name", "day", "hours", "without_end"])
            file.writerows(
                [as_text(one.name), one.day.isoformat(), hours(one.worked_ms), one.open_ended] for one in sheet
            )
            return answer
        totals: dict[str, int] = {}
        for one in sheet:
            totals[one.name] = totals.get(one.name, 0) + one.worked_ms
        whole = [(name, hours(worked_ms)) for name, worked_ms in sorted(totals.items())]
        return self._page(request, "hours", _("Hours worked"), rows=rows, totals=whole, days=days)

    @staticmethod
    def _asked(request: HttpRequest) -> tuple[Merchant, int]:
        given = request.GET.get("days", "")
        days = int(given) if given.isdigit() and int(given) in staff_reports.DAYS else staff_reports.DAYS[1]
        return the_business() or Merchant(), days  # which nobody works for

    def _page(self, request: HttpRequest, name: str, title: Any, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "choices": staff_reports.DAYS, **more}
        return TemplateResponse(request, f"office/people_{name}.html", context)


@admin.register(SignInRules)
class SignInRulesPage(Page):
    list_display = ["store", "sign_in", "idle_minutes"]
    list_select_related = ["store"]
    search_fields = ["store__name"]
    fields = ["store", "sign_in", "idle_minutes"]


@admin.register(ClockEvent)
@exchange()
class ClockPage(ReadOnlyPage):
    list_display = ["at", "staff", "way", "till"]
    list_filter = ["staff", "till"]
    search_fields = ["staff__name"]
    list_select_related = ["staff", "till"]
    ordering = ["-at_ms"]
    fields = [("staff", "way"), ("at", "till")]
    readonly_fields = ["at", "way"]

    @column(_("at"), order="at_ms")
    def at(self, event: ClockEvent) -> str:
        return moment(event.at_ms)

    @column(_("way"), labels={"in": "success", "out": "default"})
    def way(self, event: ClockEvent) -> tuple[str, str]:
        return ("in", gettext("came")) if event.is_in else ("out", gettext("left"))


@admin.register(Deed)
class DeedPage(ReadOnlyPage):
    list_display = ["at", "kind", "by_name", "approved_name", "amount", "about", "till"]
    list_filter = [question("kind", _("what"), {kind: (words, Q(kind=kind)) for kind, words in KINDS}), "till"]
    search_fields = ["note", "by", "approved_by", "till__name"]
    list_select_related = ["till", "merchant"]
    ordering = ["-at_ms", "-seq"]
    fields = [("at", "kind"), ("by_name", "approved_name"), ("amount", "about"), ("till", "seq")]
    readonly_fields = ["at", "by_name", "approved_name", "amount", "about"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Find the names in the same statement."""
        names = {
            field: Subquery(Staff.objects.filter(key=OuterRef(key)).values("name"))
            for field, key in (("by_found", "by"), ("approved_found", "approved_by"), ("locked_found", "note"))
        }
        return super().get_queryset(request).annotate(**names)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let the report's links narrow the list by person and day."""
        return lookup in {"by", "at_ms__gte"} or super().lookup_allowed(lookup, value, request)

    @column(_("at"), order="at_ms")
    def at(self, deed: Deed) -> str:
        return moment(deed.at_ms)

    @column(_("by"), order="by")
    def by_name(self, deed: Any) -> str:
        return deed.by_found or deed.by or NOTHING

    @column(_("approved by"), order="approved_by")
    def approved_name(self, deed: Any) -> str:
        return deed.approved_found or deed.approved_by or NOTHING

    @column(_("amount"), order="amount_minor")
    def amount(self, deed: Deed) -> str:
        return money(deed.amount_minor, deed.merchant.currency) if deed.amount_minor else NOTHING

    @column(_("about"))
    def about(self, deed: Any) -> str:
        if deed.kind == "approval":
            return action_words(deed.note)
        return format_html("{}", (deed.locked_found if deed.kind == "locked" else "") or deed.note or NOTHING)
