"""How a store hands out receipts, and the links that are to be sent."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Store, Till

EMAIL, WHATSAPP = "email", "whatsapp"


class ReceiptRules(models.Model):
    """A store's own rules; one without them prints every receipt, whole, and shows none on a page.

    `address` is where customers reach this bridge; `left_out` are blocks of core.sale_receipt that are not printed.
    """

    store = models.OneToOneField(Store, models.CASCADE, verbose_name=_("store"))
    address = models.CharField(
        _("address of this page for customers"),
        max_length=120,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Such as https://shop.example.com. Empty: receipts are only on paper."),
    )
    asks = models.BooleanField(_("ask the customer before printing"), default=False)
    left_out = models.JSONField(_("not printed"), default=list, blank=True)

    class Meta:
        verbose_name = _("rules for receipts")
        verbose_name_plural = _("rules for receipts")

    def __str__(self) -> str:
        return self.store.name


class Dispatch(models.Model):
    """A link that a customer asked for; `address` is forgotten once it is sent, or after a month.

    seq: the `receipt.sent` entry; receipt: the entry of the sale.
    """

    till = models.ForeignKey(Till, models.CASCADE, db_index=False, verbose_name=_("till"))
    seq = models.BigIntegerField()
    receipt = models.BigIntegerField()
    kind = models.CharField(_("by"), max_length=8, choices=[(EMAIL, _("e-mail")), (WHATSAPP, "WhatsApp")])
    customer = models.CharField(max_length=36, blank=True)
    address = models.CharField(_("to"), max_length=200, blank=True)
    at_ms = models.BigIntegerField(_("asked for"))
    sent_at_ms = models.BigIntegerField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(_("trouble"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("receipt to send")
        verbose_name_plural = _("receipts to send")
        constraints = [models.UniqueConstraint(fields=["till", "seq"], name="dispatch_once")]
        indexes = [models.Index(fields=["at_ms"], name="dispatch_open", condition=~models.Q(address=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.receipt}"
