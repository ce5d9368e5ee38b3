"""Modifiers in the back office: a group and its choices on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import ModifierChoice, ModifierGroup
from cloud_bridge.catalog.modifier_sheet import ModifierSheet
from cloud_bridge.office.exchange import exchange
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import Rows, column

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class ChoiceRows(Rows):
    """The choices of a group."""

    model = ModifierChoice
    fields = ("name", "price_minor", "is_default", "rank")
    verbose_name_plural = _("choices")


@admin.register(ModifierGroup)
@exchange(ModifierSheet)
class ModifierPage(RememberedPage):
    """The list of groups, and the form of one."""

    list_display = ("name", "chosen", "min_choices", "max_choices", "rank")
    search_fields = ("name", "choices__name")
    fields = ("name", ("min_choices", "max_choices"), "rank")
    inlines = (ChoiceRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModifierGroup]:
        """Return the groups with their choices."""
        return super().get_queryset(request).prefetch_related("choices")

    @column(_("choices"))
    def chosen(self, group: ModifierGroup) -> str:
        """Show the names of its choices."""
        return ", ".join(choice.name for choice in group.choices.all())
