"""The two logs: the journals as they came from the tills, and the feed as it goes to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant, Till


class Entry(models.Model):
    """A journal entry exactly as a till wrote it; `refused` says why its effect could not be applied."""

    till = models.ForeignKey(Till, models.PROTECT, db_index=False, verbose_name=_("till"))
    seq = models.BigIntegerField(_("entry"))
    at_ms = models.BigIntegerField(_("at"))
    by = models.CharField(_("by"), max_length=36, blank=True)
    type = models.CharField(_("type"), max_length=24)
    body = models.TextField()
    hash = models.CharField(max_length=64)
    sig = models.CharField(max_length=128, blank=True)
    refused = models.CharField(_("refused"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints = [models.UniqueConstraint(fields=["till", "seq"], name="entry_once")]
        indexes = [models.Index(fields=["refused"], name="entry_refused", condition=~models.Q(refused=""))]

    def __str__(self) -> str:
        return f"{self.till_id} {self.seq}"


class FeedRow(models.Model):
    """The current row of one (table, key) in one scope: a merchant's, a store's or a till's key.

    Every write takes the next of the merchant's versions in the transaction that changes the source,
    so "since version n" is one index scan per scope; `data` null is a tombstone.
    """

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    scope = models.CharField(max_length=36)
    table = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    version = models.BigIntegerField()
    data = models.TextField(null=True)  # noqa: DJ001 - null is the tombstone

    class Meta:
        verbose_name = _("feed row")
        verbose_name_plural = _("feed rows")
        constraints = [models.UniqueConstraint(fields=["scope", "table", "key"], name="feed_row_once")]
        indexes = [models.Index(fields=["scope", "version"], name="feed_since")]

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.version}"
