"""Gift cards and store credit: scanned, or typed where the card has no code that scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.errors import LapakError
from appliance.core.tender import GIFT_CARD
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _, say

from .note import Note
from .way import Way

if TYPE_CHECKING:
    from appliance.ui.screens.pay import Pay


class ByGiftCard(Way):
    """Shows what is on the card that was scanned."""

    kind = GIFT_CARD
    icon = "gift"

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._note = Note(self.icon)
        self._code = ""
        self._most = 0
        self.add_widget(self._note)

    @staticmethod
    def label() -> str:
        """Return its name."""
        return _("Gift card")

    def shown(self) -> None:
        """Begin without a card."""
        self.use("")

    def use(self, code: str) -> None:
        """Take a card that was scanned."""
        self._code = code
        self.refresh()

    def refresh(self) -> None:
        """Show what can be taken from the card."""
        self._most = 0
        if not self._code:
            self._note.say("", _("Scan the card."))
            return
        try:
            card = self.till.cards.find(self._code)
        except LapakError as error:
            self._note.say("", say(error), look.on_warn)
            return
        left = self.till.cards.left_minor(card)
        due = self.left_minor()
        self._most = due if due < 0 else min(due, left)
        on_it = _("on card …{tail}", tail=card.tail)
        self._note.say(self.desk.money(left), on_it)

    def most_minor(self) -> int:
        """Return what the card can pay."""
        return self._most

    def act(self) -> Act:
        """Take it from the card."""
        return super().act() if self._code else Act(_("Scan the card"))

    def take(self, minor: int) -> None:
        """Take an amount from the card."""
        self.till.cards.pay(self._code, minor)
