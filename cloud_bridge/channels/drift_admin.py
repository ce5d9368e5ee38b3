"""The drift log as a list, and what a channel's page says of drift and lag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.channels import drift, lag
from cloud_bridge.channels.causes import SECOND_MASTER
from cloud_bridge.channels.models import Channel, Drift
from cloud_bridge.keys import now_ms
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, ago, moment, span
from cloud_bridge.office.pages import ReadOnlyPage, column
from cloud_bridge.orders.admin import STATES
from cloud_bridge.stock import oversells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.channels.models import Listing

KINDS = {Drift.STOCK: _("stock"), Drift.ORDER: _("order"), Drift.LISTING: _("listing")}
DIRECTIONS = {
    lag.ORDER: _("Orders in: changed there, booked here"),
    lag.STOCK: _("Stock out: changed here, answered there"),
}
NAMED = 3  # listings; the rest is a number


@admin.register(Drift)
class DriftPage(ReadOnlyPage):
    """What was found at marketplaces that was not as it should be, and why."""

    list_display = ["named", "channel", "numbers", "cause_text", "at", "repaired"]
    list_filter = [
        "channel",
        question("cause", _("cause"), {cause: (text, Q(cause=cause)) for cause, (text, _tone) in drift.CAUSES.items()}),
        question("kind", _("kind"), {kind: (text, Q(kind=kind)) for kind, text in KINDS.items()}),
        question("open", _("repaired"), {"no": (_("Not yet"), Q(repaired_at_ms=None))}),
    ]
    search_fields = ["external_id", "listing__name", "listing__sku"]
    search_help_text = _("Number, name or SKU")
    list_select_related = ["channel", "listing"]
    ordering = ["-at_ms"]
    fields = [("named_text", "channel"), ("numbers", "cause_text"), ("at", "repaired")]
    readonly_fields = ["named_text", "numbers", "cause_text", "at", "repaired"]

    @column(_("what"), header=True)
    def named(self, row: Drift) -> list[str]:
        kind = str(KINDS.get(row.kind, row.kind))
        return (
            [row.listing.name, f"{kind} · {row.listing.sku}"]
            if row.listing
            else [row.external_id.removesuffix("/"), kind]
        )

    @column(_("what"))
    def named_text(self, row: Drift) -> str:
        return " · ".join(self.named(row))

    @column(_("should be / found"))
    def numbers(self, row: Drift) -> str:
        return f"{_shown(row.kind, row.was)} / {_shown(row.kind, row.found)}"

    @column(_("cause"), labels={cause: tone for cause, (_text, tone) in drift.CAUSES.items()})
    def cause_text(self, row: Drift) -> tuple[str, str]:
        return row.cause, str(drift.CAUSES[row.cause][0]) if row.cause in drift.CAUSES else row.cause

    @column(_("found at"), order="at_ms")
    def at(self, row: Drift) -> str:
        return moment(row.at_ms)

    @column(_("repaired"), order="repaired_at_ms")
    def repaired(self, row: Drift) -> str:
        if row.repaired_at_ms is None:
            return gettext("not yet")
        return gettext("after %s") % span(row.repaired_at_ms - row.at_ms)


def panel(channel: Channel) -> dict[str, Any]:
    """Return what a channel's page shows: who else writes, what drifted today and why, how long things take."""
    at_ms = now_ms()
    page = reverse("admin:channels_drift_changelist") + f"?channel__key__exact={channel.pk}"
    today = Drift.objects.filter(channel=channel, at_ms__gt=at_ms - lag.DAY_MS).order_by()
    counts = today.values_list("cause").annotate(n=Count("pk"), open=Count("pk", filter=Q(repaired_at_ms=None)))
    others = drift.second_master(channel, at_ms)
    return {
        "page": page,
        "others": _names(others),
        "others_page": f"{page}&cause={SECOND_MASTER}",
        "found": [
            {"text": text, "tone": tone, "count": n, "open": waiting, "link": f"{page}&cause={cause}"}
            for cause, n, waiting in sorted(counts, key=lambda one: -one[1])
            for text, tone in [drift.CAUSES.get(cause, (cause, "default"))]
        ],
        "lags": [
            {
                "text": text,
                "now": _summed(lag.over(channel, direction, at_ms)),
                "day": _summed(lag.over(channel, direction, at_ms - lag.DAY_MS)),
            }
            for direction, text in DIRECTIONS.items()
        ],
        "calls_left": NOTHING if channel.calls_left is None else channel.calls_left,
        "compared": ago(min(channel.audited_at_ms, at_ms), at_ms),
        "oversold": oversells.oversold(channel.merchant_id).count(),
    }


def _summed(found: lag.Summary) -> dict[str, Any]:
    if not found.many:
        return {"count": 0, "p50": NOTHING, "p95": NOTHING, "longest": NOTHING}
    return {
        "count": found.many,
        "p50": short(found.p50_ms),
        "p95": short(found.p95_ms),
        "longest": short(found.longest_ms),
    }


def short(length_ms: int) -> str:
    """Return a short time: 50 ms, 1.5 s; whole minutes and hours from there."""
    if length_ms < 1_000:
        return gettext("%d ms") % length_ms
    if length_ms < 10_000:
        return gettext("%s s") % f"{length_ms / 1000:.1f}".removesuffix(".0")
    return span(length_ms)


def _names(listings: Sequence[Listing]) -> str:
    names = list(dict.fromkeys(listing.name for listing in listings))
    if len(names) > NAMED:
        return gettext("%(names)s and %(n)d more") % {"names": ", ".join(names[:NAMED]), "n": len(names) - NAMED}
    return ", ".join(names)


def _shown(kind: str, value: str) -> str:
    if kind == Drift.ORDER:
        return str(STATES[value][0]) if value in STATES else gettext("unknown")
    return value or NOTHING
