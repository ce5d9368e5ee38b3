"""One customer: points, credit, what they bought here, and what they may ask for: to be changed or forgotten."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.ui._ages import age_text
from appliance.ui._customers import name_text
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.row import RowText

from .listing import Listing

if TYPE_CHECKING:
    from appliance.till.customer_port import Customer, Purchase

Builder.load_file(str(Path(__file__).with_name("customer.kv")))


class CustomerCard(Listing):
    """The customer of the open sale, or somebody who was looked up."""

    icon = "receipt"

    def __init__(self, **kwargs: Any) -> None:
        self._customer: Customer | None = None
        self._bought: list[Purchase] = []
        self._is_forgetting = False
        super().__init__(**kwargs)

    def shown(self, customer: Customer | None = None) -> None:
        """Open a customer; without one, that of the open sale."""
        self._customer = customer or self.desk.till.customers.current
        self._is_forgetting = False
        if self._customer is None:
            self.desk.show("customers")
            return
        self._bought = self.desk.till.customers.history(self._customer)
        self.refresh()

    def refresh(self) -> None:
        """Show the figures."""
        customer = self._customer
        if customer is None:
            return
        super().refresh()
        currency, ids = self.desk.till.shop.currency, self.ids
        ids.heading.note = " · ".join(part for part in (customer.phone, customer.email, customer.note) if part)
        ids.points.amount = f"{customer.points:,}".replace(",", currency.thousands)
        owes = customer.credit_minor < 0
        ids.credit.label = _("Owes") if owes else _("Credit")
        ids.credit.amount = currency.format(abs(customer.credit_minor))
        ids.credit.ink = look.on_danger if owes else look.ink
        ids.visits.amount = str(len(self._bought))
        buyer = self.desk.till.sale.customer
        is_of_sale = buyer is not None and buyer.key == customer.key
        ids.take_off.disabled = not is_of_sale
        self.desk.cart.refresh_foot()

    def title(self) -> str:
        """Return the customer's name."""
        return name_text(self._customer) if self._customer else ""

    def empty_text(self) -> str:
        """Return why there is no history."""
        return _("What they buy at this till shows up here.")

    def rows(self) -> list[RowText]:
        """Return what they bought, newest first."""
        shop, now_ms = self.desk.till.shop, self.desk.app.now_ms()
        return [
            RowText(
                "receipt",
                bought.number,
                f"{day_text(bought.at_ms, shop.utc_offset_minutes, shop.when)} · {age_text(now_ms - bought.at_ms)}",
                self.desk.money(bought.total_minor),
            )
            for bought in self._bought
        ]

    def chosen(self, index: int) -> None:
        """Open the receipt, to print it again or to give something back."""
        number = self._bought[index].number
        self.desk.attempt(lambda: self.desk.show("receipt", sold=self.desk.till.returns.find(number)))

    def act(self) -> Act | None:
        """Ask once more before somebody is forgotten; else the usual."""
        if self._is_forgetting:
            return Act(_("Forget for good"), _("Name and phone are gone, receipts stay"), self._forget, kind="danger")
        customer, sale = self._customer, self.desk.till.sale
        if customer is not None and (sale.customer is None or sale.customer.key != customer.key):
            return Act(_("Choose for this sale"), do=self._choose)
        return None

    def _choose(self) -> None:
        if self.desk.attempt(self.desk.till.customers.choose, self._customer):
            self.desk.home()

    def change(self) -> None:
        """Change name or phone."""
        self.desk.show("customer_new", customer=self._customer)

    def forget(self) -> None:
        """Ask, then forget."""
        self._is_forgetting = not self._is_forgetting
        self.desk.cart.refresh_foot()

    def _forget(self) -> None:
        customer = self._customer
        if customer is not None:
            self._is_forgetting = False
            self.desk.attempt(lambda: self._let_go(customer))

    def _let_go(self, customer: Customer) -> None:
        self.desk.till.customers.forget(customer)
        self.desk.home()
        self.desk.tell(_("The customer is forgotten."), "quiet")

    def take_off(self) -> None:
        """Make the sale nobody's."""
        if self.desk.attempt(self.desk.till.customers.choose, None):
            self.desk.home()


def day_text(at_ms: int, utc_offset_minutes: int, when: str) -> str:
    """Return a moment as the shop writes it."""
    return time.strftime(when, time.gmtime(at_ms // 1000 + utc_offset_minutes * 60))
