"""Form fields for what people write otherwise than it is kept: money, percents, chosen parts in an order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from appliance.core.errors import LapakError
from cloud_bridge.office.business import its_currency, the_business
from cloud_bridge.office.words import in_words

PPM_PER_PERCENT = 10_000


class PercentField(forms.DecimalField):
    """A share in percent, kept in parts per million."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=4, widget=UnfoldAdminDecimalFieldWidget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field."""
        if isinstance(value, int):
            return f"{(Decimal(value) / PPM_PER_PERCENT).normalize():f}"
        return value

    def clean(self, value: Any) -> Any:
        """Return parts per million."""
        percent = super().clean(value)
        return None if percent is None else int(percent * PPM_PER_PERCENT)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether somebody typed another share."""
        return super().has_changed(self.prepare_value(initial), data)


class WholeField(forms.IntegerField):
    """A whole number that is not below nothing; `unit` stands in its label."""

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        super().__init__(min_value=least, widget=UnfoldAdminIntegerFieldWidget, **kwargs)


class MoneyField(forms.CharField):
    """An amount in the merchant's currency, as people write it with a point; kept in minor units, None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"}), **kwargs)

    @property
    def currency(self) -> Any:
        """What the amount is in."""
        return its_currency(the_business())

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field."""
        if isinstance(value, int):
            exponent = self.currency.exponent
            return f"{Decimal(value).scaleb(-exponent):.{exponent}f}"
        return value

    def clean(self, value: Any) -> Any:
        """Return the minor units; raises ValidationError."""
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            minor = self.currency.parse(text)
        except LapakError as error:
            raise ValidationError(in_words(error)) from error
        if minor < 0:
            raise ValidationError(_("This cannot be less than nothing."))
        return minor

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether somebody typed another amount."""
        return super().has_changed(self.prepare_value(initial), data)


class OrderedWidget(forms.CheckboxSelectMultiple):
    """Boxes to tick that can be moved up and down; the browser sends those that are ticked in their order."""

    template_name = "office/ordered.html"

    class Media:
        """What moves them."""

        js = ("office/ordered.js",)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """Return the choices, those that are chosen first and in their order."""
        rank = {chosen: place for place, chosen in enumerate(value)}
        kept = self.choices
        self.choices = sorted(kept, key=lambda choice: rank.get(str(choice[0]), len(rank)))
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = kept


class OrderedField(forms.MultipleChoiceField):
    """Some of the choices, in an order."""

    widget = OrderedWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether others were chosen, or the same in another order."""
        return [str(one) for one in initial or []] != [str(one) for one in data or []]
