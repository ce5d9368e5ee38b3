"""Products and variants as a shop owner fills them in: options a line each, barcodes and values in one field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from appliance.core.errors import LapakError
from cloud_bridge.catalog.codes import readable, taken_by
from cloud_bridge.catalog.models import Barcode, Category, Product, Variant
from cloud_bridge.catalog.picture_form import PictureForm
from cloud_bridge.office.pages import RowForm
from cloud_bridge.office.words import in_words
from cloud_bridge.stock.models import KitPart


class ProductForm(PictureForm):
    """A product with what its variants differ in."""

    choices = forms.CharField(
        label=_("options"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("What variants differ in, a line each: Size: S, M, L"),
    )

    low = forms.DecimalField(
        label=_("runs low at"),
        required=False,
        min_value=0,
        decimal_places=3,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text=_("So much or less is shown as low at the tills and here. Empty: as usual."),
    )

    class Meta:
        """What the form is about."""

        model = Product
        fields = (
            "name", "category", "tax_class", "rank", "is_favourite", "modifiers", "open_price", "min_age",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choices"].label = capfirst(_("options"))
        self.fields["low"].label = capfirst(_("runs low at"))
        if self.instance.low_milli is not None:
            self.initial["low"] = f"{(Decimal(self.instance.low_milli) / 1000).normalize():f}"
        lines = [f"{option['name']}: {', '.join(option['values'])}" for option in self.instance.options]
        self.initial["choices"] = "\n".join(lines)
        self.fields["min_age"].required = False

    def clean_min_age(self) -> int:
        """Return the age; nothing said is none."""
        return self.cleaned_data["min_age"] or 0

    def clean_choices(self) -> list[dict[str, Any]]:
        """Return the options."""
        options = []
        for line in self.cleaned_data["choices"].splitlines():
            name, mark, values = line.partition(":")
            if line.strip() and not (mark and name.strip() and listed(values)):
                raise forms.ValidationError(_("Write the name of the option, a colon, and its values."))
            if line.strip():
                options.append({"name": name.strip(), "values": listed(values)})
        return options

    def save(self, commit: bool = True) -> Any:
        """Keep the options too."""
        self.instance.options = self.cleaned_data["choices"]
        low = self.cleaned_data["low"]
        self.instance.low_milli = None if low is None else int(low * 1000)
        return super().save(commit)


class CategoryForm(PictureForm):
    """A group on the till's grid."""

    class Meta:
        """What is kept as it is typed."""

        model = Category
        fields = ("name", "key", "color", "rank")


class VariantForm(RowForm):
    """A variant with its barcodes in one field, and its options in another."""

    values = forms.CharField(
        label=_("options"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("In the order of the product's options: M, Red"),
    )
    codes = forms.CharField(label=_("Barcodes"), required=False, widget=UnfoldAdminTextInputWidget)

    class Meta:
        """What the form is about."""

        model = Variant
        fields = ("name", "sku", "unit", "price_minor", "weight_g", "is_scarce")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight_g"].required = False
        self.initial["values"] = ", ".join(self.instance.options)
        if not self.is_new:
            self.initial["codes"] = " ".join(one.gtin.lstrip("0") for one in self.instance.barcodes.all())

    @property
    def is_new(self) -> bool:
        """Whether it is not kept yet."""
        return not Variant.objects.filter(pk=self.instance.pk).exists()

    def clean_codes(self) -> list[str]:
        """Return the codes as 14 digits."""
        codes = []
        for code in self.cleaned_data["codes"].split():
            try:
                codes.append(readable(code))
            except LapakError as reason:
                raise forms.ValidationError(in_words(reason)) from reason
        other = taken_by(codes, self.instance)
        if other is not None:
            text = _("%(code)s is the code of %(other)s already.")
            raise forms.ValidationError(text, params={"code": other.gtin.lstrip("0"), "other": other.variant})
        return codes

    def clean_is_scarce(self) -> bool:
        """Return whether it is; raises ValidationError for a kit."""
        is_scarce: bool = self.cleaned_data["is_scarce"]
        if is_scarce and not self.instance.is_scarce and KitPart.objects.filter(kit=self.instance.pk).exists():
            raise forms.ValidationError(_("A kit has no pieces of its own: make what is in it scarce."))
        return is_scarce

    def clean_weight_g(self) -> int:
        """Return the weight; nothing said is none."""
        return self.cleaned_data["weight_g"] or 0

    def clean_values(self) -> list[str]:
        """Return the values of its product's options."""
        return listed(self.cleaned_data["values"])

    def save(self, commit: bool = True) -> Any:
        """Keep the values too."""
        self.instance.options = self.cleaned_data["values"]
        return super().save(commit)

    def keep_codes(self) -> None:
        """Make the variant's barcodes what the field says."""
        codes = self.cleaned_data["codes"]
        for barcode in self.instance.barcodes.exclude(gtin__in=codes):
            barcode.delete()
        known = set(self.instance.barcodes.values_list("gtin", flat=True))
        for code in codes:
            if code not in known:
                Barcode.objects.create(merchant=self.instance.merchant, variant=self.instance, gtin=code)


def listed(text: str) -> list[str]:
    """Return what stands between commas."""
    return [one.strip() for one in text.split(",") if one.strip()]
