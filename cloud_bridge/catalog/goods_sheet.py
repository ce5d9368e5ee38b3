"""The catalogue as spreadsheets: products with a row for each variant, categories, tax classes."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from import_export.fields import Field
from import_export.widgets import IntegerWidget

from appliance.core.errors import LapakError
from appliance.core.photo import is_photo
from cloud_bridge.catalog.codes import readable, taken_by
from cloud_bridge.catalog.models import Barcode, Category, ModifierGroup, Picture, Product, TaxClass, Variant
from cloud_bridge.office.exchange import Amount, Cell, Quantity, Sheet, texts
from cloud_bridge.office.words import in_words

YES = ("yes", "ya", "y", "1", "true")


class Options(Cell):
    """A cell that says which options a variant has: "Size: S; Colour: Red"; kept as the list of values."""

    def clean(self, value: Any, row: Any = None, **_: Any) -> list[str]:  # noqa: ARG002 - as the library
        """Return the values."""
        return [value for _, value in named_values(value)]

    def render(self, value: Any, obj: Any = None, **_: Any) -> str:  # noqa: ARG002 - as the library
        """Return nothing of an option without a name; the sheet knows the names."""
        return "; ".join(value or [])


def named_values(cell: Any) -> list[tuple[str, str]]:
    """Return (option, value) of a cell; raises ValidationError."""
    found = []
    for text in texts(cell):
        name, mark, value = (part.strip() for part in text.partition(":"))
        if not mark or not name or not value:
            raise ValidationError(gettext("Options are written as Size: S; Colour: Red."))
        found.append((name, value))
    return found


class ProductSheet(Sheet):
    """A variant per row, known by its SKU; the product's own columns are the same in all of its rows."""

    product = Field("product__name", "product", readonly=True)
    category = Field("product__category__name", "category", readonly=True)
    tax_class = Field("product__tax_class__key", "tax_class", readonly=True)
    options = Field("options", "options", Options())
    variant = Field("name", "variant", default="")
    unit = Field("unit", "unit", default="pcs")
    price = Field("price_minor", "price", Amount())
    weight = Field("weight_g", "weight_g", IntegerWidget(), default=0)
    barcodes = Field(column_name="barcodes", readonly=True)
    modifiers = Field(column_name="modifiers", readonly=True)
    min_age = Field("product__min_age", "min_age", readonly=True)
    open_price = Field(column_name="open_price", readonly=True)
    picture = Field("product__picture", "picture", readonly=True)
    favourite = Field(column_name="favourite", readonly=True)
    low = Field("product__low_milli", "runs_low_at", Quantity(), readonly=True)

    class Meta(Sheet.Meta):
        """Its columns."""

        model = Variant
        name = "products"
        import_id_fields = ("sku",)
        skip_unchanged = False  # a row may change its product and its barcodes alone
        fields = (
            "product", "category", "tax_class", "options", "variant", "sku", "unit", "price", "weight", "barcodes",
            "modifiers", "min_age", "open_price", "picture", "favourite", "low",
        )  # fmt: skip

    def filter_export(self, queryset: Any, **_: Any) -> Any:
        """Return the variants of the products that are exported."""
        found = Variant.objects.filter(product__in=queryset).order_by("product__rank", "product__name", "name", "sku")
        found = found.select_related("product__category", "product__tax_class")
        return found.prefetch_related("barcodes", "product__modifiers")

    def dehydrate_options(self, variant: Any) -> str:
        """Return the cell with its options."""
        names = [option["name"] for option in variant.product.options] if variant.pk else []
        return "; ".join(f"{name}: {value}" for name, value in zip(names, variant.options, strict=False))

    def dehydrate_barcodes(self, variant: Any) -> str:
        """Return the cell with its barcodes."""
        return "; ".join(barcode.gtin.lstrip("0") for barcode in variant.barcodes.all())

    def dehydrate_modifiers(self, variant: Any) -> str:
        """Return the cell with its product's modifiers."""
        return "; ".join(group.name for group in variant.product.modifiers.all())

    def dehydrate_open_price(self, variant: Any) -> str:
        """Return the cell that says whether its price is typed."""
        return "yes" if variant.product.open_price else ""

    def dehydrate_favourite(self, variant: Any) -> str:
        """Return the cell that says whether it is a favourite."""
        return "yes" if variant.product.is_favourite else ""

    def after_init_instance(self, instance: Any, new: bool, row: Any, **_: Any) -> None:  # noqa: ARG002 - as the library
        """Find the variant's product, or make it, and make it what the row says; raises ValidationError."""
        name = str(row.get("product") or "")
        product = Product.objects.filter(merchant=self.merchant, name=name).first()
        product = product or Product(merchant=self.merchant, name=name)
        before = None if product._state.adding else _said(product)  # noqa: SLF001 - documented
        _fill(product, row)
        if _said(product) != before:
            product.full_clean()
            product.save()
        if "modifiers" in row:
            product.modifiers.set(_modifiers(self.merchant, row["modifiers"]))
        instance.product = product

    def before_save_instance(self, instance: Any, row: Any, **_: Any) -> None:
        """Keep a variant only if its barcodes can be kept; raises ValidationError."""
        codes = _codes(instance, row)
        instance.save()
        if codes is None:
            return
        for barcode in instance.barcodes.exclude(gtin__in=codes):
            barcode.delete()
        known = set(instance.barcodes.values_list("gtin", flat=True))
        for gtin in codes:
            if gtin not in known:
                Barcode.objects.create(merchant_id=instance.merchant_id, variant=instance, gtin=gtin)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Do nothing: it was saved with its barcodes."""


def _said(product: Product) -> dict[str, Any]:
    """Return what a product's columns say."""
    fields = product._meta.concrete_fields  # noqa: SLF001 - documented
    return deepcopy({field.attname: getattr(product, field.attname) for field in fields})


def _fill(product: Product, row: dict[str, Any]) -> None:
    """Make a product what a row's columns say; a column that is missing changes nothing."""
    if "category" in row:
        product.category = _category(product, str(row["category"] or ""))
    if row.get("tax_class"):
        product.tax_class = _tax_class(product, str(row["tax_class"]))
    for option, value in named_values(row.get("options")):
        known = next((one for one in product.options if one["name"] == option), None)
        if known is None:
            known = {"name": option, "values": []}
            product.options = [*product.options, known]
        if value not in known["values"]:
            known["values"].append(value)
    if "min_age" in row:
        product.min_age = row["min_age"] or 0
    if "picture" in row:
        product.picture = _picture(product, str(row["picture"] or ""))
    if "open_price" in row:
        product.open_price = str(row["open_price"] or "").lower() in YES
    if "favourite" in row:
        product.is_favourite = str(row["favourite"] or "").lower() in YES
    if "runs_low_at" in row:
        product.low_milli = Quantity().clean(row["runs_low_at"])


def _picture(product: Product, name: str) -> str:
    """Return the name of a drawing, or of a photo that is here; raises ValidationError."""
    if is_photo(name) and not Picture.objects.filter(merchant=product.merchant, name=name).exists():
        raise ValidationError({"picture": gettext("“%(name)s” is not known here.") % {"name": name}})
    return name


def _category(product: Product, name: str) -> Category | None:
    if not name:
        return None
    found = Category.objects.filter(merchant=product.merchant, name=name).first()
    return found or Category.objects.create(merchant=product.merchant, name=name, key=slugify(name)[:40] or name[:40])


def _tax_class(product: Product, key: str) -> TaxClass:
    found = TaxClass.objects.filter(merchant=product.merchant, key=key).first()
    if found is None:
        raise ValidationError({"tax_class": gettext("“%(name)s” is not known here.") % {"name": key}})
    return found


def _modifiers(merchant: Any, cell: Any) -> list[ModifierGroup]:
    groups = []
    for name in texts(cell):
        group = ModifierGroup.objects.filter(merchant=merchant, name=name).first()
        if group is None:
            raise ValidationError({"modifiers": gettext("“%(name)s” is not known here.") % {"name": name}})
        groups.append(group)
    return groups


def _codes(variant: Variant, row: dict[str, Any]) -> list[str] | None:
    """Return the 14-digit codes of a row's cell; None if it has no such column. Raises ValidationError."""
    if "barcodes" not in row:
        return None
    try:
        codes = [readable(code) for code in texts(row["barcodes"])]
    except LapakError as reason:
        raise ValidationError({"barcodes": in_words(reason)}) from reason
    other = taken_by(codes, variant)
    if other is not None:
        text = gettext("%(code)s is the code of %(other)s already.")
        raise ValidationError({"barcodes": text % {"code": other.gtin.lstrip("0"), "other": other.variant}})
    return codes


class CategorySheet(Sheet):
    """A category per row, known by its key."""

    class Meta(Sheet.Meta):
        """Its columns."""

        model = Category
        name = "categories"
        import_id_fields = ("key",)
        fields = ("key", "name", "color", "picture", "rank")


class Taxes(Cell):
    """A cell with taxes as JSON."""

    def clean(self, value: Any, row: Any = None, **_: Any) -> Any:  # noqa: ARG002 - as the library
        """Return the taxes; raises ValidationError."""
        try:
            return json.loads(value or "[]")
        except (ValueError, TypeError) as reason:
            raise ValidationError(gettext("These are not taxes as a till knows them.")) from reason

    def render(self, value: Any, obj: Any = None, **_: Any) -> str:  # noqa: ARG002 - as the library
        """Return the taxes as JSON."""
        return json.dumps(value or [])


class TaxClassSheet(Sheet):
    """A tax class per row, known by its key."""

    taxes = Field("taxes", "taxes", Taxes())

    class Meta(Sheet.Meta):
        """Its columns."""

        model = TaxClass
        name = "tax classes"
        import_id_fields = ("key",)
        fields = ("key", "name", "taxes")
