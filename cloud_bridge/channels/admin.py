"""Channels with what is wrong with them, and their listings with what they should show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cloud_bridge.channels import authorise, drift_admin, health, links, now, trouble
from cloud_bridge.channels.forms import ChannelForm, form_for
from cloud_bridge.channels.listing_states import HERE, REFUSED, STATES, UNLINKED, WAITING, state_of
from cloud_bridge.channels.models import DIFFERS, GONE, Channel, Hint, Listing
from cloud_bridge.connectors.errors import ConnectorError
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms
from cloud_bridge.office.filters import question
from cloud_bridge.office.formats import NOTHING, ago, moment, money, span
from cloud_bridge.office.pages import OwnedPage, Page, ReadOnlyPage, column

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

HEALTH = {
    health.OK: (_("in step"), "success"),
    health.LATE: (_("behind"), "warning"),
    health.DOWN: (_("stopped"), "danger"),
}
OWN = tuple(name for name in ChannelForm.Meta.fields if name != "more_stores")
DONE = {
    "scan": _("%d listings were read."),
    "pull": _("%d orders were read."),
    "push": _("%d numbers were written."),
}


@admin.register(Channel)
class ChannelPage(OwnedPage):
    list_display = ["named", "state", "orders_read", "lag", "to_decide", "trouble_words"]
    search_fields = ["name", "market", "shop_id"]
    list_filter = ["is_active", "store"]
    change_form_outer_before_template = "office/channel.html"

    def get_form(self, request: HttpRequest, obj: Channel | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask what the channel's marketplace wants to know."""
        return super().get_form(request, obj, change, **{**kwargs, "form": form_for(_market_of(request, obj))})

    def get_fieldsets(self, request: HttpRequest, obj: Channel | None = None) -> Any:
        asked = form_for(_market_of(request, obj)).asked
        return [
            (None, {"fields": [("name", "is_active"), ("store", "more_stores")]}),
            (_("How much it offers"), {"fields": [("buffer_units", "share_percent"), ("cap_units", "last_units")]}),
            (_("Connection"), {"fields": ["shop_id", *asked, "push_url"]}),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> Any:
        """Ask for the marketplace first: what else is asked depends on it."""
        if _market_of(request, None):
            return super().add_view(request, form_url, extra_context)
        markets = [(key, market.title) for key, market in MARKETS.items()]
        context = {**self.admin_site.each_context(request), "title": gettext("Connect a shop"), "markets": markets}
        return TemplateResponse(request, "office/channel_markets.html", context)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the listings of every channel in the same statement."""
        counted = super().get_queryset(request).select_related("store", "merchant")
        own = Listing.objects.filter(channel=OuterRef("pk")).order_by().values("channel")
        numbers = {
            "linked_count": own.filter(HERE, variant__isnull=False).annotate(n=Count("pk")).values("n"),
            "unlinked_count": own.filter(UNLINKED).annotate(n=Count("pk")).values("n"),
            "refused_count": own.filter(REFUSED).annotate(n=Count("pk")).values("n"),
            "waiting_count": own.filter(WAITING).annotate(n=Count("pk")).values("n"),
        }
        oldest = own.filter(WAITING).annotate(n=Min("wanted_at_ms")).values("n")
        return counted.annotate(
            **{name: Coalesce(Subquery(rows), 0) for name, rows in numbers.items()}, waiting_since_ms=Subquery(oldest)
        )

    @column(_("channel"), order="name", header=True)
    def named(self, channel: Channel) -> list[str]:
        return [channel.name, f"{trouble.title(channel.market)} · {channel.store.name}"]

    @column(_("state"), labels={"off": "default", **{state: tone for state, (_text, tone) in HEALTH.items()}})
    def state(self, channel: Any) -> tuple[str, str]:
        if not channel.is_active:
            return "off", gettext("switched off")
        state = health.judge(channel, lag_of(channel), now_ms())
        return state, str(HEALTH[state][0])

    @column(_("orders read"), order="pulled_at_ms")
    def orders_read(self, channel: Channel) -> str:
        return ago(channel.pulled_at_ms, now_ms())

    @column(_("stock lag"))
    def lag(self, channel: Any) -> str:
        long = span(lag_of(channel))
        if not channel.waiting_count:
            return long
        return gettext("%(n)d waiting for %(long)s") % {"n": channel.waiting_count, "long": long}

    @column(_("to decide"))
    def to_decide(self, channel: Any) -> str:
        where = reverse("admin:channels_listing_changelist") + f"?channel__key__exact={channel.pk}&state="
        found = []
        if channel.unlinked_count:
            found.append(("unlinked", gettext("%d not linked") % channel.unlinked_count))
        if channel.refused_count:
            found.append(("refused", gettext("%d refused") % channel.refused_count))
        texts = [format_html('<a class="quiet" href="{}{}">{}</a>', where, state, text) for state, text in found]
        return format_html("{} {}", texts[0], texts[1] if texts[1:] else "") if texts else NOTHING

    @column(_("trouble"))
    def trouble_words(self, channel: Channel) -> str:
        return format_html('<span class="words">{}</span>', trouble.in_words(channel) or NOTHING)

    def webhooks(self, channel: Channel) -> str:
        """Say whether webhooks come here, and what had to be put right; "" where nobody has looked yet."""
        if channel.push_refused:
            return gettext("refused: %s") % channel.push_refused
        if not channel.subscribed_at_ms:
            return ""
        looked = gettext("looked after %s") % ago(channel.subscribed_at_ms, now_ms())
        if not channel.mended_count:
            return looked
        put_right = ngettext("%(n)d put right %(when)s", "%(n)d put right %(when)s", channel.mended_count)
        when = ago(channel.mended_at_ms, now_ms())
        return f"{looked}; {put_right % {'n': channel.mended_count, 'when': when}}"

    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:
        """Save what the form has and nothing else: the loop moves cursors and tokens meanwhile."""
        own_address = request.build_absolute_uri(reverse("webhook", args=[obj.market, obj.pk]))
        obj.settings.setdefault("push_url", own_address)
        if not change:
            super().save_model(request, obj, form, change)
            return
        obj.save(update_fields=[*OWN, "market", "settings"])
        with writing():
            Channel.objects.filter(pk=obj.pk).update(feed_cursor=0, subscribed_at_ms=0)
            trouble.clear(obj)

    def get_urls(self) -> list[Any]:
        own = [
            path("<str:key>/do/<str:verb>/", self.admin_site.admin_view(require_POST(self.do)), name="channel_do"),
            path("<str:key>/connect/", self.admin_site.admin_view(require_POST(self.connect)), name="channel_connect"),
            path("<str:key>/connected/", self.admin_site.admin_view(self.connected), name="channel_connected"),
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        channel = get_object_or_404(self.get_queryset(request), pk=object_id)
        panel = {
            "state": self.state(channel),
            "tone": dict(HEALTH).get(self.state(channel)[0], ("", "default"))[1],
            "words": trouble.in_words(channel),
            "is_connected": bool(channel.tokens) or not authorise.can_ask(channel),
            "can_ask": authorise.can_ask(channel),
            "orders_read": self.orders_read(channel),
            "stock_written": ago(channel.pushed_at_ms, now_ms()),
            "listings_read": ago(channel.scanned_at_ms, now_ms()),
            "lag": self.lag(channel),
            "webhooks": self.webhooks(channel),
            "listings": reverse("admin:channels_listing_changelist") + f"?channel__key__exact={channel.pk}",
            "channel": channel,
        }
        drifted = drift_admin.panel(channel)
        context = {"panel": panel, "drift": drifted, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def do(self, request: HttpRequest, key: str, verb: str) -> HttpResponse:
        """Scan, read orders or write stock now, by the same code that the loop runs."""
        channel = get_object_or_404(Channel.objects.select_related("merchant"), pk=key)
        if not self.has_change_permission(request, channel) or verb not in now.VERBS:
            return HttpResponseRedirect(reverse("admin:index"))
        try:
            messages.success(request, DONE[verb] % now.do(verb, channel))
        except ConnectorError as error:
            messages.error(request, trouble.error_in_words(error))
        return self._back(key)

    def connect(self, request: HttpRequest, key: str) -> HttpResponse:
        """Send the owner to the marketplace."""
        channel = get_object_or_404(Channel, pk=key)
        state = request.session["connecting"] = get_random_string(32)
        back = request.build_absolute_uri(reverse("admin:channel_connected", args=[key]))
        try:
            return HttpResponseRedirect(authorise.link(channel, back, state))
        except ConnectorError as error:
            messages.error(request, trouble.error_in_words(error))
            return self._back(key)

    def connected(self, request: HttpRequest, key: str) -> HttpResponse:
        """Take the owner back who said yes."""
        channel = get_object_or_404(Channel, pk=key)
        state = request.session.pop("connecting", "")
        try:
            if state and constant_time_compare(state, request.GET.get("state", "")):
                authorise.finish(channel, request.GET.dict())
                messages.success(request, gettext("%s is connected.") % channel.name)
            else:
                messages.error(request, gettext("That was another shop, or too late. Connect once more."))
        except ConnectorError as error:
            messages.error(request, trouble.error_in_words(error))
        return self._back(key)

    def _back(self, key: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:channels_channel_change", args=[key]))


@admin.register(Listing)
class ListingPage(Page):
    list_display = ["named", "channel", "sells", "numbers", "state", "priced"]
    list_filter = [
        question(
            "state",
            _("state"),
            {
                "unlinked": (_("Not linked"), UNLINKED),
                "refused": (_("Refused"), REFUSED),
                "differs": (_("Differs"), DIFFERS & HERE),
                "ok": (_("In step"), Q(variant__isnull=False, pushed=F("wanted"), refused="") & HERE),
                "gone": (_("Gone"), Q(status=GONE)),
            },
        ),
        "channel",
    ]
    search_fields = ["name", "sku", "external_product", "variant__sku", "variant__product__name"]
    search_help_text = _("Name, SKU or number")
    list_select_related = ["channel__merchant", "variant__product"]
    autocomplete_fields = ["variant"]
    fields = [("name", "sku"), ("channel", "status"), "variant", ("numbers", "state_text"), ("read_back", "refused")]
    readonly_fields = ["name", "sku", "channel", "status", "numbers", "state_text", "read_back", "refused"]
    actions = ["link_same_sku", "unlink", "write_again"]

    @column(_("listing"), order="name", header=True)
    def named(self, listing: Listing) -> list[str]:
        return [listing.name, listing.sku or gettext("no SKU")]

    @column(_("sells"))
    def sells(self, listing: Listing) -> str:
        if listing.variant is None:
            return NOTHING
        where = reverse("admin:catalog_product_change", args=[listing.variant.product_id])
        return format_html('<a class="quiet" href="{}">{}</a>', where, listing.variant)

    @column(_("should show / shows"), order="wanted")
    def numbers(self, listing: Listing) -> str:
        shows = listing.pushed if listing.pushed is not None else listing.seen
        return f"{_number(listing.wanted)} / {_number(shows)}"

    @column(_("state"), labels={state: tone for state, (_text, tone) in STATES.items()})
    def state(self, listing: Listing) -> tuple[str, str]:
        state = state_of(listing)
        text = str(STATES[state][0])
        return state, f"{text}: {listing.refused}" if state == "refused" else text

    @column(_("state"))
    def state_text(self, listing: Listing) -> str:
        return str(STATES[state_of(listing)][0])

    @column(_("price"), order="price_minor")
    def priced(self, listing: Listing) -> str:
        return money(listing.price_minor, listing.channel.merchant.currency)

    @column(_("read back"))
    def read_back(self, listing: Listing) -> str:
        return f"{_number(listing.seen)}, {ago(listing.seen_at_ms, now_ms())}"

    @admin.action(description=_("Link to the goods of the same SKU"))
    def link_same_sku(self, request: HttpRequest, chosen: QuerySet[Listing]) -> None:
        keys = list(chosen.order_by().values_list("channel", flat=True).distinct())
        count = sum(links.link_these(channel, chosen) for channel in Channel.objects.filter(pk__in=keys))
        messages.success(request, gettext("%d listings were linked.") % count)

    @admin.action(description=_("Unlink: leave their stock alone"))
    def unlink(self, request: HttpRequest, chosen: QuerySet[Listing]) -> None:
        for listing in chosen.select_related("channel"):
            links.link(listing, None)
        messages.success(request, gettext("%d listings were unlinked.") % chosen.count())

    @admin.action(description=_("Write again now"))
    def write_again(self, request: HttpRequest, chosen: QuerySet[Listing]) -> None:
        with writing():
            count = chosen.order_by().update(pushed=None, next_try_at_ms=0, wanted_at_ms=now_ms())
        messages.success(request, gettext("%d listings are written again.") % count)

    def save_model(self, _request: HttpRequest, obj: Listing, form: Any, _change: bool) -> None:
        if "variant" in form.changed_data:
            links.link(obj, obj.variant_id)

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False


@admin.register(Hint)
class HintPage(ReadOnlyPage):
    """Orders that the book could not take, with the reason; they are tried again by themselves."""

    list_display = ["external_id", "channel", "refused", "at", "next_try"]
    search_fields = ["external_id", "refused"]
    list_filter = ["channel"]
    list_select_related = ["channel"]
    ordering = ["-at_ms"]
    fields = ["channel", "external_id", "refused", "at", "next_try"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hint]:
        return super().get_queryset(request).exclude(refused="")

    @column(_("at"), order="at_ms")
    def at(self, hint: Hint) -> str:
        return moment(hint.at_ms)

    @column(_("tried again"), order="next_try_at_ms")
    def next_try(self, hint: Hint) -> str:
        return moment(hint.next_try_at_ms)


def _market_of(request: HttpRequest, channel: Channel | None) -> str:
    """Return the marketplace that a form is about; "" while nobody has chosen one."""
    asked = channel.market if channel else request.GET.get("market") or request.POST.get("market", "")
    return asked if asked in MARKETS else ""


def lag_of(channel: Any) -> int:
    """Return how long a channel of ChannelPage's queryset has kept its oldest number waiting."""
    return 0 if channel.waiting_since_ms is None else max(0, now_ms() - channel.waiting_since_ms)


def _number(number: int | None) -> str:
    return "?" if number is None else str(number)
