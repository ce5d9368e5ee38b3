"""Kits as a spreadsheet: a part of a kit in every row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from import_export.fields import Field

from cloud_bridge.catalog.models import Variant
from cloud_bridge.office.exchange import Cell, Quantity, Sheet
from cloud_bridge.stock.models import Kit, KitPart


class Sku(Cell):
    """A cell that names a variant of the merchant by its SKU."""

    def clean(self, value: Any, row: Any = None, **_: Any) -> Variant:  # noqa: ARG002 - as the library
        """Return the variant; raises ValidationError."""
        sku = str("" if value is None else value)
        found = Variant.objects.filter(merchant=self.merchant, sku=sku).select_related("product").first()
        if found is None:
            raise ValidationError(gettext("“%(name)s” is not known here.") % {"name": sku})
        return found

    def render(self, value: Any, obj: Any = None, **_: Any) -> str:  # noqa: ARG002 - as the library
        """Return its SKU."""
        return value.sku if value else ""


class KitSheet(Sheet):
    """A part per row, known by the kit's SKU and its own; the names are only for whoever reads it."""

    kit = Field("kit", "kit", Sku())
    kit_name = Field(column_name="kit_name", readonly=True)
    part = Field("part", "part", Sku())
    part_name = Field(column_name="part_name", readonly=True)
    quantity = Field("quantity_milli", "quantity", Quantity())

    class Meta(Sheet.Meta):
        """Its columns."""

        model = KitPart
        name = "kits"
        import_id_fields = ("kit", "part")
        fields = ("kit", "kit_name", "part", "part_name", "quantity")
        store_instance = True

    def get_queryset(self) -> Any:
        """Return what a row may be found among."""
        return KitPart.objects.filter(kit__merchant=self.merchant).select_related("kit__product", "part__product")

    def filter_export(self, queryset: Any, **_: Any) -> Any:
        """Return the parts of the kits that are exported."""
        found = self.get_queryset().filter(kit__in=queryset.values("pk"))
        return found.order_by("kit__product__name", "kit__name", "pk")

    def init_instance(self, row: Any = None) -> KitPart:  # noqa: ARG002 - as the library
        """Return a new part; what it belongs to comes with the row."""
        return KitPart()

    def dehydrate_kit_name(self, part: Any) -> str:
        """Return the kit's name."""
        return str(part.kit) if part.kit_id else ""

    def dehydrate_part_name(self, part: Any) -> str:
        """Return the part's name."""
        return str(part.part) if part.part_id else ""

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Refuse a row that says nothing about how much there is of the part; raises ValidationError."""
        super().before_import_row(row, **kwargs)
        quantity = Quantity().clean(row.get("quantity"))
        if quantity is None or quantity <= 0:
            raise ValidationError({"quantity": gettext("More than nothing of a part must be in a kit.")})

    def after_import_row(self, row: Any, row_result: Any, **_: Any) -> None:  # noqa: ARG002 - as the library
        """Let the history of the kit tell of it."""
        part = row_result.instance
        if part is not None and part.kit_id:
            row_result.instance = Kit._base_manager.get(pk=part.kit_id)  # noqa: SLF001 - documented
