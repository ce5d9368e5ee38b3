"""How the goods stand on a till's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.keys import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable


class Layout(models.Model):
    """Categories in their order and, as rows of their own, favourites; a till without one shows the catalogue's.

    `categories` are the keys of those that are shown, `hidden` of those that are not; one that came later is shown
    after them. `is_usual` is the layout of every till that names no other.
    """

    key = models.CharField(primary_key=True, max_length=36, default=new_key, editable=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE)
    name = models.CharField(_("name"), max_length=60)
    is_usual = models.BooleanField(
        _("for every till that names no other"),
        default=False,
        help_text=_("Only one layout is; the last to be ticked."),
    )
    categories = models.JSONField(default=list, blank=True, editable=False)
    hidden = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("till layout")
        verbose_name_plural = _("till layouts")
        ordering = ["-is_usual", "name"]
        constraints = [models.UniqueConstraint(fields=["merchant", "name"], name="layout_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; only one of a merchant's layouts is the usual one."""
        with writing():
            if self.is_usual:
                for other in Layout.objects.filter(merchant=self.merchant_id, is_usual=True).exclude(pk=self.pk):
                    other.is_usual = False
                    other.save()
            super().save(*args, **kwargs)

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Return those of the categories that are shown, in their order; keys come in the catalogue's order."""
        rank = {key: place for place, key in enumerate(self.categories)}
        return sorted((key for key in keys if key not in self.hidden), key=lambda key: rank.get(key, len(rank)))
