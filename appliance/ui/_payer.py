"""What happens around a payment, passed on to the pay screen wherever the cashier is by then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.core.tender import CARD, GIFT_CARD
from appliance.till import events

from .text import _, say

if TYPE_CHECKING:
    from collections.abc import Callable


class Payer:
    """Listens for the desk."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.hears: dict[type, Callable[[Any], None]] = {
            events.CardProgressed: self._progressed,
            events.CardRefused: self._refused,
            events.CardUnclear: self._unclear,
            events.CardUnclaimed: self._unclaimed,
            events.CardOpened: self._opened,
            events.QrPaid: self._paid,
            events.TerminalDayClosed: self._day_closed,
        }

    def _card(self) -> Any | None:
        """Return the card panel, if it is what the cashier sees."""
        way = self._desk.screen_of("pay").way if self._desk.is_showing("pay") else None
        return way if way is not None and way.kind == CARD else None

    def _progressed(self, event: events.CardProgressed) -> None:
        card = self._card()
        if card is not None:
            card.say(event.text)

    def _refused(self, event: events.CardRefused) -> None:
        self._desk.complain(event.error)
        self._refresh("")

    def _unclear(self, event: events.CardUnclear) -> None:
        decide = self._desk.till.charged.payment.decide
        self._desk.tell(
            say(event.error), "warn", _("It was approved"), partial(self._desk.attempt, partial(decide, was_paid=True))
        )

    def _unclaimed(self, event: events.CardUnclaimed) -> None:
        amount = self._desk.money(event.tender.amount_minor)
        text = _("{amount} was charged on a card, but no sale waits for it.", amount=amount)
        give_back = partial(self._desk.attempt, self._desk.till.charged.give_back)
        self._desk.tell(text, "danger", _("It was given back"), give_back)

    def _opened(self, event: events.CardOpened) -> None:
        if self._desk.till.sale.lines:
            self._desk.show("pay", kind=GIFT_CARD, card=event.code)
        elif event.card is not None:
            left = self._desk.till.cards.left_minor(event.card)
            self._desk.tell(_("{amount} is on this card.", amount=self._desk.money(left)), "info")
        else:
            self._desk.show("card_sale", code=event.code)

    def _paid(self, event: events.QrPaid) -> None:
        self._desk.app.sounds.play("ok")
        self._desk.tell(_("{amount} was paid.", amount=self._desk.money(event.amount_minor)), "info")

    def _day_closed(self, event: events.TerminalDayClosed) -> None:
        if event.error is not None:
            self._desk.complain(event.error)
        else:
            self._desk.tell(_("The card terminal has closed its day. Its slip is being printed."), "quiet")
        self._desk.screen.refresh()

    def _refresh(self, text: str) -> None:
        card = self._card()
        if card is not None:
            card.say(text)
            self._desk.screen.refresh()
