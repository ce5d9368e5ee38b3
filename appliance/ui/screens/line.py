"""One line of the sale: how much of it, at what price, with what; every key works at once, there is nothing to save."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder
from kivy.properties import NumericProperty

from appliance.core.quantity import quantity_text
from appliance.ui._digits import Digits
from appliance.ui._discounts import discount_text
from appliance.ui._goods import unit_text
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .pane import Pane

if TYPE_CHECKING:
    from appliance.core.line import Line

Builder.load_file(str(Path(__file__).with_name("line.kv")))

MOST_DIGITS = 4
WEIGHT_DECIMALS = 3
ACTS = ("price", "discount", "note", "modifiers")


class LineSheet(Pane):
    """Open beside the cart while its line is selected."""

    number = NumericProperty(0)
    gives_way = True

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits()
        super().__init__(**kwargs)
        self._acts: dict[str, BigButton] = {}
        icons = ("tag", "discount", "note", "adjustments")
        for name, icon in zip(ACTS, icons, strict=True):
            button = BigButton(icon=icon, icon_dp=28, size_dp=17, lines=2)
            button.bind(on_tap=partial(self._open, name))
            self.ids.acts.add_widget(button)
            self._acts[name] = button

    def shown(self, number: int = 0) -> None:
        """Open a line."""
        self.number = number
        line = self._line()
        decimal = self.desk.till.shop.currency.decimal if line and line.item.is_weighed else ""
        self._typed = Digits(MOST_DIGITS, decimal, WEIGHT_DECIMALS)
        self.ids.keypad.set_extra(decimal)
        self.refresh()

    def _line(self) -> Line | None:
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
        self.ids.heading.note = self._about(line)
        self.ids.amount.label = _("Quantity")
        self.ids.amount.amount = (self._typed.text or quantity_text(line.quantity_milli, currency.decimal)) + unit
        is_fixed = line.returned is not None or bool(line.item.card)
        can_weigh = self.desk.weigher.can_weigh(line.item.unit)
        self.ids.less.icon = "scale" if can_weigh else "minus"  # nobody takes a whole kilogram away
        self.ids.less.disabled = is_fixed or (abs(line.quantity_milli) <= 1000 and not can_weigh)
        self.ids.more.disabled = self.ids.keypad.disabled = is_fixed
        self._show_acts(line, is_fixed=is_fixed)

    def _about(self, line: Line) -> str:
        """Return the price of one, and what its package said."""
        parts = [self.desk.till.shop.currency.format(line.unit_minor) + unit_text(line.item.unit)]
        if line.batch:
            parts.append(_("Batch {batch}", batch=line.batch))
        if line.expires:
            parts.append(_("Until {date}", date=line.expires))
        return " · ".join([*parts, *(off.reason for off in line.promotions)])

    def _show_acts(self, line: Line, *, is_fixed: bool) -> None:
        currency = self.desk.till.shop.currency
        override, variant = line.price_override, self.desk.till.catalogue.by_key(line.item.variant)
        said = {
            "price": currency.plain(override.price_minor) if override else "",
            "discount": discount_text(line.discount, currency),
            "note": line.note,
            "modifiers": ", ".join(modifier.name for modifier in line.modifiers),
        }
        captions = {"price": _("Price"), "discount": _("Discount"), "note": _("Note"), "modifiers": _("Extras")}
        has_choices = variant is not None and bool(self.desk.till.basket.groups(variant))
        for name, button in self._acts.items():
            button.text = said[name] or captions[name]
            button.caption = captions[name] if said[name] else ""
            button.kind = "info" if said[name] else "plain"
            button.bold = bool(said[name])
            button.disabled = is_fixed or (name == "modifiers" and not has_choices)

    def push(self, key: str) -> None:
        """Take a key: the quantity is what is typed, as soon as it is one."""
        self._typed.push(key)
        if self._typed.milli:
            self.desk.attempt(self.desk.till.basket.set_quantity, self.number, self._typed.milli)
        self.refresh()

    def step(self, by: int) -> None:
        """One more or one less; what a scale can weigh is weighed again instead of one less."""
        line = self._line()
        if line is not None and by < 0 and self.desk.weigher.can_weigh(line.item.unit):
            self.desk.show("weigh", number=self.number)
        elif line is not None:
            self._typed.clear()
            quantity_milli = abs(line.quantity_milli) + by * 1000
            self.desk.attempt(self.desk.till.basket.set_quantity, self.number, quantity_milli)

    def _open(self, name: str, _button: BigButton) -> None:
        line = self._line()
        if line is None:
            return
        if name != "note":
            self.desk.show(name, number=self.number)
            return
        back = partial(self.desk.show, "line", number=self.number)

        def take(text: str) -> None:
            if self.desk.attempt(self.desk.till.basket.note_line, line.number, text):
                back()

        offers = [] if line.note else [_("Take away"), _("Gift wrap"), _("Separately")]
        title = _("Note on {name}", name=line.item.name)
        self.desk.show("typing", title=title, text=line.note, can_be_empty=True, offers=offers, done=take, back=back)
