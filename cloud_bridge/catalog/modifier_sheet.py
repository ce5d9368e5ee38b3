"""Modifiers as a spreadsheet, a choice per row; the group's own columns are the same in all of its rows."""

from __future__ import annotations

from typing import Any

from import_export.fields import Field
from import_export.widgets import BooleanWidget, IntegerWidget

from cloud_bridge.catalog.models import ModifierChoice, ModifierGroup
from cloud_bridge.office.exchange import Amount, Sheet


class ModifierSheet(Sheet):
    """A choice per row, known by its group's name and its own."""

    group = Field("group__name", "group", readonly=True)
    least = Field("group__min_choices", "min", readonly=True)
    most = Field("group__max_choices", "max", readonly=True)
    choice = Field("name", "choice")
    price = Field("price_minor", "price", Amount(), default=0)
    is_default = Field("is_default", "default", BooleanWidget(), default=False)
    rank = Field("rank", "rank", IntegerWidget(), default=0)

    class Meta(Sheet.Meta):
        """Its columns."""

        model = ModifierChoice
        name = "modifiers"
        import_id_fields = ("group", "choice")
        fields = ("group", "least", "most", "choice", "price", "is_default", "rank")

    def get_queryset(self) -> Any:
        """Return what a row may be found among."""
        return ModifierChoice.objects.filter(group__merchant=self.merchant).select_related("group")

    def filter_export(self, queryset: Any, **_: Any) -> Any:
        """Return the choices of the groups that are exported."""
        return ModifierChoice.objects.filter(group__in=queryset).select_related("group")

    def init_instance(self, row: Any = None) -> Any:  # noqa: ARG002 - as the library
        """Return a new choice; its group comes with the row."""
        return ModifierChoice()

    def after_init_instance(self, instance: Any, new: bool, row: Any, **_: Any) -> None:  # noqa: ARG002 - as the library
        """Find the choice's group, or make it; raises ValidationError."""
        name = str(row.get("group") or "")
        group = ModifierGroup.objects.filter(merchant=self.merchant, name=name).first()
        group = group or ModifierGroup(merchant=self.merchant, name=name)
        for field, column in (("min_choices", "min"), ("max_choices", "max")):
            if row.get(column) not in (None, ""):
                setattr(group, field, row[column])
        group.full_clean()
        group.save()
        instance.group = group
