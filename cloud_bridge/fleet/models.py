"""Merchants, their stores, and the tills in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.keys import new_key


class Merchant(models.Model):
    """An owner: the unit of everything; no query, lock or version crosses merchants."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3, default="IDR")
    policy = models.CharField(
        _("tax is rounded"),
        max_length=5,
        default="line",
        choices=[("line", _("on each line")), ("rate", _("once per rate")), ("order", _("once per order"))],
    )
    rounding_step_minor = models.PositiveIntegerField(_("smallest coin"), default=1)
    rounding_mode = models.CharField(
        _("cash is rounded"),
        max_length=9,
        default="half_up",
        choices=[("half_up", _("to the nearest")), ("down", _("down")), ("up", _("up"))],
    )
    notes_minor = models.JSONField(_("notes"), default=list)
    feed_version = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("merchant")
        verbose_name_plural = _("merchants")

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    """A place where things are sold and kept."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("merchant"))
    name = models.CharField(_("name"), max_length=120)
    heading = models.TextField(_("printed above a receipt"), blank=True)
    foot = models.TextField(_("printed below a receipt"), blank=True)
    utc_offset_minutes = models.SmallIntegerField(_("minutes ahead of UTC"), default=420)

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")

    def __str__(self) -> str:
        return self.name


class Till(models.Model):
    """A machine that sells; `journal_seq` and `journal_hash` are the end of what the bridge has stored of it."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("merchant"))
    store = models.ForeignKey(Store, models.PROTECT, verbose_name=_("store"))
    name = models.CharField(_("name"), max_length=60)
    prefix = models.CharField(_("receipt prefix"), max_length=8, default="A")
    label_rules = models.JSONField(_("scale labels"), default=list, blank=True)
    public_key = models.CharField(max_length=64, blank=True, editable=False)
    journal_seq = models.BigIntegerField(_("entries"), default=0, editable=False)
    journal_hash = models.CharField(max_length=64, default="0" * 64, editable=False)
    forked_at_seq = models.BigIntegerField(_("forked at entry"), null=True, blank=True, editable=False)
    is_online = models.BooleanField(_("online"), default=False, editable=False)
    seen_at_ms = models.BigIntegerField(_("last seen"), default=0, editable=False)
    status = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("till")
        verbose_name_plural = _("tills")
        constraints = [models.UniqueConstraint(fields=["merchant", "prefix"], name="till_prefix_once")]

    def __str__(self) -> str:
        return self.name
