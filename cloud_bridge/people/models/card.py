"""Money that customers hold and the shop owes: gift cards, store credit, accounts; never revenue."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant
from cloud_bridge.people.models.customer import Customer
from cloud_bridge.people.models.move import Move

GIFT = "gift"
CREDIT = "credit"
ACCOUNT = "account"
KINDS = [(GIFT, _("gift card")), (CREDIT, _("store credit")), (ACCOUNT, _("account"))]


class Card(models.Model):
    """A purse: a card under the SHA-256 of its code, or a customer's account under the customer's key.

    `balance_minor` is the sum of its booked moves and is written by people/card_ledger.py only; an account that is
    below nothing is what its customer owes. `offline_minor` is what a till without the bridge may take from it; empty
    is all there is.
    """

    merchant = models.ForeignKey(Merchant, models.CASCADE, db_index=False)
    key = models.CharField(max_length=64, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS, default=GIFT)
    tail = models.CharField(_("ends in"), max_length=4, blank=True, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, verbose_name=_("customer"))
    balance_minor = models.BigIntegerField(_("balance"), default=0, editable=False)
    offline_minor = models.PositiveBigIntegerField(_("may be spent offline"), null=True, blank=True)
    is_active = models.BooleanField(_("may be spent"), default=True)
    at_ms = models.BigIntegerField(_("issued"), default=0, editable=False)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [models.UniqueConstraint(fields=["merchant", "key"], name="card_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} \N{HORIZONTAL ELLIPSIS}{self.tail or self.key[-4:]}"


class CardMove(Move):
    """Money that came onto a card (positive) or went off it (negative)."""

    card = models.ForeignKey(Card, models.PROTECT, verbose_name=_("card"), related_name="moves")
    amount_minor = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("card movement")
        verbose_name_plural = _("card movements")
        indexes = [models.Index(fields=["state"], name="card_move_short", condition=models.Q(state="short"))]
