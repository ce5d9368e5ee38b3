"""What all ways to pay have in common: a panel, what the number pad means for it, and the next action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.uix.boxlayout import BoxLayout

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _

if TYPE_CHECKING:
    from appliance.till.till import Till
    from appliance.ui.screens.pay import Pay


class Way(BoxLayout):
    """One way to pay what is left, or a typed part of it."""

    kind = ""  # of the tender, core.tender
    icon = ""
    has_pad = True  # whether an amount may be typed
    takes_tip = False
    asks_tip = False  # before it is paid; elsewhere somebody may say so

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", spacing=look.px(look.gap), **kwargs)
        self.pay = pay
        self.desk = pay.desk

    @property
    def till(self) -> Till:
        """The till that is paid at."""
        till: Till = self.desk.till
        return till

    @staticmethod
    def label() -> str:
        """Return its name, in the language in use."""
        return ""

    @classmethod
    def is_possible(cls, till: Till) -> bool:
        """Say whether it can be offered for the open sale now."""
        return bool(till.sale.lines)

    def shown(self) -> None:
        """Get ready to be seen."""
        self.refresh()

    def hidden(self) -> None:
        """Leave nothing behind: another way was chosen, or the screen was left."""

    def refresh(self) -> None:
        """Draw again what may have changed."""

    def left_minor(self) -> int:
        """Return what is left to pay this way; below nothing where money goes back."""
        return self.till.checkout.left_minor(self.kind)

    def most_minor(self) -> int:
        """Return what this way can pay at most."""
        return self.left_minor()

    def wanted_minor(self) -> int:
        """Return what was typed, or all that this way can pay."""
        typed, most = self.pay.typed, self.most_minor()
        return (-typed if most < 0 else typed) or most

    @property
    def tip_minor(self) -> int:
        """The tip that comes with it."""
        return self.pay.tip_minor

    @property
    def tip_in_typed(self) -> int:
        """What of a tip is in the amount that is typed: cash is handed over with it."""
        return 0

    def act(self) -> Act:
        """Return the next action."""
        wanted = self.wanted_minor()
        if not wanted:
            return Act(_("Nothing to pay this way"))
        caption = _("Give back") if wanted < 0 else _("Take")
        return Act(self.desk.money(abs(wanted)), caption, partial(self.attempt, wanted), is_money=True)

    def attempt(self, minor: int) -> None:
        """Take an amount this way; a refusal is shown and heard."""
        if self.desk.attempt(self.take, minor):
            self.pay.took()

    def take(self, minor: int) -> None:
        """Take an amount this way; raises LapakError."""
        self.till.checkout.pay(self.kind, minor)
