"""Who works here: what they may do, and when they did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.keys import new_key

LEVELS = [
    ("supervised", _("In training")),
    ("cashier", _("Cashier")),
    ("senior", _("Senior cashier")),
    ("manager", _("Manager")),
]


class Staff(models.Model):
    """Somebody who works at tills; of PIN and badge only hashes are kept (people/pin.py).

    stores: where; none is everywhere. rights: exceptions from the level by action (appliance.core.rights).
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    name = models.CharField(_("name"), max_length=60)
    level = models.CharField(_("level"), max_length=12, choices=LEVELS, default="cashier")
    pin = models.CharField(max_length=160, blank=True, editable=False)
    pin_digits = models.PositiveSmallIntegerField(default=0, editable=False)
    badge = models.CharField(max_length=64, blank=True, editable=False)
    rights = models.JSONField(_("exceptions"), default=dict, blank=True)
    stores = models.ManyToManyField(Store, verbose_name=_("stores"), blank=True, help_text=_("None is all of them."))
    is_active = models.BooleanField(_("works here"), default=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("staff")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "name"], name="staff_name_once"),
            models.UniqueConstraint(
                fields=["merchant", "badge"], name="staff_badge_once", condition=~models.Q(badge="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SignInRules(models.Model):
    """Whether somebody must sign in before a store's tills sell, and when they are signed out by themselves."""

    store = models.OneToOneField(Store, models.CASCADE, verbose_name=_("store"))
    sign_in = models.CharField(
        _("signing in"),
        max_length=8,
        default="required",
        choices=[
            ("required", _("before anything is sold")),
            ("optional", _("only for what a cashier may not do alone")),
        ],
    )
    idle_minutes = models.PositiveSmallIntegerField(
        _("sign out after minutes without a touch"), default=0, help_text=_("0 is never.")
    )

    class Meta:
        verbose_name = _("signing in")
        verbose_name_plural = _("signing in")

    def __str__(self) -> str:
        return str(self.store)


class ClockEvent(models.Model):
    """Somebody began to work at a till, or ended; as the till's journal has it."""

    till = models.ForeignKey(Till, models.PROTECT, db_index=False, verbose_name=_("till"))
    seq = models.BigIntegerField()
    staff = models.ForeignKey(Staff, models.PROTECT, db_index=False, verbose_name=_("person"))
    is_in = models.BooleanField(_("in"))
    at_ms = models.BigIntegerField(_("at"))

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("time clock")
        constraints = [models.UniqueConstraint(fields=["till", "seq"], name="clock_event_once")]
        indexes = [
            models.Index(fields=["staff", "at_ms"], name="clock_of"),
            models.Index(fields=["at_ms"], name="clock_at"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.at_ms}"
