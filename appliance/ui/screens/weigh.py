"""A weight for a product: the scale's figure, live and large; one tap takes it, or the weight is typed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.lang import Builder

from appliance.core.quantity import weight_text
from appliance.core.rounding import divide
from appliance.till.weighing import WAIT_S, in_unit
from appliance.ui._digits import Digits
from appliance.ui._goods import unit_text
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _

from .pane import Pane

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant

Builder.load_file(str(Path(__file__).with_name("weigh.kv")))

MOST_DIGITS, WEIGHT_DECIMALS = 4, 3


class Weigh(Pane):
    """For a product that was tapped, or (number) a line whose goods are weighed again."""

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits()
        self._variant: Variant | None = None
        self._number = 0
        self._since = 0.0
        super().__init__(**kwargs)

    def shown(self, variant: Variant | None = None, number: int = 0) -> None:
        """Begin with what is on the scale and nothing typed."""
        self._variant, self._number = variant, number
        self._since = time.monotonic()
        self._typed = Digits(MOST_DIGITS, self.desk.till.shop.currency.decimal, WEIGHT_DECIMALS)
        self.ids.keypad.set_extra(self.desk.till.shop.currency.decimal)
        Clock.unschedule(self._waited)
        Clock.schedule_once(self._waited, WAIT_S + 0.1)
        self.refresh()

    def refresh(self) -> None:
        """Show the weight, what it costs, and what to do."""
        name, unit, price_minor = self._goods()
        if not name:
            return
        currency = self.desk.till.shop.currency
        weight = self._weight(unit)
        self.ids.heading.text = name
        self.ids.heading.note = currency.format(price_minor) + unit_text(unit)
        shown = self._typed.text or weight_text(weight, currency.decimal)
        self.ids.weight.label = _("Typed") if self._typed.text else _("On the scale")
        self.ids.weight.amount = f"{shown} {unit}"
        self.ids.weight.ink = look.ink if self._typed.text or self._is_stable() else look.muted
        self.ids.price.amount = currency.format(divide(price_minor * max(0, self._quantity(unit)), 1000))
        self.ids.hint.text = self._hint(unit)
        tare = self.desk.weigher.weighing.tare_milli
        self.ids.tare.text = _("Forget container") if tare else _("Container")
        self.ids.tare.kind = "info" if tare else "plain"

    def _goods(self) -> tuple[str, str, int]:
        """Return the name, unit and unit price of what is weighed."""
        if self._variant is not None:
            return self._variant.name, self._variant.unit, self._variant.price_minor
        for line in self.desk.till.sale.lines:
            if line.number == self._number:
                return line.item.name, line.item.unit, line.item.price_minor
        return "", "", 0

    def _weight(self, unit: str) -> int:
        return in_unit(self.desk.weigher.weighing.weight.quantity_milli, unit)

    def _is_stable(self) -> bool:
        return bool(self.desk.weigher.weighing.weight.is_stable)

    def _quantity(self, unit: str) -> int:
        return self._typed.milli or self._weight(unit)

    def _hint(self, unit: str) -> str:
        weighing = self.desk.weigher.weighing
        if not weighing.can_weigh(unit):
            return _("The scale does not answer. Type the weight.")
        if self._typed.text:
            return _("The typed weight counts. Rub it out to use the scale.")
        if self._weight(unit) <= 0:
            return _("Put the goods on the scale.")
        if self._is_stable():
            return _("Steady.")
        if time.monotonic() - self._since > WAIT_S:
            return _("It does not come to rest. Let go of the goods, or type the weight.")
        return _("Wait until it comes to rest.")

    def _waited(self, _dt: float) -> None:
        if self.desk.is_showing("weigh") and self.desk.app.desk is self.desk:  # it may have been laid anew meanwhile
            self.refresh()

    def push(self, key: str) -> None:
        """Take a key: from now on the typed weight counts."""
        self._typed.push(key)
        self.refresh()
        self.desk.cart.refresh_foot()

    def tare(self) -> None:
        """Weigh without the container that is on the scale, or with it again."""
        weighing = self.desk.weigher.weighing
        self.desk.attempt(weighing.forget_tare if weighing.tare_milli else weighing.tare)

    def zero(self) -> None:
        """Set the empty scale to zero."""
        self.desk.attempt(self.desk.weigher.weighing.zero)

    def act(self) -> Act:
        """Take the weight."""
        _name, unit, price_minor = self._goods()
        quantity = self._quantity(unit) if unit else 0
        currency = self.desk.till.shop.currency
        is_ready = quantity > 0 and (self._typed.milli or self._is_stable())
        if not is_ready:
            return Act(_("Take weight"))
        price = currency.format(divide(price_minor * quantity, 1000))
        caption = _("Take {weight}", weight=f"{weight_text(quantity, currency.decimal)} {unit}")
        return Act(price, caption, self._take, is_money=True)

    def _take(self) -> None:
        if self.desk.attempt(self._sell):
            self.desk.home()

    def _sell(self) -> None:
        _name, unit, _price = self._goods()
        quantity_milli = self._typed.milli or self.desk.weigher.weighing.take(unit)
        if self._variant is not None:
            self.desk.till.basket.add(self._variant, quantity_milli)
        else:
            self.desk.till.basket.set_quantity(self._number, quantity_milli)
