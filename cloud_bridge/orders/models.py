"""One order book for tills, marketplaces and hand-made orders."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Variant
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.keys import new_key


class Order(models.Model):
    """A promise to deliver; a finished sale is an order that is completed from the start.

    `stage` is how far a till came with it (core.entries.order.STAGES); `wanted_state` what its marketplace should show
    because of that and does not yet; `shown_state` the furthest that it said it shows, in an update or an answer;
    `pickup_code` what a buyer who collects it says.
    `is_gone` says that some update showed the goods on their way, whatever came after it; `left_at_ms` is the moment of
    the first such update.
    `origin` is "till:<key>" or "channel:<key>"; (origin, external_id) is unique: the sale's key or the market's number.
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False, verbose_name=_("store"))
    origin = models.CharField(_("origin"), max_length=50)
    external_id = models.CharField(_("external number"), max_length=80)
    number = models.CharField(_("number"), max_length=80)
    state = models.CharField(_("state"), max_length=12)
    raw_state = models.CharField(max_length=40, blank=True)
    stage = models.CharField(_("at the till"), max_length=12, blank=True, default="", db_default="")
    wanted_state = models.CharField(
        _("the marketplace should hear"), max_length=12, blank=True, default="", db_default=""
    )
    shown_state = models.CharField(max_length=12, blank=True, default="", db_default="", editable=False)
    pickup_code = models.CharField(_("pickup code"), max_length=20, blank=True, default="", db_default="")
    is_gone = models.BooleanField(_("goods have left"), default=False)
    left_at_ms = models.BigIntegerField(null=True, editable=False)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField(_("total"))
    tax_minor = models.BigIntegerField(_("tax"), default=0)
    buyer = models.CharField(_("buyer"), max_length=200, blank=True)
    at_ms = models.BigIntegerField(_("at"))
    updated_at_ms = models.BigIntegerField(default=0)
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-at_ms"]
        constraints = [models.UniqueConstraint(fields=["origin", "external_id"], name="order_once")]
        indexes = [
            models.Index(fields=["merchant", "state", "at_ms"], name="order_board"),
            models.Index(fields=["at_ms"], name="order_latest"),
            models.Index(fields=["origin"], name="order_to_tell", condition=~models.Q(wanted_state="")),
            models.Index(fields=["origin"], name="order_unpaid", condition=models.Q(state="unpaid")),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """Some of a variant in an order; `variant` is empty while the `listing` it was sold as is not linked.

    `parts` is what a kit was made of when it was linked: pairs of a variant's key and thousandths per unit.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", db_index=False)
    line = models.PositiveIntegerField()
    variant = models.ForeignKey(
        Variant, models.PROTECT, null=True, blank=True, db_index=False, verbose_name=_("variant")
    )
    sku = models.CharField(_("SKU"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=255)
    listing = models.CharField(max_length=81, blank=True)
    quantity_milli = models.BigIntegerField(_("quantity"))
    price_minor = models.BigIntegerField(_("price"))
    parts = models.JSONField(default=list, db_default=[], blank=True, editable=False)

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [models.UniqueConstraint(fields=["order", "line"], name="order_line_once")]
        indexes = [
            models.Index(
                fields=["listing"],
                name="order_line_free",
                condition=models.Q(variant=None) & ~models.Q(listing=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Payment(models.Model):
    """What was paid for an order, by kind of tender."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="payments", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=20)
    amount_minor = models.BigIntegerField(_("amount"))
    tip_minor = models.BigIntegerField(_("tip on top"), default=0, db_default=0)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="payment_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor}"


class Telling(models.Model):
    """How it goes with what a marketplace should hear of an order; there is none while nothing went wrong.

    `reason` is why the order is to be cancelled (one of the port's CANCEL_REASONS), `refused` the marketplace's no.
    """

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="telling")
    reason = models.CharField(max_length=20, blank=True)
    refused = models.CharField(_("refused"), max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at_ms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        indexes = [models.Index(fields=["order"], name="telling_refused", condition=~models.Q(refused=""))]

    def __str__(self) -> str:
        return self.refused


class Parcel(models.Model):
    """With which courier of his own the seller sent an order, and the number under which that one carries it."""

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="parcel")
    carrier = models.CharField(_("courier"), max_length=60, blank=True)
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")

    def __str__(self) -> str:
        return " ".join(part for part in (self.carrier, self.tracking) if part)


class Label(models.Model):
    """What the marketplace wants on the parcel of an order: its PDF, empty until the marketplace has made it."""

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="label")
    pdf = models.BinaryField(default=b"")
    at_ms = models.BigIntegerField(_("at"), default=0)
    refused = models.CharField(_("refused"), max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at_ms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        indexes = [models.Index(fields=["at_ms"], name="label_oldest")]

    def __str__(self) -> str:
        return str(self.order_id)


class LabelPicture(models.Model):
    """A label in black dots, as tills print it on paper `width` dots wide; a PNG under a name made of its content."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="pictures", db_index=False)
    width = models.PositiveIntegerField()
    name = models.CharField(max_length=40, db_index=True)
    data = models.BinaryField()

    class Meta:
        verbose_name = _("picture of a label")
        verbose_name_plural = _("pictures of labels")
        constraints = [models.UniqueConstraint(fields=["label", "width"], name="label_picture_once")]

    def __str__(self) -> str:
        return self.name
