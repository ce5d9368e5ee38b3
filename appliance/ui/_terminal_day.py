"""How the card terminal's day stands, in words: on the screen that closes the shift and on the trouble screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .text import _

if TYPE_CHECKING:
    from appliance.till.charged import Charged


def day_text(charged: Charged) -> tuple[str, str]:
    """Return what is to be said, and its kind: quiet, info while it goes on, danger where it has to be done again."""
    if charged.is_closing_day:
        return _("It settles with the bank. This takes a moment."), "info"
    if charged.day is None:
        return _("Tap to close its day with the bank."), "quiet"
    if charged.day.error is not None:
        return _("Its day is not closed. Tap to try again."), "danger"
    return _("Its day is closed with the bank."), "quiet"
