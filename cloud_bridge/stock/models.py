"""Stock: append-only movements and reservations, and the level they add up to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
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
    `asked_milli`; both since their moment. Entries of a till after `since_seq` count.
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
    wanted_at_ms = models.BigIntegerField(default=0, db_default=0)
    asked_at_ms = models.BigIntegerField(default=0, db_default=0)
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

    def clean(self) -> None:
        """Raise ValidationError, with what to do, for what cannot be a kit or a part of this one."""
        part = Variant.objects.filter(pk=self.part_id).select_related("product").first()
        kit = Variant.objects.filter(pk=self.kit_id).select_related("product").first()
        if kit is None or part is None:
            return
        if part.merchant_id != kit.merchant_id:
            raise ValidationError({"part": gettext("These goods are not of this business.")})
        if part.pk == kit.pk:
            raise ValidationError({"part": gettext("A kit cannot be in itself: choose what it is made of.")})
        if KitPart.objects.filter(kit=part).exists():
            text = gettext("%s is a kit itself: name what is in it instead.")
            raise ValidationError({"part": text % part})
        not_a_kit = why_not_a_kit(kit)
        if not_a_kit:
            raise ValidationError(not_a_kit)


def why_not_a_kit(variant: Variant) -> str:
    """Return why a variant cannot be made of others and what to do about it; "" if it can."""
    above = KitPart.objects.filter(part=variant).select_related("kit__product").first()
    if above is not None:
        text = gettext("%(name)s is in the kit %(kit)s, so it cannot be a kit itself: take it out of that one first.")
        return text % {"name": variant, "kit": above.kit}
    if variant.is_scarce:
        text = gettext("%s is scarce, and a kit cannot be: have it sold as usual first (Scarce goods).")
        return text % variant
    own_milli = Level.objects.filter(variant=variant).aggregate(sum=models.Sum("on_hand_milli"))["sum"]
    if own_milli:
        text = gettext(
            "%(n)s of %(name)s are in stock, and a kit has none of its own: correct that to 0 and add its parts"
            " (Stock)."
        )
        return text % {"n": f"{own_milli / 1000:g}", "name": variant}
    return ""


class WithParts(models.Manager["Kit"]):
    """The variants that are made of others."""

    def get_queryset(self) -> Any:
        """Return them."""
        made = KitPart.objects.filter(kit=models.OuterRef("pk"))
        return super().get_queryset().filter(models.Exists(made)).select_related("product")


class Kit(Variant):
    """A variant as the page of kits has it; it is saved, published and deleted as the variant it is."""

    objects: ClassVar[Any] = WithParts()

    class Meta:
        proxy = True
        verbose_name = _("kit")
        verbose_name_plural = _("kits")
        ordering = ["product__name", "name"]


class ByRights(models.Manager["Scarce"]):
    """The variants that are scarce."""

    def get_queryset(self) -> Any:
        """Return them."""
        return super().get_queryset().filter(is_scarce=True).select_related("product")


class Scarce(Variant):
    """A variant as the page of scarce goods has it; it is saved and published as the variant it is."""

    objects: ClassVar[Any] = ByRights()

    class Meta:
        proxy = True
        verbose_name = _("scarce article")
        verbose_name_plural = _("scarce goods")
        ordering = ["product__name", "name"]


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
