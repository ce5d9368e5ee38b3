"""A kit as a shop owner makes one: which goods it is, and so much of what is in it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from cloud_bridge.catalog.models import Variant
from cloud_bridge.office.pages import RowForm
from cloud_bridge.stock.models import Kit, KitPart, why_not_a_kit

if TYPE_CHECKING:
    Formset = forms.BaseInlineFormSet[Any, Any, Any]
else:
    Formset = forms.BaseInlineFormSet

LEAST = Decimal("0.001")


class KitForm(RowForm):
    """Chooses the goods that a new kit is; those of a kit that exists stay what they are."""

    variant = forms.ModelChoiceField(
        Variant.objects.select_related("product"),
        label=_("Kit"),
        widget=AutocompleteSelect(KitPart._meta.get_field("kit"), admin.site),  # noqa: SLF001 - documented
        help_text=_("The goods under which it is sold: make them a product first. They have no stock of their own."),
    )

    class Meta:
        """What is kept: nothing of the goods themselves."""

        model = Kit
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Kit.objects.filter(pk=self.instance.pk).exists():
            del self.fields["variant"]
        else:  # its parts are checked against what it is going to be
            chosen = Kit._base_manager.filter(pk=self.data.get("variant") or "").first()  # noqa: SLF001 - documented
            self.instance = chosen or self.instance

    def clean_variant(self) -> Variant:
        """Return goods that may be a kit and are none yet; raises ValidationError."""
        variant: Variant = self.cleaned_data["variant"]
        if KitPart.objects.filter(kit=variant).exists():
            text = _("%(name)s is a kit already: open it in the list and change what is in it.")
            raise ValidationError(text, params={"name": variant})
        why_not = why_not_a_kit(variant)
        if why_not:
            raise ValidationError(why_not)
        return variant


class PartForm(RowForm):
    """A part, and how much of it is in one kit."""

    quantity = forms.DecimalField(
        label=_("in one kit"),
        min_value=LEAST,
        max_digits=12,
        decimal_places=3,
        initial=1,
        widget=UnfoldAdminDecimalFieldWidget,
        error_messages={"min_value": _("More than nothing of it must be in a kit; delete the row if none is.")},
    )

    class Meta:
        """What is kept as it is chosen."""

        model = KitPart
        fields = ("part",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["quantity"] = f"{(Decimal(self.instance.quantity_milli) / 1000).normalize():f}"

    def save(self, commit: bool = True) -> Any:
        """Keep the quantity too."""
        self.instance.quantity_milli = int(self.cleaned_data["quantity"] * 1000)
        return super().save(commit)


class PartFormset(Formset):
    """The parts of one kit; a new kit has at least one."""

    def clean(self) -> None:
        """Raise ValidationError for a kit of nothing."""
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data.get("part") and not form.cleaned_data.get("DELETE")]
        if not kept and not any(self.errors) and not KitPart.objects.filter(kit=self.instance.pk).exists():
            raise ValidationError(_("Say what is in it: a kit has at least one part."))
