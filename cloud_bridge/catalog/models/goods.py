"""What is sold: products, their variants, barcodes, categories and tax classes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appliance.core import tax
from appliance.core.errors import LapakError
from appliance.core.totals import total_of
from cloud_bridge.catalog.models.modifier import ModifierGroup
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.keys import new_key


class TaxClass(models.Model):
    """The taxes on a kind of goods; `taxes` holds the arguments of appliance.core.tax.Tax."""

    merchant = models.ForeignKey(Merchant, models.CASCADE)
    key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    taxes = models.JSONField(_("taxes"), default=list, blank=True)

    class Meta:
        verbose_name = _("tax class")
        verbose_name_plural = _("tax classes")
        constraints = [models.UniqueConstraint(fields=["merchant", "key"], name="tax_class_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse taxes that tills cannot compute."""
        try:
            total_of([(tax.TaxClass(self.key, self.name, [tax.Tax(**one) for one in self.taxes]), 1_000, 1_000)])
        except LapakError as reason:
            raise ValidationError({"taxes": gettext(reason.text).format(**reason.values)}) from reason
        except (TypeError, AttributeError, ZeroDivisionError) as reason:
            raise ValidationError({"taxes": _("These are not taxes as a till knows them.")}) from reason


class Category(models.Model):
    """A group on the till's grid."""

    merchant = models.ForeignKey(Merchant, models.CASCADE)
    key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    color = models.CharField(_("colour"), max_length=7, default="#0B6B4F")
    picture = models.CharField(_("picture"), max_length=40, blank=True)
    rank = models.IntegerField(_("rank"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["rank", "name"]
        constraints = [models.UniqueConstraint(fields=["merchant", "key"], name="category_once")]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """What the owner thinks of as one thing; it is sold as its variants.

    `options` is what variants differ in: [{"name": "Size", "values": ["S", "M"]}].
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    name = models.CharField(_("name"), max_length=200)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("category"))
    tax_class = models.ForeignKey(TaxClass, models.PROTECT, verbose_name=_("tax class"))
    picture = models.CharField(_("picture"), max_length=40, blank=True)
    rank = models.IntegerField(_("rank"), default=0)
    is_favourite = models.BooleanField(_("favourite"), default=False)
    options = models.JSONField(_("options"), default=list, blank=True)
    modifiers = models.ManyToManyField(ModifierGroup, related_name="products", blank=True, verbose_name=_("modifiers"))
    open_price = models.BooleanField(
        _("price is typed at the till"), default=False, help_text=_("For goods that cost something else each time.")
    )
    min_age = models.PositiveSmallIntegerField(
        _("sold from age"), default=0, help_text=_("0: to everybody. The till asks the cashier to check.")
    )
    low_milli = models.BigIntegerField(_("runs low at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """What is sold, counted and priced; `options` says which value it has of each of its product's options."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants", verbose_name=_("product"))
    sku = models.CharField(_("SKU"), max_length=100)
    name = models.CharField(_("variant name"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=8, default="pcs")
    price_minor = models.BigIntegerField(_("price"))
    options = models.JSONField(_("options"), default=list, blank=True)
    weight_g = models.PositiveIntegerField(_("weight in grams"), default=0)
    is_scarce = models.BooleanField(
        _("scarce"),
        default=False,
        db_default=False,
        help_text=_("Each piece may be sold in one place only: a till or a shop needs the right to it first."),
    )

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [models.UniqueConstraint(fields=["merchant", "sku"], name="sku_once")]
        indexes = [models.Index(fields=["merchant"], condition=models.Q(is_scarce=True), name="variant_scarce")]

    def __str__(self) -> str:
        return f"{self.product.name} {self.name or ' '.join(self.options)}".strip()


class Barcode(models.Model):
    """A code under which a variant is scanned, as 14 digits."""

    merchant = models.ForeignKey(Merchant, models.CASCADE)
    gtin = models.CharField(_("barcode"), max_length=14)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="barcodes", verbose_name=_("variant"))

    class Meta:
        verbose_name = _("barcode")
        verbose_name_plural = _("barcodes")
        constraints = [models.UniqueConstraint(fields=["merchant", "gtin"], name="gtin_once")]

    def __str__(self) -> str:
        return self.gtin
