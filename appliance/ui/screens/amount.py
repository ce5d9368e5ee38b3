"""A screen that asks for one amount of money."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.ui._digits import Digits

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("amount.kv")))


class Amount(Pane):
    """Heading, amount, hint and number pad; what is asked is said by those who build on it."""

    def __init__(self, **kwargs: Any) -> None:
        self.typed = Digits()
        super().__init__(**kwargs)

    def shown(self) -> None:
        """Begin with nothing typed."""
        self.typed.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show the amount; more zeros on the pad where the currency has no cents."""
        self.ids.keypad.set_extra("000" if self.desk.till.shop.currency.exponent == 0 else "00")
        self.ids.figure.amount = self.desk.money(self.typed.number)
        self.desk.cart.refresh_foot()

    def push(self, key: str) -> None:
        """Take a key of the pad."""
        self.typed.push(key)
        self.refresh()

    def back(self) -> None:
        """Leave without doing anything."""
        self.desk.home()
