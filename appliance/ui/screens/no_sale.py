"""Open the drawer without a sale: one tap on the reason, which is written down."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.ui._state import Act
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("no_sale.kv")))


class NoSale(Pane):
    """Six reasons; whoever may not opens it with a supervisor's approval."""

    def shown(self) -> None:
        """Offer the reasons."""
        reasons = [
            ("coins", _("Change for a note")),
            ("arrow-back-up", _("Change was forgotten")),
            ("report-money", _("Count the cash")),
            ("cash", _("Voucher or receipt put in")),
            ("cash-register", _("Test the drawer")),
            ("dots", _("Something else")),
        ]
        self.ids.reasons.clear_widgets()
        for icon, reason in reasons:
            button = BigButton(icon=icon, text=reason, icon_dp=34, size_dp=20, lines=2)
            button.bind(on_tap=partial(self._choose, reason))
            self.ids.reasons.add_widget(button)

    def _choose(self, reason: str, _button: Any) -> None:
        self.desk.attempt(self.desk.till.shifts.open_drawer, reason)

    def act(self) -> Act:
        """Say what is missing."""
        return Act(_("Tap the reason"))
