"""What a customer may have done to what is sold: sugar, ice, a shot more."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant
from cloud_bridge.keys import new_key


class ModifierGroup(models.Model):
    """Choices of one kind, of which at least `min_choices` and at most `max_choices` are taken."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    min_choices = models.PositiveSmallIntegerField(
        _("at least"), default=0, help_text=_("1 or more: the cashier must choose.")
    )
    max_choices = models.PositiveSmallIntegerField(_("at most"), default=1)
    rank = models.IntegerField(_("rank"), default=0)

    class Meta:
        verbose_name = _("modifier")
        verbose_name_plural = _("modifiers")
        ordering = ["rank", "name"]
        constraints = [models.UniqueConstraint(fields=["merchant", "name"], name="modifier_group_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a group that cannot be chosen from."""
        if not 1 <= self.max_choices >= self.min_choices:
            raise ValidationError({"max_choices": _("At most must not be less than at least, nor less than one.")})


class ModifierChoice(models.Model):
    """One choice, and what it adds to the price of each piece."""

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    group = models.ForeignKey(ModifierGroup, models.CASCADE, related_name="choices", verbose_name=_("modifier"))
    name = models.CharField(_("name"), max_length=80)
    price_minor = models.BigIntegerField(_("adds to the price"), default=0)
    is_default = models.BooleanField(_("taken unless something else is"), default=False)
    rank = models.IntegerField(_("rank"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["rank", "name"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="modifier_choice_once")]

    def __str__(self) -> str:
        return self.name
