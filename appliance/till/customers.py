"""Who the open sale is for: found, added, remembered for prices and points, and forgotten when they ask for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from appliance.core import entries
from appliance.core.card import CardMisread, key_of
from appliance.core.customer import Customer as Buyer
from appliance.core.personal import SALT_BYTES, personal
from appliance.core.tender import ACCOUNT, CREDIT

from .customer_errors import CustomerInDebt, CustomerMissing, CustomerNameless, CustomerUnknown
from .customer_port import Customer
from .events import CustomersChanged
from .found import FoundCustomer
from .points import Points

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.line import Item

    from .customer_port import CustomerRecords, Purchase
    from .ports import Books
    from .till import Till


class Customers:
    """The customers of this till, and the one of the open sale; lives on the screen's thread.

    salt gives sixteen bytes of chance, so that what the journal says of a person can be forgotten.
    """

    def __init__(self, books: Books, till: Till, salt: Callable[[int], bytes] = os.urandom) -> None:
        self._records: CustomerRecords = books.customers
        self._till = till
        self._salt = salt
        self._new: dict[str, Customer] = {}  # on their way to the disk
        self.points = Points(books, till)
        till.reading.when_found(FoundCustomer, lambda found: self.choose(self.of_code(found.text)))

    # --- finding -----------------------------------------------------------------------------------------------------

    def search(self, text: str, limit: int = 20) -> list[Customer]:
        """Return customers by words of name or e-mail, digits of the phone, or the code of a card."""
        found = self._records.search(text, limit)
        try:
            return found or [self.of_code(text)]
        except (CustomerUnknown, CardMisread):
            return []

    def of_code(self, code: str) -> Customer:
        """Return whose card it is, or who has this key; raises CustomerUnknown, CardMisread."""
        card = self._records.card(key_of(code))
        customer = self.find((card.customer if card else "") or code.strip().lower())
        if customer is None:
            raise CustomerUnknown
        return customer

    def find(self, key: str) -> Customer | None:
        """Return a customer by key."""
        return self._records.by_key(key) or self._new.get(key)

    def history(self, customer: Customer) -> list[Purchase]:
        """Return what they bought at this till, newest first."""
        return self._records.purchases(customer.key)

    # --- the open sale -----------------------------------------------------------------------------------------------

    @property
    def current(self) -> Customer | None:
        """The customer of the open sale."""
        buyer = self._till.sale.customer
        return None if buyer is None else self.find(buyer.key) or Customer(buyer.key, buyer.name, group=buyer.group)

    def require(self) -> Customer:
        """Return the customer of the open sale; raises CustomerMissing."""
        if self.current is None:
            raise CustomerMissing
        return self.current

    def choose(self, customer: Customer | None) -> None:
        """Make the open sale theirs, at their group's prices; None makes it nobody's. Raises PartPaid."""
        till = self._till
        self._require_free()
        till.sale.customer = (
            None if customer is None else Buyer(customer.key, customer.name, customer.group, customer.is_exempt)
        )
        for line in till.sale.lines:
            if line.returned is None and not line.item.card and line.item.variant:
                line.item = self._priced(line.item)
        till.changed()

    def _require_free(self) -> None:
        """Raise PartPaid where somebody's money or points are in the open sale: it stays theirs."""
        self._till.require_editable()
        self._till.checkout.require_unpaid()

    def price_minor(self, variant: str, price_minor: int) -> int:
        """Return what a variant of this price costs the customer of the open sale."""
        buyer = self._till.sale.customer
        own = self._till.catalogue.group_price(variant, buyer.group) if buyer else None
        return price_minor if own is None else own

    def _priced(self, item: Item) -> Item:
        variant = self._till.catalogue.by_key(item.variant)
        if variant is not None and not variant.open_price:
            item.price_minor = self.price_minor(item.variant, variant.price_minor)
        return item

    # --- paying ------------------------------------------------------------------------------------------------------

    def credit_minor(self) -> int:
        """Return how much of their credit the customer may still spend in this sale."""
        return max(0, self.require().credit_minor - self._taken_minor())

    def account_minor(self) -> int:
        """Return how much the customer may still put on the account in this sale."""
        customer = self.require()
        return max(0, customer.credit_minor + customer.limit_minor - self._taken_minor())

    def pay_credit(self, minor: int | None = None) -> None:
        """Pay with the customer's credit: so much, or as much as can be; raises LapakError."""
        self._pay(CREDIT, minor, self.credit_minor())

    def pay_account(self, minor: int | None = None) -> None:
        """Put it on the customer's account, as far as they may owe; raises LapakError."""
        self._pay(ACCOUNT, minor, self.account_minor())

    def _pay(self, kind: str, minor: int | None, most_minor: int) -> None:
        checkout = self._till.checkout
        left = checkout.left_minor(kind)
        bound = most_minor if left > 0 else None
        wanted = (left if bound is None else min(left, bound)) if minor is None else minor
        checkout.pay(kind, wanted, reference=self.require().key, most_minor=bound)

    def _taken_minor(self) -> int:
        """Return what this sale takes from the customer's account; store credit on a card is no part of it."""
        account = self.require().key
        taken = [tender for tender in self._till.sale.tenders if tender.kind in (CREDIT, ACCOUNT)]
        return sum(tender.tendered_minor for tender in taken if tender.reference in ("", account))

    # --- writing down ------------------------------------------------------------------------------------------------

    def add(
        self, name: str, phone: str = "", email: str = "", note: str = "", group: str = "", *, consent: bool = False
    ) -> Customer:
        """Add a customer, who may be chosen at once, also without the network; raises CustomerNameless."""
        customer = Customer(self._till.new_key(), name, phone, email, note, group, has_consent=consent)
        self._say("customer.added", customer)
        return customer

    def change(self, customer: Customer) -> None:
        """Write down what is new about a customer: name, phone, e-mail, note, group or consent."""
        self._say("customer.changed", customer)

    def _say(self, kind: str, customer: Customer) -> None:
        if not (customer.name.strip() or customer.phone.strip()):
            raise CustomerNameless
        said = (customer.name, customer.phone, customer.email, customer.note)
        told = personal(self._salt(SALT_BYTES), *said)
        body = entries.customer_added(customer.key, told, customer.group, customer.has_consent)
        self._new[customer.key] = customer
        self._record(kind, body, told)

    def forget(self, customer: Customer) -> None:
        """Keep nothing of a person but a key in the books, and make the open sale nobody's where it was theirs.

        Needs the right to settings. Raises CustomerInDebt, PaymentRunning, and PartPaid where they gave a part already.
        """
        if customer.credit_minor < 0:
            debt = self._till.shop.currency.format(-customer.credit_minor)
            raise CustomerInDebt(name=customer.name, debt=debt)
        buyer = self._till.sale.customer
        is_here = buyer is not None and buyer.key == customer.key
        if is_here:
            self._require_free()
        self._till.people.may("settings")
        self._new.pop(customer.key, None)
        if is_here:
            self.choose(None)
        self._record("customer.forgotten", entries.customer_forgotten(customer.key), None)

    def _record(self, kind: str, body: dict[str, object], told: dict[str, str] | None) -> None:
        till = self._till
        future = self._records.record(kind, body, told, at_ms=till.now_ms(), by=till.by)
        till.after(
            future, lambda _: self._recorded(str(body["customer"])), lambda: self._dropped(str(body["customer"]))
        )

    def _recorded(self, key: str) -> None:
        self._new.pop(key, None)
        self._till.tell(CustomersChanged())

    def _dropped(self, key: str) -> None:
        self._new.pop(key, None)
