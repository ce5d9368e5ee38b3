"""How many of the next thing: type it, then scan or tap the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.ui._digits import Digits
from appliance.ui._signs import TIMES
from appliance.ui._state import Act
from appliance.ui.text import _

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("quantity.kv")))


class Quantity(Pane):
    """Three digits; the scanner may follow at once."""

    gives_way = True

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Digits(3)
        super().__init__(**kwargs)

    def shown(self) -> None:
        """Begin with nothing typed."""
        self._typed.clear()
        self.desk.set_quantity(0)
        self.refresh()

    def refresh(self) -> None:
        """Show what is typed."""
        self.ids.heading.text = _("How many of the next one?")
        self.ids.figure.amount = f"{self._typed.number or 1} {TIMES}"
        self.ids.hint.text = _("Type how many. Then scan the product, or go on and tap its picture.")

    def push(self, key: str) -> None:
        """Take a key."""
        self._typed.push(key)
        self.desk.set_quantity(self._typed.number)
        self.desk.cart.refresh_foot()
        self.refresh()

    def clear(self) -> None:
        """Leave it at one."""
        self.desk.set_quantity(0)
        self.desk.home()

    def act(self) -> Act | None:
        """On to the products, with the quantity kept."""
        return Act(_("Choose the product"), do=self.desk.home) if self._typed.number else None
