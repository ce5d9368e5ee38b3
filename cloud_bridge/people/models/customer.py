"""Who buys here: customers, the groups they belong to, what they bought."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Variant
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.keys import new_key


class CustomerGroup(models.Model):
    """Customers who are sold to alike: members, resellers, staff."""

    merchant = models.ForeignKey(Merchant, models.CASCADE)
    key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("customer group")
        verbose_name_plural = _("customer groups")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["merchant", "key"], name="customer_group_once")]

    def __str__(self) -> str:
        return self.name


class GroupPrice(models.Model):
    """What a variant costs a group's customers."""

    merchant = models.ForeignKey(Merchant, models.CASCADE)
    variant = models.ForeignKey(
        Variant, models.CASCADE, related_name="group_prices", db_index=False, verbose_name=_("variant")
    )
    group = models.ForeignKey(CustomerGroup, models.CASCADE, verbose_name=_("customer group"))
    price_minor = models.BigIntegerField(_("price"))

    class Meta:
        verbose_name = _("group price")
        verbose_name_plural = _("group prices")
        constraints = [models.UniqueConstraint(fields=["variant", "group"], name="group_price_once")]

    def __str__(self) -> str:
        return f"{self.variant}: {self.group}"


class Customer(models.Model):
    """A person or a business that buys; `points` is the sum of their moves (people/point_ledger.py writes it).

    Whoever asked to be forgotten keeps the key and the books, and has no name, number, address or note any more. Who
    was merged into somebody else is that customer from then on, also for a till that has not heard of it.
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.CharField(_("e-mail"), max_length=120, blank=True)
    group = models.ForeignKey(CustomerGroup, models.PROTECT, null=True, blank=True, verbose_name=_("customer group"))
    limit_minor = models.BigIntegerField(_("may owe"), default=0)
    is_exempt = models.BooleanField(_("pays no tax"), default=False)
    has_consent = models.BooleanField(_("may be written to"), default=False)
    note = models.TextField(_("note"), blank=True)
    points = models.BigIntegerField(_("points"), default=0, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False)
    forgotten_at_ms = models.BigIntegerField(_("forgotten"), null=True, editable=False)
    at_ms = models.BigIntegerField(_("customer since"), default=0, editable=False)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["merchant", "name"], name="customer_name"),
            models.Index(fields=["merchant", "phone"], name="customer_phone"),
        ]

    def __str__(self) -> str:
        return self.name or self.phone or self.email or self.key[:8]


class Purchase(models.Model):
    """A sale or a refund (less than nothing) with a customer's name on it; `sale` is its key in the order book."""

    customer = models.ForeignKey(Customer, models.CASCADE, db_index=False, verbose_name=_("customer"))
    source = models.CharField(max_length=80, unique=True)
    sale = models.CharField(max_length=36)
    number = models.CharField(_("receipt"), max_length=80)
    total_minor = models.BigIntegerField(_("total"))
    at_ms = models.BigIntegerField(_("at"))

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        indexes = [models.Index(fields=["customer", "at_ms"], name="purchase_of")]

    def __str__(self) -> str:
        return self.number
