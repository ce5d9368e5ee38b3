"""What the owner promises: a promotion as the back office keeps it, and as tills compute it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appliance.core.promotion import PromotionWrong, from_data
from cloud_bridge.catalog.models.goods import Variant
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.keys import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

KINDS = [
    ("percent_each", _("Percent off each piece")),
    ("amount_each", _("Amount off each piece")),
    ("percent_sum", _("Percent off the whole order, or off the sum of some goods")),
    ("amount_sum", _("Amount off the whole order, or off the sum of some goods")),
    ("n_for_m", _("Buy some, pay for fewer (3 for 2)")),
    ("quantity_price", _("Several pieces for one price (3 for 10.000)")),
    ("bundle", _("A bundle for one price (A + B)")),
]
GIFTS = {
    "percent_each": ("ppm",),
    "percent_sum": ("ppm",),
    "amount_each": ("minor",),
    "amount_sum": ("minor",),
    "n_for_m": ("buy", "pay"),
    "quantity_price": ("quantity", "price_minor"),
    "bundle": ("price_minor",),
}
PLACES = {"from_minute": "from_time", "to_minute": "to_time", "exclusive": "is_exclusive"}
DAY_MINUTES = 24 * 60


class Promotion(models.Model):
    """A promotion; lists hold keys: of products, of variants where only some are meant, of categories, of groups.

    `parts` of a bundle: [{"products": [], "categories": [], "quantity": 1}]. What tills cannot compute is not saved.
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    name = models.CharField(_("name"), max_length=80, help_text=_("Printed on the receipt beside what comes off."))
    kind = models.CharField(_("kind"), max_length=16, choices=KINDS, default="percent_each")
    is_active = models.BooleanField(_("active"), default=True)
    products = models.JSONField(_("products"), default=list, blank=True)
    categories = models.JSONField(_("categories"), default=list, blank=True)
    variants = models.JSONField(_("only these variants"), default=list, blank=True)
    ppm = models.PositiveIntegerField(_("percent off"), null=True, blank=True)
    minor = models.BigIntegerField(_("amount off"), null=True, blank=True)
    price_minor = models.BigIntegerField(_("price together"), null=True, blank=True)
    buy = models.PositiveSmallIntegerField(_("pieces bought"), null=True, blank=True)
    pay = models.PositiveSmallIntegerField(_("pieces paid for"), null=True, blank=True)
    quantity = models.PositiveSmallIntegerField(_("pieces for that price"), null=True, blank=True)
    parts = models.JSONField(_("parts of the bundle"), default=list, blank=True)
    weekdays = models.JSONField(_("days of the week"), default=list, blank=True)
    from_time = models.TimeField(_("from"), null=True, blank=True)
    to_time = models.TimeField(_("until"), null=True, blank=True)
    from_date = models.DateField(_("first day"), null=True, blank=True)
    to_date = models.DateField(_("last day"), null=True, blank=True)
    coupon = models.CharField(_("coupon code"), max_length=40, blank=True)
    groups = models.JSONField(_("only for customers of"), default=list, blank=True)
    minimum_minor = models.BigIntegerField(_("from a sale of"), null=True, blank=True)
    limit = models.PositiveSmallIntegerField(_("times per sale at most"), null=True, blank=True)
    priority = models.SmallIntegerField(_("priority"), default=0)
    is_exclusive = models.BooleanField(_("does not combine with others"), default=True)

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        ordering = ["-is_active", "-priority", "name"]
        constraints = [models.UniqueConstraint(fields=["merchant", "name"], name="promotion_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, unless tills cannot compute it: raises PromotionWrong."""
        self.check_usable()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse what tills cannot compute; the reason stands at its field."""
        try:
            self.check_usable()
        except PromotionWrong as reason:
            field = PLACES.get(str(reason.values.get("field")), str(reason.values.get("field")))
            known = {one.name: one for one in self._meta.fields}
            label = str(known[field].verbose_name) if field in known else field
            text = gettext(reason.text).format(**{**reason.values, "field": label})
            raise ValidationError({field if field in known else NON_FIELD_ERRORS: text}) from reason

    def check_usable(self) -> None:
        """Raise PromotionWrong unless tills can compute it."""
        data = self.data()
        if data is not None:
            from_data(self.key, data)

    def data(self) -> dict[str, Any] | None:
        """Return what tills are told; None if the goods it names are all gone, for then it would mean all goods."""
        said: dict[str, Any] = {"name": self.name, "kind": self.kind}
        said |= {field: getattr(self, field) for field in GIFTS.get(self.kind, ())}
        if self.kind == "bundle":
            said["parts"] = [
                {**_goods(part), "quantity": part.get("quantity", 1)} if isinstance(part, dict) else part
                for part in self.parts
            ]
        else:
            goods = _goods({"products": self.products, "variants": self.variants, "categories": self.categories})
            if self.products and not any(goods.values()):
                return None
            said |= goods
        said |= {
            "weekdays": self.weekdays,
            "from_minute": _minute(self.from_time),
            "to_minute": _minute(self.to_time) or (DAY_MINUTES if self.to_time else None),
            "from_date": str(self.from_date or ""),
            "to_date": str(self.to_date or ""),
            "coupon": self.coupon,
            "groups": self.groups,
            "minimum_minor": self.minimum_minor,
            "limit": self.limit,
            "priority": self.priority or None,
            "exclusive": None if self.is_exclusive else False,
        }
        return {field: value for field, value in said.items() if value not in (None, "", [])}

    def names_product(self, product_key: str) -> bool:
        """Say whether a product is among its goods."""
        parts = [part.get("products", ()) for part in self.parts]
        return any(product_key in named for named in [self.products, *parts])


def _goods(named: dict[str, Any]) -> dict[str, Any]:
    """Return the variants and categories that are meant: products stand for all their variants."""
    products: Iterable[str] = named.get("products") or ()
    found = Variant.objects.filter(product__in=products).values_list("key", flat=True) if products else ()
    variants = sorted({*(named.get("variants") or ()), *found})
    goods = {"variants": variants, "categories": named.get("categories") or []}
    return {field: keys for field, keys in goods.items() if keys}


def _minute(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute
