"""A card, on a terminal the till talks to or on one that stands alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.core.tender import CARD
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .note import Note
from .way import Way

if TYPE_CHECKING:
    from appliance.till.till import Till
    from appliance.ui.screens.pay import Pay


class ByCard(Way):
    """Says what the customer does at the terminal now."""

    kind = CARD
    icon = "credit-card"
    takes_tip = asks_tip = True

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._note = Note(self.icon)
        self._stop = BigButton(icon="x", wide=True, kind="plain", text=_("Stop"), size_hint_y=None)
        self._stop.height = look.px(look.target)
        self._stop.bind(on_tap=lambda _button: self.till.charged.payment.abort())
        self._said = ""
        self.add_widget(self._note)

    @staticmethod
    def label() -> str:
        """Return its name."""
        return _("Card")

    @classmethod
    def is_possible(cls, till: Till) -> bool:
        """Say whether there is a terminal."""
        return till.charged.is_fitted

    @property
    def is_running(self) -> bool:
        """Whether the terminal is busy with a payment."""
        return bool(self.till.charged.payment.open_key)

    def say(self, text: str) -> None:
        """Show what the terminal says."""
        self._said = text
        self.refresh()

    def shown(self) -> None:
        """Begin without old words."""
        self._said = ""
        self.refresh()

    def refresh(self) -> None:
        """Show the amount, and what to do."""
        manual = self.till.charged.payment.is_manual
        hint = _("Type the amount on the terminal. When it says approved, take it here.")
        ready = hint if manual else _("The terminal shows the amount when you tap Charge.")
        self._note.say(self._asked_text(), _(self._said) if self._said else ready)
        if self.is_running and not manual and self._stop.parent is None:
            self.add_widget(self._stop)
        elif not self.is_running and self._stop.parent is not None:
            self.remove_widget(self._stop)

    def _asked_text(self) -> str:
        """Return what the terminal asks for, the tip in it."""
        return str(self.desk.money(abs(self.wanted_minor()) + self.tip_minor))

    def most_minor(self) -> int:
        """Return what is left; no more goes back on a card than came from one."""
        left = self.left_minor()
        paid = sum(part.minor for part in self.till.payout.parts() if part.kind == CARD) if left < 0 else 0
        return max(left, -paid) if paid else left

    def act(self) -> Act:
        """Charge."""
        if self.is_running:
            return Act(_("At the terminal"), self._asked_text(), None)
        wanted = self.wanted_minor()
        if not wanted:
            return Act(_("Nothing to pay this way"))
        manual = self.till.charged.payment.is_manual
        caption = _("Approved") if manual else _("Charge")
        return Act(self._asked_text(), caption, partial(self.attempt, wanted), is_money=True)

    def take(self, minor: int) -> None:
        """Ask the terminal, or take what it has said."""
        self.till.charged.begin(minor, tip_minor=self.tip_minor)
