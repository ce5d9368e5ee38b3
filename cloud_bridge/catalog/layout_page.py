"""Till layouts in the back office: categories and favourites on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.layout_form import LayoutForm
from cloud_bridge.catalog.layout_sheet import LayoutSheet
from cloud_bridge.catalog.models import Category, Favourite, Layout
from cloud_bridge.fleet.models import Till
from cloud_bridge.office.exchange import exchange
from cloud_bridge.office.formats import NOTHING
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import Rows, column
from cloud_bridge.replication.sources import together

if TYPE_CHECKING:
    from django.http import HttpRequest


class FavouriteRows(Rows):
    """What stands on the first page."""

    model = Favourite
    fields = ("variant", "rank")
    autocomplete_fields = ("variant",)
    ordering_field = "rank"
    hide_ordering_field = True
    verbose_name_plural = _("Favourites, on the first page in this order; without any, those of the catalogue")


@admin.register(Layout)
@exchange(LayoutSheet)
class LayoutPage(RememberedPage):
    """The list of layouts, and the form of one."""

    form = LayoutForm
    list_display = ("name", "usual", "categories_shown", "favourites_count", "tills")
    search_fields = ("name", "favourites__variant__product__name")
    fields = ("name", "is_usual", "shown")
    inlines = (FavouriteRows,)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the layouts with what they count."""
        return super().get_queryset(request).annotate(favourite_count=Count("favourites"))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up the categories and the tills of the page's layouts all at once."""
        page = super().get_changelist_instance(request)
        names = dict(Category.objects.order_by("rank", "name").values_list("key", "name"))
        tills: dict[str | None, list[str]] = {}
        for key, name in Till.objects.order_by("name").values_list("layout", "name"):
            tills.setdefault(key, []).append(name)
        for layout in page.result_list:
            layout.names = [names[key] for key in layout.in_order(names)]
            layout.tills = sorted(tills.get(layout.key, []) + (tills.get(None, []) if layout.is_usual else []))
        return page

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the favourites and tell the tills of all of them at once."""
        with together():
            super().save_related(request, form, formsets, change)

    @column(_("usual"), order="is_usual")
    def usual(self, layout: Layout) -> str:
        """Mark the layout of every till that names no other."""
        return "✓" if layout.is_usual else ""

    @column(_("categories"))
    def categories_shown(self, layout: Any) -> str:
        """Show the names of its categories."""
        return ", ".join(layout.names) or NOTHING

    @column(_("favourites"), order="favourite_count")
    def favourites_count(self, layout: Any) -> int:
        """Show how many favourites it has."""
        return int(layout.favourite_count)

    @column(_("tills"))
    def tills(self, layout: Any) -> str:
        """Show the tills that have it."""
        return ", ".join(layout.tills) or NOTHING
