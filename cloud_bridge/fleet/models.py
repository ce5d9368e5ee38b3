"""Merchants, their stores, and the tills in them."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from appliance.core import countries
from appliance.core.service import AFTER, BEFORE
from cloud_bridge.keys import new_key

COUNTRIES = [(key, countries.read(key).local_name) for key in countries.KEYS]


class Merchant(models.Model):
    """An owner: the unit of everything; no query, lock or version crosses merchants."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, blank=True, choices=COUNTRIES)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
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
    notes_minor = models.JSONField(_("notes"), default=list, blank=True)
    code_prefixes = models.JSONField(default=dict, blank=True, editable=False)
    feed_version = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("merchant")
        verbose_name_plural = _("merchants")

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    """A place where things are sold and kept.

    `qr` is a static EMV payment code (appliance.core.emv_qr); `receipt_layout` says a paper's blocks where they are not
    the usual ones (core.sale_receipt.LAYOUT); `address` is where customers and tills reach this bridge; `kiosk` what a
    self-checkout does otherwise than usual (kiosk_form).
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, verbose_name=_("merchant"))
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country, if not the merchant's"), max_length=2, blank=True, choices=COUNTRIES)
    heading = models.TextField(_("printed above a receipt"), blank=True)
    foot = models.TextField(_("printed below a receipt"), blank=True)
    utc_offset_minutes = models.SmallIntegerField(_("minutes ahead of UTC"), default=420)
    service_percent = models.DecimalField(_("service charge, percent"), max_digits=4, decimal_places=2, default=0)
    service_base = models.CharField(
        _("service charge of"),
        max_length=15,
        default=AFTER,
        choices=[(AFTER, _("the price after discounts")), (BEFORE, _("the price before discounts"))],
    )
    service_tax_class = models.CharField(_("service charge taxed as"), max_length=40, blank=True)
    qr = models.CharField(_("payment QR"), max_length=512, blank=True)
    takes_tips = models.BooleanField(
        _("takes tips"), default=False, help_text=_("The till asks for a tip before a card or a QR is paid.")
    )
    receipt_layout = models.JSONField(default=dict, blank=True, editable=False)
    asks_for_paper = models.BooleanField(
        _("asks before it prints"), default=False, help_text=_("Off: every receipt is printed at once.")
    )
    address = models.CharField(
        _("address of this site"),
        max_length=120,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_(
            "Such as https://shop.example.com. Customers open their receipts there, and tills fetch pictures. Empty:"
            " receipts are only on paper."
        ),
    )
    kiosk = models.JSONField(default=dict, blank=True, editable=False)

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
    layout = models.ForeignKey(
        "catalog.Layout",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("layout"),
        help_text=_("How the goods stand on its screen. Empty: as on every till."),
    )
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
