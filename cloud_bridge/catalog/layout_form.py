"""A layout as its owner arranges it: the categories to tick and to move."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Category, Layout
from cloud_bridge.office.business import the_business
from cloud_bridge.office.fields import OrderedField
from cloud_bridge.office.pages import RowForm


class LayoutForm(RowForm):
    """A layout; every category that is not ticked is left out."""

    shown = OrderedField(
        label=_("Categories"),
        required=False,
        help_text=_("Ticked categories are shown, in this order. One that you add later comes after them."),
    )

    class Meta:
        """What is kept as it is typed."""

        model = Layout
        fields = ("name", "is_usual")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        merchant = self.instance.merchant_id or the_business()
        self._all = dict(Category.objects.filter(merchant=merchant).values_list("key", "name"))
        cast("OrderedField", self.fields["shown"]).choices = list(self._all.items())
        self.initial["shown"] = self.instance.in_order(self._all)

    def clean_name(self) -> str:
        """Return the name."""
        return str(self.cleaned_data["name"]).strip()

    def save(self, commit: bool = True) -> Any:
        """Keep the order and what is left out."""
        shown = self.cleaned_data["shown"]
        self.instance.categories = shown if shown != list(self._all) else []
        self.instance.hidden = [key for key in self._all if key not in shown]
        return super().save(commit)
