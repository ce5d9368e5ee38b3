"""What goes back, passed on to the screens: receipts that were scanned, sales that were made undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till import events
from appliance.till.receipts import EMAIL, WHATSAPP

from .text import _

if TYPE_CHECKING:
    from collections.abc import Callable


class Returner:
    """Listens for the desk."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.hears: dict[type, Callable[[Any], None]] = {
            events.ReceiptOpened: self._opened,
            events.SaleVoided: self._voided,
            events.ReceiptSent: self._sent,
        }

    def print_last(self) -> None:
        """Print the last receipt again."""
        if self._desk.attempt(self._desk.till.reprint_last):
            self._desk.tell(_("A copy is being printed."), "quiet")

    def _opened(self, event: events.ReceiptOpened) -> None:
        self._desk.app.sounds.play("ok")
        self._desk.banner.hide()
        self._desk.show("receipt", sold=event.sold)

    def _sent(self, event: events.ReceiptSent) -> None:
        words = {
            EMAIL: _("The receipt goes out by e-mail with the next connection."),
            WHATSAPP: _("The receipt is ready to be sent by WhatsApp from the back office."),
        }
        self._desk.tell(words[event.kind], "quiet")

    def _voided(self, event: events.SaleVoided) -> None:
        number = event.entry["body"]["number"]
        self._desk.tell(_("{number} is void. Give the money back.", number=number), "info")
        self._desk.screen.refresh()
        if self._desk.has_screen("sell"):
            self._desk.screen_of("sell").reload()
