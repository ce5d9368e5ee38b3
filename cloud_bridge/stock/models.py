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


class Right(models.Model):
    """The right to sell so much of a scarce variant of a store, with one holder; only stock/escrow.py writes it.

    `holder` is a till's key, or "channel:<key>/<listing>". The first four only grow, but for a listing's `used_milli`,
    which is what its orders hold. A till wants to have `wanted_milli`; `returned_milli` is asked to grow to
    `asked_milli`. Entries of a till after `since_seq` count.
    """

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False, verbose_name=_("store"))
    variant = models.ForeignKey(Variant, models.CASCADE, db_index=False, verbose_name=_("variant"))
    holder = models.CharField(max_length=140)
    granted_milli = models.BigIntegerField(default=0)
    returned_milli = models.BigIntegerField(default=0)
    used_milli = models.BigIntegerField(default=0)
    back_milli = models.BigIntegerField(default=0)
    wanted_milli = models.BigIntegerField(default=0)
    asked_milli = models.BigIntegerField(default=0)
    since_seq = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("right to sell")
        verbose_name_plural = _("rights to sell")
        constraints = [models.UniqueConstraint(fields=["holder", "variant"], name="right_once")]
        indexes = [models.Index(fields=["store", "variant"], name="right_of")]

    def __str__(self) -> str:
        return f"{self.holder} {self.variant_id}"


class KitPart(models.Model):
    """So much of a part is in one of a kit; a kit has no stock of its own, its parts have."""

    kit = models.ForeignKey(Variant, models.CASCADE, related_name="parts", verbose_name=_("kit"))
    part = models.ForeignKey(Variant, models.PROTECT, related_name="+", verbose_name=_("part"))
    quantity_milli = models.PositiveBigIntegerField(_("quantity"), default=1000)

    class Meta:
        verbose_name = _("part of a kit")
        verbose_name_plural = _("parts of kits")
        constraints = [
            models.UniqueConstraint(fields=["kit", "part"], name="kit_part_once"),
            models.CheckConstraint(condition=models.Q(quantity_milli__gt=0), name="kit_part_some"),
            models.CheckConstraint(condition=~models.Q(kit=models.F("part")), name="kit_part_other"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity_milli / 1000:g} {self.part_id}"


class Document(models.Model):
    """One sheet that a till booked: a count, a delivery, a correction, or goods wanted from another store.

    `source` is the journal entry ("till:seq") and exists once, and so does `number`, the till's own key of the sheet.
    """

    COUNT, DELIVERY, ADJUSTMENT, TRANSFER = "count", "delivery", "adjustment", "transfer"
    BOOKED, REQUESTED, SENT, RECEIVED, DECLINED = "booked", "requested", "sent", "received", "declined"

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, verbose_name=_("store"))
    kind = models.CharField(_("kind"), max_length=12)
    number = models.CharField(_("number"), max_length=40)
    source = models.CharField(max_length=60, unique=True)
    by = models.CharField(_("by"), max_length=36, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    wanted_from = models.ForeignKey(
        Store, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("wanted from")
    )
    state = models.CharField(_("state"), max_length=12)
    at_ms = models.BigIntegerField(_("at"))

    class Meta:
        verbose_name = _("stock sheet")
        verbose_name_plural = _("stock sheets")
        constraints = [models.UniqueConstraint(fields=["merchant", "number"], name="document_once")]
        indexes = [models.Index(fields=["merchant", "kind", "at_ms"], name="document_latest")]

    def __str__(self) -> str:
        return self.number[-12:]


class DocumentLine(models.Model):
    """So much of a variant on a sheet; for a count, what was thought to be there and what the books moved."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="lines", db_index=False)
    line = models.PositiveIntegerField()
    variant = models.ForeignKey(Variant, models.PROTECT, db_index=False, verbose_name=_("variant"))
    quantity_milli = models.BigIntegerField(_("quantity"))
    expected_milli = models.BigIntegerField(_("expected at the till"), null=True)
    moved_milli = models.BigIntegerField(_("moved"), default=0)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [models.UniqueConstraint(fields=["document", "line"], name="document_line_once")]

    def __str__(self) -> str:
        return f"{self.quantity_milli / 1000:g} {self.variant_id}"
