"""What is sold: products, their variants, barcodes, categories and tax classes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    """What the owner thinks of as one thing; it is sold as its variants."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    name = models.CharField(_("name"), max_length=200)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("category"))
    tax_class = models.ForeignKey(TaxClass, models.PROTECT, verbose_name=_("tax class"))
    picture = models.CharField(_("picture"), max_length=40, blank=True)
    rank = models.IntegerField(_("rank"), default=0)
    is_favourite = models.BooleanField(_("favourite"), default=False)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """What is sold, counted and priced."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants", verbose_name=_("product"))
    sku = models.CharField(_("SKU"), max_length=100)
    name = models.CharField(_("variant name"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=8, default="pcs")
    price_minor = models.BigIntegerField(_("price"))

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [models.UniqueConstraint(fields=["merchant", "sku"], name="sku_once")]

    def __str__(self) -> str:
        return f"{self.product.name} {self.name}".strip()


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
