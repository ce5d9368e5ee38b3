"""Find a customer by name or phone; a tap makes the open sale theirs. Whoever is not found is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.ui._customers import row_of
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui._typed import NAME
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.row import Row, RowText
from appliance.ui.widgets.words import Words

from .text_pane import TextPane

if TYPE_CHECKING:
    from appliance.till.customer_port import Customer

LIMIT = 30
SHORTEST = 2  # letters before it is worth looking


class Customers(TextPane):
    """Results while typing."""

    style = NAME

    def __init__(self, **kwargs: Any) -> None:
        self._found: list[Customer] = []
        super().__init__(**kwargs)
        self._list = Recycler(Row, self._show_row, self._chosen, columns=2, pitch_dp=92, gap_dp=look.gap)
        self._hint = Words(ink=look.muted, halign="center", lines=2, shrink=True, size_dp=look.body)

    def shown(self, text: str = "") -> None:
        """Begin with an empty box."""
        self.begin(text, signs=not text)

    def typed(self) -> None:
        """Look for it."""
        text = self.text.strip()
        self._found = self.desk.till.customers.search(text, LIMIT) if len(text) >= SHORTEST else []
        if len(text) < SHORTEST:
            self.ids.box.label = _("Phone number or name")
        else:
            self.ids.box.label = ngettext("{n} customer", "{n} customers", len(self._found))
        self._hint.text = (
            _("Nobody found. Add them below: it takes a name or a phone number.")
            if len(text) >= SHORTEST
            else _("Type some digits of the phone, or the name. Or scan the customer's card.")
        )
        wanted, other = (self._list, self._hint) if self._found else (self._hint, self._list)
        if wanted.parent is None:
            self.ids.middle.remove_widget(other)
            self.ids.middle.add_widget(wanted)
        self._list.show(len(self._found), keep=False)
        self.desk.cart.refresh_foot()

    def _show_row(self, row: Row, index: int) -> None:
        row.fill(self._row(self._found[index]))

    def _row(self, customer: Customer) -> RowText:
        return row_of(customer, self.desk.till.shop.currency)

    def _chosen(self, index: int) -> None:
        if self.desk.attempt(self.desk.till.customers.choose, self._found[index]):
            self.desk.home()

    def refresh(self) -> None:
        """Close once a scanned card has said who it is."""
        if self.desk.till.sale.customer is not None and self.desk.is_showing("customers"):
            self.desk.home()

    def act(self) -> Act:
        """Add whoever was not found."""
        text = self.text.strip()
        return Act(text or _("New customer"), _("Add a customer") if text else "", self._add)

    def _add(self) -> None:
        text = self.text.strip()
        is_phone = bool(text) and not any(c.isalpha() for c in text)
        self.desk.show("customer_new", called="" if is_phone else text, phone=text if is_phone else "")

    def enter(self) -> None:
        """Take the only one that was found."""
        if len(self._found) == 1:
            self._chosen(0)

    def back(self) -> None:
        """Back to the sale."""
        self.desk.show("sale")
