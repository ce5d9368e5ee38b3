"""A discount on the whole sale: tap a percent or type one; the cart shows at once what it comes to."""

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


class DiscountSheet(Pane):
    """Open beside the cart; it goes when the cart is empty."""

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits(2)
        super().__init__(**kwargs)
        self._buttons = fill_percents(self.ids.percents, self.choose)

    def shown(self) -> None:
        """Begin with nothing typed."""
        self._typed.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show the discount in force."""
        till = self.desk.till
        if not till.sale.lines:
            self.desk.home()
            return
        discount = till.sale.discounts[0] if till.sale.discounts else None
        mark_percent(self._buttons, discount)
        self.ids.none.disabled = discount is None
        off = sum(till.sale.offs())
        self.ids.figure.label = discount_text(discount, till.shop.currency) or _("Percent")
        self.ids.figure.amount = f"{MINUS}{self.desk.money(off)}" if off else "0 %"

    def push(self, key: str) -> None:
        """Take a key: percent."""
        self._typed.push(key)
        percent = self._typed.number
        self.choose(Discount(ppm=percent * PPM_PER_PERCENT) if percent else None, typed=True)

    def choose(self, discount: Discount | None, *, typed: bool = False) -> None:
        """Set or clear it."""
        if not typed:
            self._typed.clear()
        self.desk.attempt(self.desk.till.discount_sale, discount)
