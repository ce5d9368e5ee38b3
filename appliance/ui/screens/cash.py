"""Cash put into the drawer or taken out of it, with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.gridlayout import GridLayout

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .amount import Amount


class CashMove(Amount):
    """Direction and reason are one tap each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._reason = ""
        self._sign = 1
        self._reasons: list[tuple[str, int]] = []
        self._buttons: list[BigButton] = []
        self._box = GridLayout(cols=2, spacing=look.px(look.gap))
        self.ids.side.remove_widget(self.ids.hint)
        self.ids.side.add_widget(self._box)

    def shown(self) -> None:
        """Offer the reasons; the first is chosen."""
        self._reasons = [
            (_("Small change"), 1),
            (_("Other cash in"), 1),
            (_("To the bank"), -1),
            (_("Supplier paid"), -1),
        ]
        self._box.clear_widgets()
        self._buttons = []
        for place, (reason, sign) in enumerate(self._reasons):
            icon = "arrow-bar-to-down" if sign > 0 else "arrow-bar-up"
            button = BigButton(text=reason, icon=icon, lines=2, size_dp=18)
            button.bind(on_tap=partial(self._choose, place))
            self._buttons.append(button)
            self._box.add_widget(button)
        self._choose(0)
        super().shown()

    def _choose(self, place: int, _button: object = None) -> None:
        self._reason, self._sign = self._reasons[place]
        for index, button in enumerate(self._buttons):
            button.kind = "primary" if index == place else "plain"
        self.refresh()

    def refresh(self) -> None:
        """Say which way the cash goes."""
        self.ids.heading.text = _("Cash in or out")
        self.ids.figure.label = _("Into the drawer") if self._sign > 0 else _("Out of the drawer")
        super().refresh()

    def act(self) -> Act:
        """Write it down."""
        text = _("Put in") if self._sign > 0 else _("Take out")
        if not self.typed.number:
            return Act(text)
        return Act(self.desk.money(self.typed.number), text, self._move, is_money=True)

    def _move(self) -> None:
        minor = self.typed.number * self._sign
        if self.desk.attempt(self.desk.till.shifts.move_cash, minor, self._reason):
            self.typed.clear()

    def shift_changed(self) -> None:
        """It is on disk."""
        self.desk.home()
        self.desk.tell(_("Noted."), "quiet")
