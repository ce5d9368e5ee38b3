"""Photos of what is sold, as tills show them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cloud_bridge.fleet.models import Merchant


class Picture(models.Model):
    """A photo under the name that is made of its content (core.photo); it never changes."""

    merchant = models.ForeignKey(Merchant, models.CASCADE)
    name = models.CharField(max_length=40)
    data = models.BinaryField()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [models.UniqueConstraint(fields=["name", "merchant"], name="picture_once")]

    def __str__(self) -> str:
        return self.name
