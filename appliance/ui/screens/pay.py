"""Pay: one tap on the exact sum or on what the customer hands over finishes the sale; or type the amount."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.uix.boxlayout import BoxLayout

from appliance.ui._digits import Digits
from appliance.ui._signs import NONE
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("pay.kv")))

SUMS = 6  # the exact one and five a customer could hand over
DOUBLE_TAP_S = 0.35  # the second half of a double tap on Pay must not finish the sale


class Pay(Pane):
    """Cash. The cart stays beside it, and scanning goes on."""

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits()
        self._since = 0.0
        self._offered: list[int] = []
        super().__init__(**kwargs)
        self._buttons = [BigButton(bold=True, size_dp=30) for _n in range(SUMS)]
        for place, button in enumerate(self._buttons):
            button.bind(on_tap=partial(self._hand_over, place))

    def shown(self) -> None:
        """Begin with nothing typed."""
        self._typed.clear()
        self._since = time.monotonic()
        self.refresh()

    def refresh(self) -> None:
        """Show what is due now: the sale may have grown."""
        till = self.desk.till
        currency = till.shop.currency
        if not till.sale.lines:
            if not till.is_paying:
                self.desk.home()
            return
        self.ids.keypad.set_extra("000" if currency.exponent == 0 else "00")
        due = till.cash_due_minor()
        self.ids.due.amount = self.desk.money(due)
        self._offered = [due, *till.likely_sums()][:SUMS]
        for place, given in enumerate(self._offered):
            button = self._buttons[place]
            button.disabled = till.is_paying
            button.kind = "quiet" if place == 0 else "plain"
            button.caption = _("Exact") if place == 0 else ""
            button.text = currency.plain(given)
        self._lay_sums()
        self._show_typed()

    def _lay_sums(self) -> None:
        """Two in a row; the exact one has a row of its own where that leaves no hole."""
        count = len(self._offered)
        sums = self.ids.sums
        if sum(len(row.children) for row in sums.children) == count:
            return
        for row in list(sums.children):
            row.clear_widgets()
        sums.clear_widgets()
        alone = count % 2
        for first in range(0, count + alone, 2):
            row = BoxLayout(spacing=look.px(look.gap))
            for button in self._buttons[max(0, first - alone) : first - alone + 2]:
                row.add_widget(button)
            sums.add_widget(row)

    def push(self, key: str) -> None:
        """Take a key of the pad."""
        self._typed.push(key)
        self._show_typed()

    def _show_typed(self) -> None:
        given, due, figure = self._typed.number, self.desk.till.cash_due_minor(), self.ids.back
        figure.ink = look.muted if not given else look.ink
        if not given:
            figure.label, figure.amount = _("Received"), NONE
        elif given < due:
            figure.label = _("{given}, still missing", given=self.desk.till.shop.currency.plain(given))
            figure.amount, figure.ink = self.desk.money(due - given), look.on_warn
        else:
            figure.label = _("{given}, change", given=self.desk.till.shop.currency.plain(given))
            figure.amount, figure.ink = self.desk.money(given - due), look.good
        self.desk.cart.refresh_foot()

    def act(self) -> Act:
        """Take what was typed."""
        given = self._typed.number
        if self.desk.till.is_paying:
            return Act(_("One moment"), kind="primary")
        if not given:
            return Act(_("Tap what you were given"))
        return Act(self.desk.money(given), _("Take"), partial(self._pay, given), is_money=True)

    def _hand_over(self, place: int, _button: BigButton) -> None:
        if time.monotonic() - self._since >= DOUBLE_TAP_S:
            self._pay(self._offered[place])

    def _pay(self, given_minor: int) -> None:
        if self.desk.attempt(self.desk.till.pay_cash, given_minor):
            self.refresh()
