"""A discount on a line or on the whole sale, in percent or as an amount; the cart shows at once what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.core.discount import Discount
from appliance.ui._digits import Digits
from appliance.ui._discounts import PPM_PER_PERCENT, discount_text
from appliance.ui._signs import MINUS
from appliance.ui.text import _

from .pane import Pane
from .percents import fill_percents, mark_percent

Builder.load_file(str(Path(__file__).with_name("discount.kv")))

PERCENT_DIGITS, AMOUNT_DIGITS = 2, 9


class DiscountSheet(Pane):
    """Open beside the cart; it goes when the cart is empty. `number` is the line, 0 the whole sale."""

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits(PERCENT_DIGITS)
        self._number = 0
        self._is_amount = False
        super().__init__(**kwargs)
        self._buttons = fill_percents(self.ids.percents, self.choose)

    def shown(self, number: int = 0) -> None:
        """Begin with nothing typed."""
        self._number = number
        self._count_in(amounts=False)

    def _count_in(self, *, amounts: bool) -> None:
        self._is_amount = amounts
        self._typed = Digits(AMOUNT_DIGITS if amounts else PERCENT_DIGITS)
        self.refresh()

    def _line(self) -> Any | None:
        return next((line for line in self.desk.till.sale.lines if line.number == self._number), None)

    def refresh(self) -> None:
        """Show the discount in force."""
        till, ids = self.desk.till, self.ids
        line = self._line()
        if not till.sale.lines or (self._number and line is None):
            self.desk.home()
            return
        currency = till.shop.currency
        if line is not None:
            discount = line.discount
            off = discount.off(line.before_minor - line.promoted_minor) if discount else 0
        else:
            discount = till.sale.discounts[0] if till.sale.discounts else None
            off = sum(till.sale.offs())
        ids.heading.text = line.item.name if line is not None else _("Discount on the whole sale")
        ids.heading.note = _("Discount on this line") if line is not None else ""
        mark_percent(self._buttons, discount)
        ids.none.disabled = discount is None
        ids.keypad.set_extra("%" if self._is_amount else currency.symbol)
        ids.figure.label = discount_text(discount, currency) or (_("Amount") if self._is_amount else _("Percent"))
        ids.figure.amount = (
            f"{MINUS}{self.desk.money(off)}" if off else (self.desk.money(0) if self._is_amount else "0 %")
        )

    def push(self, key: str) -> None:
        """Take a key: percent, or an amount; the extra key changes between them."""
        if key in {"%", self.desk.till.shop.currency.symbol}:
            self._count_in(amounts=not self._is_amount)
            return
        self._typed.push(key)
        typed = self._typed.number
        made = Discount(minor=typed) if self._is_amount else Discount(ppm=typed * PPM_PER_PERCENT)
        self.choose(made if typed else None, typed=True)

    def choose(self, discount: Discount | None, *, typed: bool = False) -> None:
        """Set or clear it."""
        if not typed:
            self._typed.clear()
        basket = self.desk.till.basket
        if self._number:
            self.desk.attempt(basket.discount_line, self._number, discount)
        else:
            self.desk.attempt(basket.discount_sale, discount)

    def back(self) -> None:
        """Back to the line, or to the products."""
        if self._number and self._line() is not None:
            self.desk.show("line", number=self._number)
        else:
            self.desk.home()
