"""Collect in the store: the buyer says or shows a code, and the order that waits under it comes up."""

from __future__ import annotations

from typing import Any

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _

from .amount import Amount

LONGEST = 10
BACK = "back"


class Collect(Amount):
    """Digits on the pad; a code with letters is scanned."""

    def __init__(self, **kwargs: Any) -> None:
        self._text = ""
        self._order = ""
        super().__init__(**kwargs)

    def shown(self, order: str = "") -> None:
        """Ask for a code; order: the one it must open."""
        self._text, self._order = "", order
        self.refresh()

    def refresh(self) -> None:
        """Show what is typed."""
        ids = self.ids
        ids.keypad.set_extra("")
        ids.heading.text = _("Collect an order")
        ids.figure.label = _("Pickup code")
        ids.figure.amount = self._text or "-"
        ids.hint.text = _("Type the code the buyer shows, or scan it.")
        ids.hint.ink = look.muted
        self.desk.cart.refresh_foot()

    def push(self, key: str) -> None:
        """Take a key; a code may begin with zeros."""
        self._text = self._text[:-1] if key == BACK else (self._text + key)[:LONGEST]
        self.refresh()

    def act(self) -> Act:
        """Look for the order."""
        return Act(_("Find the order"), do=self._find if self._text else None)

    def _find(self) -> None:
        self.desk.attempt(self._open, self._text)

    def _open(self, code: str) -> None:
        order = self.desk.till.orders.by_code(code)
        self.desk.show("order", order=order.key, code=code)

    def back(self) -> None:
        """Back to where the code was asked for."""
        if self._order:
            self.desk.show("order", order=self._order)
        else:
            self.desk.show("orders")

    def scan_text(self) -> str:
        """Scans are codes."""
        return _("Scan a buyer's pickup code or an order's label.")

    def scanned(self, code: str, _quantity: int) -> None:
        """Look for the order of a scanned code."""
        self._open(code)
