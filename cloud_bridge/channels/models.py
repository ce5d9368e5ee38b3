"""Channels (one shop on one marketplace), their listings, what webhooks hinted at, and who is at work on them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Variant
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.keys import new_key


class Channel(models.Model):
    """One shop on one marketplace, fed by one store or more.

    How much of what is free it offers (offer.py): what is left above `buffer_units`, of that a `share_percent`, never
    more than `cap_units`, and nothing once only `last_units` are left, so that another channel sells those.

    `feed_cursor` is the last feed version whose stock the listings already want; `orders_cursor_ms` is up to where
    orders were pulled. `settings` are the connector's (base_url, partner_id ...), `tokens` its authorisation, `shop_id`
    is empty until the marketplace has said it.
    `mended_count` webhooks did not come here at `mended_at_ms` and were put right; `push_refused` is why they cannot.
    `trouble` is the marketplace's reason, `trouble_code` the class of the error that brought it.
    The audit goes round and round: `audited_order` is the open order it compared last, `swept_ms` and `swept_cursor`
    how far it looked for orders that nobody told of; `calls_left` is what the shop's limit allowed when it looked.
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("merchant"))
    store = models.ForeignKey(Store, models.PROTECT, verbose_name=_("store"))
    market = models.CharField(_("marketplace"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    shop_id = models.CharField(_("shop number"), max_length=80, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    tokens = models.JSONField(default=dict, blank=True, editable=False)
    more_stores = models.ManyToManyField(Store, blank=True, related_name="+", verbose_name=_("also fed by"))
    buffer_units = models.PositiveIntegerField(_("buffer"), default=0)
    share_percent = models.PositiveSmallIntegerField(
        _("share"), default=100, db_default=100, validators=[MaxValueValidator(100)]
    )
    cap_units = models.PositiveIntegerField(_("never more than"), null=True, blank=True)
    last_units = models.PositiveIntegerField(_("none of the last"), default=0, db_default=0)
    is_active = models.BooleanField(_("active"), default=True)
    feed_cursor = models.BigIntegerField(default=0, editable=False)
    orders_cursor_ms = models.BigIntegerField(default=0, editable=False)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)
    trouble_code = models.CharField(max_length=40, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    next_try_at_ms = models.BigIntegerField(default=0, editable=False)
    pulled_at_ms = models.BigIntegerField(_("orders read"), default=0, editable=False)
    pushed_at_ms = models.BigIntegerField(_("stock written"), default=0, editable=False)
    scanned_at_ms = models.BigIntegerField(_("listings read"), default=0, editable=False)
    audited_at_ms = models.BigIntegerField(default=0, editable=False)
    subscribed_at_ms = models.BigIntegerField(default=0, db_default=0, editable=False)
    mended_at_ms = models.BigIntegerField(default=0, db_default=0, editable=False)
    mended_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    push_refused = models.CharField(max_length=300, blank=True, default="", db_default="", editable=False)
    recovered_at_ms = models.BigIntegerField(default=0, editable=False)
    audited_order = models.CharField(max_length=80, blank=True, default="", db_default="", editable=False)
    swept_ms = models.BigIntegerField(default=0, db_default=0, editable=False)
    swept_cursor = models.TextField(blank=True, default="", db_default="", editable=False)
    calls_left = models.IntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["market", "shop_id"], condition=~Q(shop_id=""), name="channel_once")
        ]

    def __str__(self) -> str:
        return self.name


# A listing does not show what it should; `pushed` empty means that nobody knows what it shows.
DIFFERS = Q(wanted__isnull=False) & (Q(pushed__isnull=True) | Q(pushed__lt=F("wanted")) | Q(pushed__gt=F("wanted")))
GONE = "gone"


class Listing(models.Model):
    """A variant as one channel shows it: the stock it should show (`wanted`) and what it took last (`pushed`).

    `pushed` is emptied in the moment a write leaves, so that a write whose outcome is unknown is done again; `sent` is
    what left last, `doubtful` the last that was never answered and may take effect yet. `seen` is the stock that was
    last read back at `seen_at_ms`, and known since `known_at_ms`. `reserved` is what a campaign locks, and
    `pushed_reserved` what it locked when `pushed` was written.
    A link that a person made or undid (`is_manual`) is never changed by itself.
    """

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="listings", verbose_name=_("channel"))
    external_product = models.CharField(_("product number"), max_length=40)
    external_variant = models.CharField(_("variant number"), max_length=40, blank=True)
    sku = models.CharField(_("SKU"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=255)
    status = models.CharField(_("status"), max_length=30, blank=True)
    price_minor = models.BigIntegerField(_("price"), default=0)
    variant = models.ForeignKey(Variant, models.SET_NULL, null=True, blank=True, verbose_name=_("variant"))
    is_manual = models.BooleanField(_("linked by hand"), default=False)
    wanted = models.IntegerField(_("should show"), null=True, blank=True)
    wanted_at_ms = models.BigIntegerField(default=0, editable=False)
    pushed = models.IntegerField(_("shows"), null=True, blank=True)
    pushed_at_ms = models.BigIntegerField(_("written"), default=0, editable=False)
    seen = models.IntegerField(_("read back"), null=True, blank=True)
    seen_at_ms = models.BigIntegerField(_("read"), default=0, editable=False)
    known_at_ms = models.BigIntegerField(default=0, db_default=0, editable=False)
    reserved = models.IntegerField(_("locked by a campaign"), default=0, db_default=0)
    pushed_reserved = models.IntegerField(default=0, db_default=0, editable=False)
    is_counted = models.BooleanField(_("counted there"), default=True, db_default=True)
    sent = models.IntegerField(null=True, editable=False)
    doubtful = models.IntegerField(null=True, editable=False)
    refused = models.CharField(_("refused"), max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0, editable=False)
    next_try_at_ms = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_product", "external_variant"], name="listing_once"),
        ]
        indexes = [
            models.Index(fields=["channel", "variant"], name="listing_of"),
            models.Index(fields=["channel", "sku"], name="listing_sku"),
            models.Index(fields=["channel", "next_try_at_ms"], condition=DIFFERS, name="listing_differs"),
        ]

    def __str__(self) -> str:
        return self.name


class ScarceListing(models.Model):
    """How far a listing of a scarce variant is (channels/scarce.py), and what its marketplace was told last.

    `shown` was written last; `is_answered` says whether it was acknowledged. An unanswered write may still come to
    pass until `loose_until_ms`. `closed_at_ms` is when it surely showed nothing, `opened_at_ms` when it was opened.
    """

    CLOSING, CLOSED, OPEN = "closing", "closed", "open"

    listing = models.OneToOneField(Listing, models.CASCADE, primary_key=True, related_name="scarce")
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, default=CLOSING)
    shown = models.IntegerField(default=0)
    is_answered = models.BooleanField(default=True)
    loose_until_ms = models.BigIntegerField(default=0)
    closed_at_ms = models.BigIntegerField(default=0)
    opened_at_ms = models.BigIntegerField(default=0)
    next_try_at_ms = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("scarce listing")
        verbose_name_plural = _("scarce listings")

    def __str__(self) -> str:
        return f"{self.listing_id} {self.state}"


class Hint(models.Model):
    """What a webhook said may have changed, kept until it was looked up; acknowledged once this row is durable.

    An order that could not be booked stays here too, with the reason in `refused`.
    """

    channel = models.ForeignKey(Channel, models.CASCADE, verbose_name=_("channel"))
    kind = models.CharField(_("kind"), max_length=10)
    external_id = models.CharField(_("number"), max_length=80)
    at_ms = models.BigIntegerField(_("at"))
    next_try_at_ms = models.BigIntegerField(default=0)
    refused = models.CharField(_("refused"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("hint")
        verbose_name_plural = _("hints")
        constraints = [models.UniqueConstraint(fields=["channel", "kind", "external_id"], name="hint_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"


class Lease(models.Model):
    """Who is at work on what: one worker at a time, and for not longer than until `until_ms`."""

    name = models.CharField(primary_key=True, max_length=80)
    holder = models.CharField(max_length=36, blank=True)
    until_ms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return self.name


class Drift(models.Model):
    """Something at the marketplace that was not as it should be, why (drift.CAUSES), and when it was right again.

    `was` is what it should have been and `found` what was there: numbers of a listing, states of an order. `since_ms`
    is since when it was known to be right. While a thing is not repaired it has one row.
    """

    STOCK, ORDER, LISTING = "stock", "order", "listing"

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="drifts", verbose_name=_("channel"))
    kind = models.CharField(_("kind"), max_length=8)
    external_id = models.CharField(_("number"), max_length=81)
    listing = models.ForeignKey(Listing, models.SET_NULL, null=True, blank=True, verbose_name=_("listing"))
    was = models.CharField(_("should be"), max_length=20, blank=True)
    found = models.CharField(_("found"), max_length=20, blank=True)
    cause = models.CharField(_("cause"), max_length=14)
    since_ms = models.BigIntegerField(default=0)
    at_ms = models.BigIntegerField(_("found at"))
    repaired_at_ms = models.BigIntegerField(_("repaired"), null=True, blank=True)

    class Meta:
        verbose_name = _("drift")
        verbose_name_plural = _("drifts")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "kind", "external_id"], condition=Q(repaired_at_ms=None), name="drift_open_once"
            )
        ]
        indexes = [models.Index(fields=["channel", "at_ms"], name="drift_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"


class Lag(models.Model):
    """How many took about so long in one hour, in one direction of a channel; `bucket` is one of lag.BOUNDS_MS."""

    channel = models.ForeignKey(Channel, models.CASCADE, db_index=False, verbose_name=_("channel"))
    direction = models.CharField(max_length=6)
    hour_ms = models.BigIntegerField()
    bucket = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)
    longest_ms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("lag")
        verbose_name_plural = _("lags")
        constraints = [
            models.UniqueConstraint(fields=["channel", "direction", "hour_ms", "bucket"], name="lag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.hour_ms}"
