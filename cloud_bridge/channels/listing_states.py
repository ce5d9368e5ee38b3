"""How a listing is: as conditions for many, and as a word for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cloud_bridge.channels.models import DIFFERS, GONE

if TYPE_CHECKING:
    from cloud_bridge.channels.models import Listing

HERE = ~Q(status=GONE)
UNLINKED = Q(variant=None) & HERE
REFUSED = ~Q(refused="") & HERE
WAITING = DIFFERS & Q(refused="") & HERE
STATES = {
    "ok": (_("in step"), "success"),
    "waiting": (_("being written"), "info"),
    "refused": (_("refused"), "danger"),
    "unlinked": (_("not linked"), "warning"),
    "uncounted": (_("never counted"), "warning"),
    "gone": (_("gone"), "default"),
}


def state_of(listing: Listing) -> str:
    """Return a listing's state, one of STATES."""
    if listing.status == GONE:
        return "gone"
    if listing.variant_id is None:
        return "unlinked"
    if listing.refused:
        return "refused"
    if listing.wanted is None:
        return "uncounted"
    return "ok" if listing.wanted == listing.pushed else "waiting"
