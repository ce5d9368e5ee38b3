"""The ways to pay by their names, for what was paid already."""

from __future__ import annotations

from appliance.core.tender import ACCOUNT, CARD, CASH, CREDIT, GIFT_CARD, POINTS, QR

from .text import _


def tender_name(kind: str) -> str:
    """Return a kind of tender in words."""
    words = {
        CASH: _("Cash"),
        CARD: _("Card"),
        QR: "QR",
        GIFT_CARD: _("Gift card"),
        CREDIT: _("Store credit"),
        POINTS: _("Points"),
        ACCOUNT: _("On account"),
    }
    return words.get(kind, kind)
