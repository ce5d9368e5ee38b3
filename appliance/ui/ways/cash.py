"""Cash: one tap on the exact sum or on what the customer hands over; or the number pad."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.uix.boxlayout import BoxLayout

from appliance.core.tender import CASH
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .way import Way

if TYPE_CHECKING:
    from appliance.ui.screens.pay import Pay

SUMS = 6  # the exact one and five a customer could hand over
DOUBLE_TAP_S = 0.35  # the second half of a double tap on Pay must not finish the sale


class InCash(Way):
    """Sums on large buttons."""

    kind = CASH
    icon = "cash"
    takes_tip = True

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._since = 0.0
        self._offered: list[int] = []
        self._buttons = [BigButton(bold=True, size_dp=30) for _n in range(SUMS)]
        for place, button in enumerate(self._buttons):
            button.bind(on_tap=partial(self._hand_over, place))

    @staticmethod
    def label() -> str:
        """Return its name."""
        return _("Cash")

    def shown(self) -> None:
        """Wait for the second half of a double tap to pass."""
        self._since = time.monotonic()
        self.refresh()

    def refresh(self) -> None:
        """Offer the sums for what is left now."""
        currency, left, tip = self.till.shop.currency, self.left_minor(), self.tip_minor
        self._offered = [left + tip, *self.till.checkout.likely_sums(tip)][:SUMS]
        for place, given in enumerate(self._offered):
            button = self._buttons[place]
            button.disabled = self.till.is_paying
            button.kind = "quiet" if place == 0 else "plain"
            button.caption = "" if place else _("Give back") if left < 0 else _("Exact")
            button.text = currency.plain(abs(given))
        self._lay()

    def _lay(self) -> None:
        """Two in a row; the exact one has a row of its own where that leaves no hole."""
        count = len(self._offered)
        if sum(len(row.children) for row in self.children) == count:
            return
        for row in list(self.children):
            row.clear_widgets()
        self.clear_widgets()
        alone = count % 2
        for first in range(0, count + alone, 2):
            row = BoxLayout(spacing=look.px(look.gap))
            for button in self._buttons[max(0, first - alone) : first - alone + 2]:
                row.add_widget(button)
            self.add_widget(row)

    @property
    def tip_in_typed(self) -> int:
        """The tip."""
        return self.tip_minor

    def act(self) -> Act:
        """Take what was typed; less than is left is a part."""
        if not self.pay.typed:
            return Act(_("Tap what goes back") if self.left_minor() < 0 else _("Tap what you were given"))
        return super().act()

    def take(self, minor: int) -> None:
        """Take cash."""
        self.till.checkout.pay_cash(minor, self.tip_minor)

    def _hand_over(self, place: int, _button: BigButton) -> None:
        if time.monotonic() - self._since >= DOUBLE_TAP_S:
            self.attempt(self._offered[place])
