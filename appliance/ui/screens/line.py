"""One line of the sale: how much of it, a discount, or remove it. Every key works at once; there is nothing to save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import NumericProperty

from appliance.core.quantity import quantity_text
from appliance.ui._digits import Digits
from appliance.ui.text import _

from .pane import Pane
from .percents import fill_percents, mark_percent

Builder.load_file(str(Path(__file__).with_name("line.kv")))

MOST_DIGITS = 4
WEIGHT_DECIMALS = 3


class LineSheet(Pane):
    """Open beside the cart while its line is selected."""

    number = NumericProperty(0)
    gives_way = True

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits()
        super().__init__(**kwargs)
        self._buttons = fill_percents(self.ids.percents, self._discount)

    def shown(self, number: int = 0) -> None:
        """Open a line."""
        self.number = number
        line = self._line()
        decimal = self.desk.till.shop.currency.decimal if line and line.item.is_weighed else ""
        self._typed = Digits(MOST_DIGITS, decimal, WEIGHT_DECIMALS)
        self.ids.keypad.set_extra(decimal)
        self.refresh()

    def _line(self) -> Any | None:
        return next((line for line in self.desk.till.sale.lines if line.number == self.number), None)

    def refresh(self) -> None:
        """Show the line as it is; without the line there is nothing to show."""
        line = self._line()
        if line is None:
            self.desk.home()
            return
        currency = self.desk.till.shop.currency
        unit = "" if line.item.unit == "pcs" else f" {line.item.unit}"
        self.ids.heading.text = line.item.name
        self.ids.heading.note = currency.format(line.item.price_minor) + (f"/{unit.strip()}" if unit else "")
        self.ids.amount.label = _("Quantity")
        self.ids.amount.amount = (self._typed.text or quantity_text(line.quantity_milli, currency.decimal)) + unit
        self.ids.less.disabled = line.quantity_milli <= 1000
        mark_percent(self._buttons, line.discount)

    def push(self, key: str) -> None:
        """Take a key: the quantity is what is typed, as soon as it is one."""
        self._typed.push(key)
        if self._typed.milli:
            self.desk.attempt(self.desk.till.set_quantity, self.number, self._typed.milli)
        self.refresh()

    def step(self, by: int) -> None:
        """One more or one less."""
        line = self._line()
        if line is not None:
            self._typed.clear()
            self.desk.attempt(self.desk.till.set_quantity, self.number, line.quantity_milli + by * 1000)

    def _discount(self, discount: Any) -> None:
        self.desk.attempt(self.desk.till.discount_line, self.number, discount)
