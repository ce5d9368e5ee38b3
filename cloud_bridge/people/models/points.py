"""Loyalty: what a point is worth, and every point that was earned and spent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant
from cloud_bridge.people.models.customer import Customer
from cloud_bridge.people.models.move import Move


class Loyalty(models.Model):
    """How customers earn and spend points, and how freely new cards are spent; no points without such a row."""

    merchant = models.OneToOneField(Merchant, models.CASCADE, verbose_name=_("merchant"))
    earn_minor_per_point = models.PositiveBigIntegerField(_("one point for every"), default=0)
    value_minor = models.PositiveBigIntegerField(_("a point pays"), default=0)
    card_offline_minor = models.PositiveBigIntegerField(
        _("a new card may be spent offline"), null=True, blank=True, help_text=_("Empty: all that is on it.")
    )

    class Meta:
        verbose_name = _("points and cards")
        verbose_name_plural = _("points and cards")

    def __str__(self) -> str:
        return str(self.merchant)


class PointMove(Move):
    """Points that were earned (positive) or spent (negative); `sale` is the sale they belong to, also in a refund."""

    customer = models.ForeignKey(Customer, models.PROTECT, verbose_name=_("customer"), related_name="point_moves")
    points = models.BigIntegerField(_("points"))
    sale = models.CharField(max_length=36, blank=True, db_index=True)

    class Meta:
        verbose_name = _("point movement")
        verbose_name_plural = _("point movements")
        indexes = [models.Index(fields=["state"], name="point_move_short", condition=models.Q(state="short"))]
