"""Channels (one shop on one marketplace) and their listings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Variant
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.keys import new_key


class Channel(models.Model):
    """One shop on one marketplace, fed by one store.

    `feed_cursor` is the last feed version whose stock the listings already want; `orders_cursor_ms` is up to where
    orders were pulled. `settings` are the connector's (base_url, partner_id ...), `tokens` its authorisation.
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    store = models.ForeignKey(Store, models.PROTECT, verbose_name=_("store"))
    market = models.CharField(_("marketplace"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    shop_id = models.CharField(_("shop"), max_length=40)
    settings = models.JSONField(default=dict, blank=True)
    tokens = models.JSONField(default=dict, blank=True, editable=False)
    buffer_units = models.PositiveIntegerField(_("buffer"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    feed_cursor = models.BigIntegerField(default=0, editable=False)
    orders_cursor_ms = models.BigIntegerField(default=0, editable=False)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)
    trouble_code = models.CharField(max_length=40, blank=True, editable=False)
    next_try_at_ms = models.BigIntegerField(default=0, editable=False)
    pulled_at_ms = models.BigIntegerField(_("orders read"), default=0, editable=False)
    pushed_at_ms = models.BigIntegerField(_("stock written"), default=0, editable=False)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [models.UniqueConstraint(fields=["market", "shop_id"], name="channel_once")]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """A variant as one channel shows it: the stock it should show (`wanted`) and the last the channel took (`pushed`)."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="listings")
    external_product = models.CharField(max_length=40)
    external_variant = models.CharField(max_length=40, blank=True)
    sku = models.CharField(_("SKU"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=255)
    status = models.CharField(_("status"), max_length=30, blank=True)
    price_minor = models.BigIntegerField(_("price"), default=0)
    variant = models.ForeignKey(Variant, models.SET_NULL, null=True, blank=True, verbose_name=_("variant"))
    wanted = models.IntegerField(_("should show"), null=True, blank=True)
    pushed = models.IntegerField(_("shows"), null=True, blank=True)
    refused = models.CharField(_("refused"), max_length=300, blank=True)
    next_try_at_ms = models.BigIntegerField(default=0, editable=False)
    pushed_at_ms = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_product", "external_variant"], name="listing_once"),
        ]
        indexes = [models.Index(fields=["channel", "variant"], name="listing_of")]

    def __str__(self) -> str:
        return self.name


class Hint(models.Model):
    """What a webhook said may have changed, kept until it was looked up; acknowledged once this row is durable."""

    channel = models.ForeignKey(Channel, models.CASCADE)
    kind = models.CharField(max_length=10)
    external_id = models.CharField(max_length=80)
    at_ms = models.BigIntegerField()

    class Meta:
        verbose_name = _("hint")
        verbose_name_plural = _("hints")
        constraints = [models.UniqueConstraint(fields=["channel", "kind", "external_id"], name="hint_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"
