"""Selling a gift card, or more money on one: the card was scanned, the amount is typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from appliance.ui._state import Act
from appliance.ui.text import _

from .amount import Amount


class CardSale(Amount):
    """Asks how much goes on the card."""

    def __init__(self, **kwargs: Any) -> None:
        self._code = ""
        super().__init__(**kwargs)

    def shown(self, code: str = "") -> None:
        """Begin with a card."""
        self._code = code
        super().shown()
        self.ids.heading.text = _("Gift card")
        self.ids.figure.label = _("How much is put on it")
        self.ids.hint.text = _("The amount joins the sale; it is money owed to the holder, no turnover.")

    def act(self) -> Act:
        """Put the amount into the cart."""
        if not self.typed.number:
            return Act(_("Type the amount"))
        caption = _("Add to the sale")
        return Act(self.desk.money(self.typed.number), caption, partial(self._sell), is_money=True)

    def _sell(self) -> None:
        if self.desk.attempt(self.desk.till.cards.sell, self._code, self.typed.number, _("Gift card")):
            self.desk.home()
