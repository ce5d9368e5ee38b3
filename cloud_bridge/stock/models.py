"""Stock: append-only movements and reservations, and the level they add up to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Variant
from cloud_bridge.fleet.models import Merchant, Store


class Movement(models.Model):
    """So many thousandths came (positive) or went (negative); `source` names the cause and exists once."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False, verbose_name=_("store"))
    variant = models.ForeignKey(Variant, models.PROTECT, verbose_name=_("variant"))
    kind = models.CharField(_("kind"), max_length=12)
    quantity_milli = models.BigIntegerField(_("quantity"))
    source = models.CharField(_("source"), max_length=120, unique=True)
    at_ms = models.BigIntegerField(_("at"))

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")

    def __str__(self) -> str:
        return f"{self.quantity_milli / 1000:g} {self.variant_id}"


class Reservation(models.Model):
    """Goods promised to an order and not yet gone; `source` names the order's line and exists once."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False, verbose_name=_("store"))
    variant = models.ForeignKey(Variant, models.PROTECT, verbose_name=_("variant"))
    quantity_milli = models.BigIntegerField(_("quantity"))
    source = models.CharField(_("source"), max_length=120, unique=True)
    at_ms = models.BigIntegerField(_("at"))
    released_at_ms = models.BigIntegerField(_("released"), null=True, blank=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")

    def __str__(self) -> str:
        return f"{self.quantity_milli / 1000:g} {self.variant_id}"


class Level(models.Model):
    """The sum of a variant's movements and open reservations in a store; only stock/ledger.py writes it.

    It is its own row of the feed: `version` is the merchant's feed version at which it changed last.
    """

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False, verbose_name=_("store"))
    variant = models.ForeignKey(Variant, models.PROTECT, verbose_name=_("variant"))
    on_hand_milli = models.BigIntegerField(_("on hand"), default=0)
    reserved_milli = models.BigIntegerField(_("reserved"), default=0)
    version = models.BigIntegerField(editable=False)

    class Meta:
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        constraints = [models.UniqueConstraint(fields=["store", "variant"], name="level_once")]
        indexes = [models.Index(fields=["store", "version"], name="level_since")]

    def __str__(self) -> str:
        return str(self.variant)
