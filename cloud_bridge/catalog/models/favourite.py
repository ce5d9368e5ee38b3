"""What a till shows first."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models.goods import Variant
from cloud_bridge.catalog.models.layout import Layout


class Favourite(models.Model):
    """A variant on the first page of a layout; one without any shows the favourites of the catalogue."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="favourites", db_index=False)
    variant = models.ForeignKey(Variant, models.CASCADE, verbose_name=_("variant"))
    rank = models.PositiveIntegerField(_("rank"), default=0)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["layout", "variant"], name="favourite_once")]

    def __str__(self) -> str:
        return str(self.variant)
