"""A promotion as a shop owner fills it in: goods by name, a percent as a percent, days by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminIntegerFieldWidget

from cloud_bridge.catalog.models import Barcode, Category, Product, Promotion, Variant
from cloud_bridge.office.fields import PercentField
from cloud_bridge.office.pages import RowForm
from cloud_bridge.people.models import CustomerGroup

if TYPE_CHECKING:
    ManyField = forms.ModelMultipleChoiceField[Any]
else:
    ManyField = forms.ModelMultipleChoiceField

PARTS = 3  # a bundle of more parts can be imported


class KeysField(ManyField):
    """Objects to choose, kept as a list of their keys."""

    def clean(self, value: Any) -> Any:
        """Return the keys."""
        return sorted(self.prepare_value(one) for one in super().clean(value))


def _products(**kwargs: Any) -> KeysField:
    widget = AutocompleteSelectMultiple(Variant._meta.get_field("product"), admin.site)  # noqa: SLF001 - documented
    return KeysField(Product.objects.all(), required=False, widget=widget, **kwargs)


def _variants(**kwargs: Any) -> KeysField:
    widget = AutocompleteSelectMultiple(Barcode._meta.get_field("variant"), admin.site)  # noqa: SLF001 - documented
    return KeysField(Variant.objects.select_related("product"), required=False, widget=widget, **kwargs)


def _pieces() -> forms.IntegerField:
    widget = UnfoldAdminIntegerFieldWidget
    return forms.IntegerField(label=_("pieces"), min_value=1, required=False, initial=1, widget=widget)


def _categories(**kwargs: Any) -> KeysField:
    widget = UnfoldAdminCheckboxSelectMultipleWidget
    return KeysField(Category.objects.all(), to_field_name="key", required=False, widget=widget, **kwargs)


class PromotionForm(RowForm):
    """The form of one promotion; what tills cannot compute is refused at the field that is wrong."""

    products = _products(
        label=_("products"), help_text=_("With all their variants. Neither products nor categories: all goods.")
    )
    categories = _categories(label=_("categories"))
    variants = _variants(label=_("only these variants"), help_text=_("Where not every size or colour is meant."))
    ppm = PercentField(label=_("percent off"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("days of the week"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("None: every day."),
    )
    groups = KeysField(
        CustomerGroup.objects.all(),
        to_field_name="key",
        required=False,
        label=_("only for customers of"),
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("None: for everybody."),
    )
    products_1 = _products(label=_("first part"))
    quantity_1 = _pieces()
    products_2 = _products(label=_("second part"))
    quantity_2 = _pieces()
    products_3 = _products(label=_("third part"))
    quantity_3 = _pieces()

    class Meta:
        """What the form is about."""

        model = Promotion
        fields = (
            "name", "kind", "is_active", "products", "categories", "variants", "ppm", "minor", "price_minor", "buy",
            "pay", "quantity", "weekdays", "from_time", "to_time", "from_date", "to_date", "coupon", "groups",
            "minimum_minor", "limit", "priority", "is_exclusive",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)
        for number, part in enumerate(self.instance.parts[:PARTS], 1):
            self.initial[f"products_{number}"] = part.get("products", [])
            self.initial[f"quantity_{number}"] = part.get("quantity", 1)

    def clean(self) -> dict[str, Any]:
        """Put the bundle's parts together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = []
        for number, known in enumerate([*self.instance.parts[:PARTS], *[{}] * PARTS][:PARTS], 1):
            named = {**known, "products": cleaned.get(f"products_{number}") or []}
            if named["products"] or named.get("categories") or named.get("variants"):
                parts.append({**named, "quantity": cleaned.get(f"quantity_{number}") or 1})
        self.instance.parts = parts + self.instance.parts[PARTS:] if cleaned.get("kind") == "bundle" else []
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """Put what is wrong with the parts beside the first of them."""
        if field is None and isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            places = {name: name if name in self.fields else NON_FIELD_ERRORS for name in error.error_dict}
            places["parts"] = "products_1"
            error = ValidationError({places[name]: reasons for name, reasons in error.error_dict.items()})
        super().add_error(field, error)
