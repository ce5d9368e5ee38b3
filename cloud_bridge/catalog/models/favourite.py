"""What a till shows first."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models.goods import Variant
from cloud_bridge.fleet.models import Till


class Favourite(models.Model):
    """A variant on the first page of one till; a till without any shows the favourites of the catalogue."""

    till = models.ForeignKey(Till, models.CASCADE, related_name="favourites", db_index=False, verbose_name=_("till"))
    variant = models.ForeignKey(Variant, models.CASCADE, verbose_name=_("variant"))
    rank = models.PositiveIntegerField(_("rank"), default=0)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites of this till")
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["till", "variant"], name="favourite_once")]

    def __str__(self) -> str:
        return str(self.variant)
