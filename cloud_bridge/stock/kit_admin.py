"""Kits in the back office: what each is made of, and how many of it the shelves make today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.database import writing
from cloud_bridge.office.exchange import exchange
from cloud_bridge.office.formats import NOTHING, money, quantity
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import Rows, column
from cloud_bridge.replication.sources import together
from cloud_bridge.stock import kits
from cloud_bridge.stock.kit_form import KitForm, PartForm, PartFormset
from cloud_bridge.stock.kit_sheet import KitSheet
from cloud_bridge.stock.models import Kit, KitPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest


def in_words(made: kits.Made) -> str:
    """Return how many there are and why not more: "makes 7: 15 of Beans, 2 each"."""
    part = made.part.part
    if part.is_scarce:
        text = gettext("makes none: %(part)s is scarce, and a piece inside a kit could be sold a second time")
        return text % {"part": part}
    if made.free_milli is None:
        return gettext("makes none: %(part)s was never counted") % {"part": part}
    said = {
        "n": made.units,
        "free": quantity(made.free_milli, part.unit),
        "part": part,
        "each": quantity(made.part.quantity_milli, part.unit),
    }
    if not made.units:
        return gettext("makes none: %(free)s of %(part)s, %(each)s each") % said
    return gettext("makes %(n)s: %(free)s of %(part)s, %(each)s each") % said


def contents(parts: Iterable[KitPart]) -> str:
    """Return what is in a kit, with how much of it."""
    return ", ".join(
        f"{quantity(one.quantity_milli, one.part.unit)} \N{MULTIPLICATION SIGN} {one.part}" for one in parts
    )


class PartRows(Rows):
    """What is in a kit."""

    model = KitPart
    fk_name = "kit"
    form = PartForm
    formset = PartFormset
    fields = ("part", "quantity")
    autocomplete_fields = ("part",)
    verbose_name = _("part of a kit")
    verbose_name_plural = _("what is in it")

    def get_extra(self, request: HttpRequest, obj: object = None, **_kwargs: Any) -> int:  # noqa: ARG002 - Django's names
        """Return how many empty rows there are: a new kit starts with two."""
        return 0 if obj else 2


@admin.register(Kit)
@exchange(KitSheet)
class KitPage(RememberedPage):
    """The list of kits, and what one is made of."""

    form = KitForm
    list_display = ("named", "in_it", "makes", "priced")
    search_fields = ("product__name", "name", "sku", "parts__part__sku", "parts__part__product__name")
    search_help_text = _("Name or SKU of the kit, or of what is in it")
    inlines = (PartRows,)
    actions = ("take_apart",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Kit]:
        """Return the kits with their parts."""
        return super().get_queryset(request).select_related("merchant").prefetch_related("parts__part__product")

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Ask for the goods of a new kit only."""
        return ("sold_as", "makes") if obj else ("variant",)

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Show what follows from the parts."""
        return ("sold_as", "makes") if obj else ()

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no: that would delete the goods; a kit is taken apart."""
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up what all kits of the page make at once."""
        page = super().get_changelist_instance(request)
        made = kits.made([kit.pk for kit in page.result_list])
        for kit in page.result_list:
            kit.made = made.get(kit.pk, ())
        return page

    @column(_("kit"), order="product__name", header=True)
    def named(self, kit: Kit) -> list[str]:
        """Show its name and its SKU."""
        return [str(kit), kit.sku]

    @column(_("kit"))
    def sold_as(self, kit: Kit) -> str:
        """Show under which goods it is sold."""
        return f"{kit} ({kit.sku})"

    @column(_("what is in it"))
    def in_it(self, kit: Any) -> str:
        """Show its parts."""
        return format_html('<span class="words">{}</span>', contents(kit.parts.all()))

    @column(_("on the shelves now"))
    def makes(self, kit: Any) -> str:
        """Say how many of it there are, store by store where several have its parts."""
        made: Sequence[kits.Made] = kit.made if hasattr(kit, "made") else kits.made([kit.pk]).get(kit.pk, ())
        name = len(made) > 1
        lines = ((f"{one.store} · {in_words(one)}" if name else in_words(one),) for one in made)
        return format_html('<span class="words">{}</span>', format_html_join(mark_safe("<br>"), "{}", lines) or NOTHING)

    @column(_("price"), order="price_minor")
    def priced(self, kit: Kit) -> str:
        """Show its price."""
        return format_html('<span class="sum">{}</span>', money(kit.price_minor, kit.merchant.currency))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002 - as Django
        """Keep nothing of the goods themselves, and remember what was in the kit."""
        form.before = contents(_parts(obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts and tell tills and channels of all of them at once."""
        with together():
            super().save_related(request, form, formsets, change)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Return what was in it before and what is in it now."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        after = contents(_parts(form.instance))
        field = f"{gettext('what is in it')}: {form.before or NOTHING} \N{RIGHTWARDS ARROW} {after or NOTHING}"
        return [] if after == form.before else [{"changed": {"fields": [field]}}]

    @admin.action(description=_("Take apart: sold and counted by itself again"))
    def take_apart(self, request: HttpRequest, chosen: QuerySet[Kit]) -> None:
        """Make these kits ordinary goods, of which nothing is there until it is counted."""
        found = list(chosen)
        with writing(), together():
            for kit in found:
                field = f"{gettext('what is in it')}: {contents(_parts(kit))} \N{RIGHTWARDS ARROW} {NOTHING}"
                KitPart.objects.filter(kit=kit.pk).delete()
                self.log_change(request, kit, [{"changed": {"fields": [field]}}])
        text = ngettext(
            "%d kit is ordinary goods now: count it, as none of it is there yet.",
            "%d kits are ordinary goods now: count them, as none of them are there yet.",
            len(found),
        )
        messages.info(request, text % len(found))


def _parts(kit: Any) -> QuerySet[KitPart]:
    return KitPart.objects.filter(kit=kit.pk).select_related("part__product").order_by("pk")
