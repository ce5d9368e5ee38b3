"""Another price for a line, and why: type it, tap the reason, done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.ui._digits import Digits
from appliance.ui._goods import unit_text
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("price.kv")))

REASONS = 5


class Price(Pane):
    """Open beside the cart; the catalogue's price is one tap away."""

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits()
        self._number = 0
        self._reason = ""
        super().__init__(**kwargs)
        self._buttons: list[BigButton] = []
        for place in range(REASONS + 1):
            button = BigButton(size_dp=18, lines=2)
            button.bind(on_tap=partial(self._tapped, place))
            self.ids.reasons.add_widget(button)
            self._buttons.append(button)

    def shown(self, number: int = 0) -> None:
        """Open a line's price."""
        self._number, self._reason = number, ""
        self._typed.clear()
        line = self._line()
        if line is not None and line.price_override is not None:
            self._reason = line.price_override.reason
        self.refresh()

    def _line(self) -> Any | None:
        return next((line for line in self.desk.till.sale.lines if line.number == self._number), None)

    @staticmethod
    def reasons() -> tuple[str, ...]:
        """Return what a price is changed for, most of the time."""
        return (_("Wrong tag"), _("Damaged"), _("Best before soon"), _("Regular customer"), _("Agreed price"))

    def refresh(self) -> None:
        """Show what is typed, and the reason."""
        line = self._line()
        if line is None:
            self.desk.home()
            return
        till, ids = self.desk.till, self.ids
        currency = till.shop.currency
        ids.heading.text = _("Change the price")
        unit = unit_text(line.item.unit)
        ids.heading.note = f"{line.item.name} · {currency.format(line.item.price_minor)}{unit}"
        ids.keypad.set_extra("000" if currency.exponent == 0 else "00")
        now = line.price_override.price_minor if line.price_override else line.item.price_minor
        ids.figure.label = _("New price")
        ids.figure.amount = currency.format(self._typed.number if self._typed.text else now) + unit
        ids.figure.ink = look.ink if self._typed.text else look.muted
        known = self.reasons()
        own = self._reason if self._reason not in known else ""
        for text, button in zip((*known, own or _("Another reason")), self._buttons, strict=True):
            button.text = text
            button.kind = "primary" if self._reason and text == self._reason else "plain"
            button.bold = button.kind == "primary"
        ids.none.text = _("Back to {price}", price=currency.plain(line.item.price_minor))
        ids.none.disabled = line.price_override is None
        self.desk.cart.refresh_foot()

    def push(self, key: str) -> None:
        """Take a key."""
        self._typed.push(key)
        self.refresh()

    def _tapped(self, place: int, _button: BigButton) -> None:
        if place < REASONS:
            self._reason = self.reasons()[place]
            self.refresh()
            return
        typed = self._typed.text
        self.desk.show(
            "typing",
            title=_("Why is the price another one?"),
            text="" if self._reason in self.reasons() else self._reason,
            done=partial(self._say, typed),
            back=partial(self._say, typed, self._reason),
        )

    def _say(self, typed: str, reason: str) -> None:
        """Come back from the keyboard."""
        self.desk.show("price", number=self._number)
        self._reason = reason
        self._typed.text = typed
        self.refresh()

    def act(self) -> Act:
        """Set it, once there is a price and a reason."""
        if not self._typed.text:
            return Act(_("Type the new price"))
        if not self._reason:
            return Act(_("Choose the reason"))
        return Act(self.desk.money(self._typed.number), _("Set the price"), self._set, is_money=True)

    def _set(self) -> None:
        price_minor, reason = self._typed.number, self._reason

        def do() -> None:
            self.desk.till.basket.override_price(self._number, price_minor, reason)
            self.desk.show("line", number=self._number)

        self.desk.attempt(do)

    def clear(self) -> None:
        """Take the catalogue's price again."""
        if self.desk.attempt(self.desk.till.basket.override_price, self._number, None):
            self.back()

    def back(self) -> None:
        """Back to the line."""
        self.desk.show("line", number=self._number)
