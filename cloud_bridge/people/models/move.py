"""What the ledgers of cards and of points have in common."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

BOOKED = "booked"
SHORT = "short"
WRITTEN_OFF = "written_off"
STATES = [(BOOKED, _("booked")), (SHORT, _("did not fit")), (WRITTEN_OFF, _("written off"))]


class Move(models.Model):
    """Something came or went; `source` names the cause and exists once. Only what is booked counts in a balance.

    What a till took and the balance did not have is `short`, until a person books it all the same or writes it off.
    """

    kind = models.CharField(_("kind"), max_length=12)
    source = models.CharField(_("source"), max_length=120, unique=True)
    at_ms = models.BigIntegerField(_("at"))
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=BOOKED)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.source
