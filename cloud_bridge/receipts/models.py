"""The logo above a store's receipts, and the links to receipts that are to be sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Store, Till

EMAIL, WHATSAPP = "email", "whatsapp"


class Logo(models.Model):
    """A store's logo; `papers` are pictures as core.picture reads them, the narrowest first, `page` is a PNG."""

    store = models.OneToOneField(Store, models.CASCADE, verbose_name=_("store"))
    papers = models.JSONField(default=list)
    page = models.BinaryField()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return self.store.name


class Return(models.Model):
    """Where goods of a sale came back: `seq` is the entry of a refund or an exchange, `sale` the key of that sale."""

    till = models.ForeignKey(Till, models.CASCADE, db_index=False, verbose_name=_("till"))
    sale = models.CharField(max_length=36)
    seq = models.BigIntegerField()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [models.UniqueConstraint(fields=["till", "sale", "seq"], name="return_once")]

    def __str__(self) -> str:
        return f"{self.sale} {self.seq}"


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
