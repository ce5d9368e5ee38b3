"""QR payments: what a provider (or a person) says that came, what sales count on, what went back. All only grow."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant, Till


class Provider(models.Model):
    """Who reports payments of a merchant: under `token` in the address, signed with `secret`."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("merchant"))
    name = models.CharField(_("name"), max_length=60)
    token = models.CharField(max_length=32, unique=True, editable=False)
    secret = models.CharField(max_length=64, editable=False)
    is_active = models.BooleanField(_("listened to"), default=True)

    class Meta:
        verbose_name = _("payment provider")
        verbose_name_plural = _("payment providers")

    def __str__(self) -> str:
        return self.name


class QrPayment(models.Model):
    """Money that came for a reference, once; `by` is who saw it in the bank, where no provider said so."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    reference = models.CharField(_("reference"), max_length=25)
    amount_minor = models.BigIntegerField(_("amount"))
    paid_at_ms = models.BigIntegerField(_("paid"))
    told_at_ms = models.BigIntegerField(_("heard of"))
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, verbose_name=_("payment provider"))
    by = models.CharField(_("seen by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("QR payment")
        verbose_name_plural = _("QR payments")
        ordering = ["-told_at_ms"]
        constraints = [models.UniqueConstraint(fields=["merchant", "reference"], name="qr_payment_once")]
        indexes = [models.Index(fields=["merchant", "told_at_ms"], name="qr_payment_latest")]

    def __str__(self) -> str:
        return self.reference


class QrTender(models.Model):
    """A sale that was finished because of a QR payment, confirmed by the bridge or by hand at the till."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    till = models.ForeignKey(Till, models.PROTECT, verbose_name=_("till"))
    reference = models.CharField(_("reference"), max_length=25)
    number = models.CharField(_("receipt"), max_length=80)
    amount_minor = models.BigIntegerField(_("amount"))
    at_ms = models.BigIntegerField(_("at"))
    by = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("sale by QR")
        verbose_name_plural = _("sales by QR")
        ordering = ["-at_ms"]
        constraints = [models.UniqueConstraint(fields=["merchant", "reference"], name="qr_tender_once")]
        indexes = [models.Index(fields=["merchant", "at_ms"], name="qr_tender_latest")]

    def __str__(self) -> str:
        return self.number


class QrReturn(models.Model):
    """A QR payment that went back: before its sale was finished, too late or twice; who gave it, and who let them."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    till = models.ForeignKey(Till, models.PROTECT, verbose_name=_("till"))
    reference = models.CharField(_("reference"), max_length=25)
    amount_minor = models.BigIntegerField(_("amount"))
    at_ms = models.BigIntegerField(_("at"))
    by = models.CharField(max_length=36, blank=True)
    approved_by = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("QR payment given back")
        verbose_name_plural = _("QR payments given back")
        constraints = [models.UniqueConstraint(fields=["merchant", "reference"], name="qr_return_once")]

    def __str__(self) -> str:
        return self.reference
