"""Scarce goods in the back office: where the right to sell each piece is, and the switch to and from selling so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cloud_bridge.catalog.models import Variant
from cloud_bridge.channels.models import ScarceListing
from cloud_bridge.keys import now_ms
from cloud_bridge.office.formats import NOTHING, ago, quantity
from cloud_bridge.office.pages import ReadOnlyPage, RowForm, column
from cloud_bridge.stock import escrow, holders
from cloud_bridge.stock.models import KitPart, Right, Scarce

if TYPE_CHECKING:
    from django.http import HttpRequest

MAY = "stock.change_scarce"


EXPLAINED = _(
    "Each piece may then be sold in one place only. A till asks for the right to a piece when it first sells one,"
    " which takes a second online and does not work offline. A listing shows what it holds the right to; where the"
    " marketplace cannot compare before it writes, it shows nothing for about a minute whenever rights move. Kits with"
    " it make none."
)


class ScarceForm(RowForm):
    """Chooses what becomes scarce."""

    variant = forms.ModelChoiceField(
        Variant.objects.select_related("product"),
        label=_("Goods"),
        widget=AutocompleteSelect(KitPart._meta.get_field("part"), admin.site),  # noqa: SLF001 - documented
        help_text=EXPLAINED,
    )

    class Meta:
        """What is kept: nothing of the form itself."""

        model = Scarce
        fields = ()

    def clean_variant(self) -> Variant:
        """Return goods that can become scarce; raises ValidationError."""
        variant: Variant = self.cleaned_data["variant"]
        if variant.is_scarce:
            raise forms.ValidationError(_("%(name)s is scarce already."), params={"name": variant})
        if holders.is_kit(variant):
            text = _("%(name)s is a kit and has no pieces of its own: choose what is in it.")
            raise forms.ValidationError(text, params={"name": variant})
        return variant

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - as Django
        """Return what was chosen."""
        super().save(commit=False)
        return Scarce._base_manager.get(pk=self.cleaned_data["variant"].pk)  # noqa: SLF001 - documented


@admin.register(Scarce)
class ScarcePage(ReadOnlyPage):
    """The list of scarce goods, and who holds the rights to one of them."""

    form = ScarceForm
    list_display = ("named", "free", "pool", "tills", "channels", "asked")
    search_fields = ("product__name", "name", "sku", "barcodes__gtin")
    search_help_text = _("Name, SKU or barcode")
    list_select_related = ("product",)
    change_form_outer_before_template = "office/scarce.html"

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Ask for goods that are to become scarce; of those that are, the page itself says everything."""
        return () if obj else [(None, {"fields": ["variant"]})]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002 - as Django
        """Return nothing."""
        return ()

    def has_add_permission(self, request: HttpRequest, *_args: Any) -> bool:
        """Say whether somebody may make goods scarce."""
        return bool(request.user.has_perm(MAY))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up the rights to all goods of the page at once."""
        page = super().get_changelist_instance(request)
        found = holders.sums([one.pk for one in page.result_list])
        for one in page.result_list:
            one.sums = found.get(one.pk, holders.Sums())
        return page

    @column(_("goods"), order="product__name", header=True)
    def named(self, variant: Scarce) -> list[str]:
        """Show its name and its SKU."""
        return [str(variant), variant.sku]

    @column(_("free in the books"))
    def free(self, variant: Any) -> str:
        """Show what is there and not promised."""
        return quantity(variant.sums.free, variant.unit)

    @column(_("nobody holds"))
    def pool(self, variant: Any) -> str:
        """Show what can be granted."""
        return quantity(variant.sums.pool, variant.unit)

    @column(_("tills hold"))
    def tills(self, variant: Any) -> str:
        """Show what tills may sell."""
        return quantity(variant.sums.tills, variant.unit)

    @column(_("channels hold"))
    def channels(self, variant: Any) -> str:
        """Show what listings may sell."""
        return quantity(variant.sums.channels, variant.unit)

    @column(_("asked back"))
    def asked(self, variant: Any) -> str:
        """Show what holders are asked to give back."""
        return quantity(variant.sums.asked, variant.unit) if variant.sums.asked else NOTHING

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002 - as Django
        """Make it scarce."""
        holders.switch(obj.pk, is_scarce=True)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Show who holds what."""
        variant = Scarce.objects.filter(pk=object_id).first()
        panel = None if variant is None else _panel(request, variant)
        return super().change_view(request, object_id, form_url, {"panel": panel, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        """Return the addresses of the buttons too."""
        view = self.admin_site.admin_view
        return [
            path("<str:key>/usual/", view(require_POST(self._usual)), name="stock_scarce_usual"),
            path("<str:key>/back/<int:right>/", view(require_POST(self._back)), name="stock_scarce_back"),
            *super().get_urls(),
        ]

    def _usual(self, request: HttpRequest, key: str) -> HttpResponse:
        if request.user.has_perm(MAY) and holders.switch(key, is_scarce=False):
            variant = Scarce._base_manager.select_related("product").get(pk=key)  # noqa: SLF001 - documented
            self.log_change(request, variant, [{"changed": {"fields": [gettext("scarce")]}}])
            messages.success(request, gettext("%s is sold as usual again.") % variant)
        return HttpResponseRedirect(reverse("admin:stock_scarce_changelist"))

    def _back(self, request: HttpRequest, key: str, right: int) -> HttpResponse:
        if request.user.has_perm(MAY):
            is_mine = Right.objects.filter(pk=right, variant=key).exists()
            if is_mine and escrow.ask_back(right):
                messages.success(request, gettext("It is asked: what its open sale does not need comes to the pool."))
            else:
                messages.info(request, gettext("There is nothing more to ask it for."))
        return HttpResponseRedirect(reverse("admin:stock_scarce_change", args=[key]))


def _panel(request: HttpRequest, variant: Scarce) -> dict[str, Any]:
    """Return what the template shows of a variant."""
    at_ms = now_ms()
    inside = KitPart.objects.filter(part=variant.pk).select_related("kit__product")
    return {
        "variant": variant,
        "sku": variant.sku,
        "places": [_place(place, variant.unit, at_ms) for place in holders.places(variant)],
        "kits": ", ".join(sorted(str(one.kit) for one in inside)),
        "may": request.user.has_perm(MAY),
    }


def _place(place: holders.Place, unit: str, at_ms: int) -> dict[str, Any]:
    return {
        "store": place.store.name,
        "free": quantity(place.free_milli, unit),
        "pool": quantity(max(0, place.pool_milli), unit),
        "short": quantity(-place.pool_milli, unit) if place.pool_milli < 0 else "",
        "holders": [_holder(one, unit, at_ms) for one in place.holders],
    }


def _holder(holder: holders.Holder, unit: str, at_ms: int) -> dict[str, Any]:
    right, till, channel = holder.right, holder.till, holder.channel
    waits_milli = max(0, right.wanted_milli - holder.left_milli)
    is_silent = till is not None and not till.is_online
    link = ""
    if till is not None:
        link = reverse("admin:fleet_till_change", args=[till.pk])
    elif channel is not None:
        link = reverse("admin:channels_channel_change", args=[channel.pk])
    return {
        "key": right.pk,
        "name": holders.name_of(holder),
        "link": link,
        "state": _state_of_till(till, at_ms) if till is not None else _state_of_listing(holder.listing, at_ms),
        "left": quantity(holder.left_milli, unit),
        "waits": quantity(waits_milli, unit) if waits_milli else "",
        "waits_since": ago(right.wanted_at_ms, at_ms),
        "asked": quantity(holder.asked_milli, unit) if holder.asked_milli else "",
        "asked_since": ago(right.asked_at_ms, at_ms),
        "is_silent": is_silent and holder.left_milli > 0,
        "can_ask": till is not None and holder.left_milli > holder.asked_milli and not waits_milli,
    }


def _state_of_till(till: Any, at_ms: int) -> str:
    if till.is_online:
        return gettext("online")
    return gettext("silent, last heard %s") % ago(till.seen_at_ms, at_ms)


def _state_of_listing(row: ScarceListing | None, at_ms: int) -> str:
    """Say how far a listing is: what it shows, or why it shows nothing."""
    if row is None:
        return gettext("not listed any more")
    if row.state == ScarceListing.OPEN and row.is_answered:
        return gettext("shows %(n)d, opened %(when)s") % {"n": row.shown, "when": ago(row.opened_at_ms, at_ms)}
    if row.state == ScarceListing.OPEN:
        return gettext("%(n)d was written and not answered yet") % {"n": row.shown}
    if row.state == ScarceListing.CLOSED:
        return gettext("closed %s; opens when all orders are known") % ago(row.closed_at_ms, at_ms)
    return gettext("is being closed")
