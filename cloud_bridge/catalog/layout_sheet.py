"""Layouts as a spreadsheet: one a row, its categories and favourites in their order."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from import_export.fields import Field
from import_export.widgets import BooleanWidget

from cloud_bridge.catalog.models import Category, Favourite, Layout, Variant
from cloud_bridge.office.exchange import LIST_MARK, Sheet, texts


class LayoutSheet(Sheet):
    """A layout per row, known by its name; categories by name, favourites by SKU, both in their order."""

    is_usual = Field("is_usual", "usual", BooleanWidget(), default=False)
    categories = Field(column_name="categories", readonly=True)
    favourites = Field(column_name="favourites", readonly=True)

    class Meta(Sheet.Meta):
        """Its columns."""

        model = Layout
        name = "till layouts"
        import_id_fields = ("name",)
        skip_unchanged = False  # a row may change its favourites alone
        fields = ("name", "is_usual", "categories", "favourites")

    def dehydrate_categories(self, layout: Any) -> str:
        """Return the cell with the categories that are shown."""
        names = self._names()
        return f"{LIST_MARK} ".join(names[key] for key in layout.in_order(names)) if layout.pk else ""

    def dehydrate_favourites(self, layout: Any) -> str:
        """Return the cell with the SKUs of the favourites."""
        found = Favourite.objects.filter(layout=layout.pk).values_list("variant__sku", flat=True)
        return f"{LIST_MARK} ".join(found)

    def before_save_instance(self, instance: Any, row: Any, **_: Any) -> None:
        """Keep a layout only if everything it names is there; raises ValidationError."""
        if "categories" in row:
            names = self._names()
            keys = {name: key for key, name in names.items()}
            shown = [_known(keys, name, "categories") for name in texts(row["categories"])]
            instance.categories = shown
            instance.hidden = [key for key in names if key not in shown] if shown else []
        favourites = self._favourites(row) if "favourites" in row else None
        instance.save()
        if favourites is not None:
            instance.favourites.exclude(variant__in=favourites).delete()
            for rank, variant in enumerate(favourites):
                Favourite.objects.update_or_create(layout=instance, variant_id=variant, defaults={"rank": rank})

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Do nothing: it was saved with its favourites."""

    def _favourites(self, row: Any) -> list[str]:
        wanted = texts(row["favourites"])
        found = Variant.objects.filter(merchant=self.merchant, sku__in=wanted).values_list("sku", "key")
        return [_known(dict(found), sku, "favourites") for sku in dict.fromkeys(wanted)]

    def _names(self) -> dict[str, str]:
        return dict(Category.objects.filter(merchant=self.merchant).values_list("key", "name"))


def _known(keys: dict[str, str], name: str, column: str) -> str:
    if name not in keys:
        raise ValidationError({column: gettext("“%(name)s” is not known here.") % {"name": name}})
    return keys[name]
