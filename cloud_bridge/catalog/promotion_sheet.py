"""Promotions as a spreadsheet, a row each; goods by name, SKU and category, lists between semicolons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from import_export.fields import Field
from import_export.widgets import BooleanWidget, DateWidget, IntegerWidget, TimeWidget

from appliance.core.money import Currency
from cloud_bridge.catalog.models import Category, Product, Promotion, Variant
from cloud_bridge.office.exchange import Amount, Cell, Names, Sheet, texts
from cloud_bridge.people.models import CustomerGroup

PERCENT = Currency("%", 4, "")  # four decimals of a percent are parts per million
PART_MARK = "|"


class Percent(Amount):
    """A cell with a percent; kept in parts per million."""

    @property
    def currency(self) -> Currency:
        """What has four decimals."""
        return PERCENT


class Days(Cell):
    """A cell with days of the week, Monday is 1; kept with Monday as 0."""

    def clean(self, value: Any, row: Any = None, **_: Any) -> list[int]:  # noqa: ARG002 - as the library
        """Return the days; raises ValidationError."""
        days = texts(str(value or "").replace(",", ";"))
        if any(day not in "1234567" or len(day) != 1 for day in days):
            raise ValidationError(gettext("Days are numbers from 1 (Monday) to 7 (Sunday)."))
        return sorted(int(day) - 1 for day in days)

    def render(self, value: Any, obj: Any = None, **_: Any) -> str:  # noqa: ARG002 - as the library
        """Return the days."""
        return "; ".join(str(day + 1) for day in value or [])


class Parts(Names):
    """A cell with the parts of a bundle: "1: Coffee; Tea | 2: Bun" is one of two drinks and two buns."""

    def clean(self, value: Any, row: Any = None, **more: Any) -> Any:
        """Return the parts; raises ValidationError."""
        parts = []
        for text in str(value or "").split(PART_MARK):
            pieces, _, names = text.partition(":")
            if text.strip():
                if not pieces.strip().isdecimal():
                    raise ValidationError(gettext("Parts of a bundle are written as 1: Coffee; Tea | 2: Bun."))
                parts.append({"products": super().clean(names, row, **more), "quantity": int(pieces)})
        return parts

    def render(self, value: Any, obj: Any = None, **more: Any) -> str:
        """Return the parts."""
        texts_of = [
            f"{part.get('quantity', 1)}: {super(Parts, self).render(part.get('products'), obj, **more)}"
            for part in value or []
        ]
        return f" {PART_MARK} ".join(texts_of)


class PromotionSheet(Sheet):
    """A promotion per row, known by its name."""

    active = Field("is_active", "active", BooleanWidget(), default=True)
    products = Field("products", "products", Names(Product))
    categories = Field("categories", "categories", Names(Category))
    variants = Field("variants", "skus", Names(Variant, "sku"))
    percent = Field("ppm", "percent", Percent())
    amount = Field("minor", "amount", Amount())
    price = Field("price_minor", "price", Amount())
    parts = Field("parts", "parts", Parts(Product))
    weekdays = Field("weekdays", "weekdays", Days())
    from_time = Field("from_time", "from_time", TimeWidget("%H:%M"))
    to_time = Field("to_time", "to_time", TimeWidget("%H:%M"))
    from_date = Field("from_date", "from_date", DateWidget("%Y-%m-%d"))
    to_date = Field("to_date", "to_date", DateWidget("%Y-%m-%d"))
    groups = Field("groups", "groups", Names(CustomerGroup))
    minimum = Field("minimum_minor", "minimum", Amount())
    priority = Field("priority", "priority", IntegerWidget(), default=0)
    exclusive = Field("is_exclusive", "exclusive", BooleanWidget(), default=True)

    class Meta(Sheet.Meta):
        """Its columns."""

        model = Promotion
        name = "promotions"
        import_id_fields = ("name",)
        fields = (
            "name", "kind", "active", "products", "categories", "variants", "percent", "amount", "price", "buy", "pay",
            "quantity", "parts", "weekdays", "from_time", "to_time", "from_date", "to_date", "coupon", "groups",
            "minimum", "limit", "priority", "exclusive",
        )  # fmt: skip
