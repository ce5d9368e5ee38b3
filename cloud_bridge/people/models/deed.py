"""What an owner wants to be able to ask about: the drawer without a sale, money off, lines taken out, voids."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant, Till

KINDS = [
    ("no_sale", _("drawer without a sale")),
    ("discount", _("discount")),
    ("override", _("price changed")),
    ("line_removed", _("line removed")),
    ("void", _("void")),
    ("tip", _("tip")),
    ("refund", _("refund")),
    ("cash_out", _("cash taken out")),
    ("reprint", _("receipt printed again")),
    ("approval", _("approval")),
    ("locked", _("locked after wrong PINs")),
]


class Deed(models.Model):
    """One such thing, once per entry of the journal; `by` and `approved_by` are staff keys as the till wrote them."""

    till = models.ForeignKey(Till, models.PROTECT, db_index=False, verbose_name=_("till"))
    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    seq = models.BigIntegerField(_("entry"))
    kind = models.CharField(_("what"), max_length=12, choices=KINDS)
    by = models.CharField(_("by"), max_length=36, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=36, blank=True)
    amount_minor = models.BigIntegerField(_("amount"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)
    at_ms = models.BigIntegerField(_("at"))

    class Meta:
        verbose_name = _("deed")
        verbose_name_plural = _("deeds")
        constraints = [models.UniqueConstraint(fields=["till", "seq", "kind"], name="deed_once")]
        indexes = [models.Index(fields=["merchant", "at_ms"], name="deed_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.by}"
