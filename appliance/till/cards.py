"""Gift cards and store credit at the till: what may be taken from one now, and putting money on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core import entries
from appliance.core.card import (
    CREDIT,
    GIFT,
    CardBlocked,
    CardLimited,
    CardShort,
    CardUnknown,
    allowance,
    key_of,
    tail_of,
)
from appliance.core.line import Item
from appliance.core.tax import TaxClass
from appliance.core.tender import CREDIT as CREDIT_TENDER
from appliance.core.tender import GIFT_CARD, TenderEmpty

from .events import CardOpened, LineAdded, WireChanged
from .found import FoundCard, FoundCustomer
from .people import approved

if TYPE_CHECKING:
    from .customer_port import Card, Customer, CustomerRecords
    from .events import Event
    from .found import Found
    from .ports import Books
    from .till import Till

UNTAXED = TaxClass("", "", [])  # money on a card is owed, not earned: it is taxed when it is spent


class Cards:
    """The cards this till has heard of; what was taken from them here is on disk and counts until the bridge has it."""

    def __init__(self, books: Books, till: Till) -> None:
        self._records: CustomerRecords = books.customers
        self._till = till
        self.is_online = False
        till.listen(self._heard)
        till.reading.when_found(FoundCard, lambda found: till.tell(CardOpened(found.text, self.known(found.text))))
        till.reading.ask(self._on_file)

    def known(self, code: str) -> Card | None:
        """Return a card by its code, None for one that is new here; raises CardMisread."""
        return self._records.card(key_of(code))

    def find(self, code: str) -> Card:
        """Return a card that may be spent; raises CardMisread, CardUnknown, CardBlocked."""
        card = self.known(code)
        if card is None:
            raise CardUnknown
        self._require_open(card)
        return card

    @staticmethod
    def _require_open(card: Card | None) -> None:
        if card is not None and not card.is_active:
            raise CardBlocked

    def left_minor(self, card: Card) -> int:
        """Return what may be taken from a card now, in this sale."""
        here = sum(tender.tendered_minor for tender in self._till.sale.tenders if tender.reference == card.key)
        offline = None if self.is_online else card.offline_minor
        return allowance(card.balance_minor - here, card.unsent_minor + here, offline)

    def pay(self, code: str, minor: int | None = None) -> None:
        """Pay with a card: so much, or as much as can be; raises CardError, TillError.

        Where money goes back, it goes on the card.
        """
        card, checkout = self.find(code), self._till.checkout
        kind = CREDIT_TENDER if card.kind == CREDIT else GIFT_CARD
        due = checkout.left_minor(kind)
        if due < 0:
            checkout.pay(kind, due if minor is None else minor, reference=card.key)
            return
        left = self.left_minor(card)
        wanted = min(due, left) if minor is None else minor
        if wanted > left or not left:
            money = self._till.shop.currency.format
            is_limited = left < card.balance_minor and not self.is_online
            raise CardLimited(left=money(left)) if is_limited else CardShort(left=money(left))
        checkout.pay(kind, wanted, reference=card.key, most_minor=left)

    def refund_to_new(self, code: str, minor: int | None = None) -> None:
        """Put what goes back on a new card, as store credit; raises CardMisread, CardBlocked, TillError."""
        self._require_open(self.known(code))
        checkout = self._till.checkout
        wanted = checkout.left_minor(CREDIT_TENDER) if minor is None else minor
        if wanted >= 0:
            raise TenderEmpty
        checkout.pay(CREDIT_TENDER, wanted, reference=key_of(code))

    # --- putting money on --------------------------------------------------------------------------------------------

    def sell(self, code: str, amount_minor: int, name: str) -> None:
        """Sell a card, or more money on it, in the open sale; `name` is what the receipt says. Raises CardError."""
        self._require_open(self.known(code))
        self._add(Item("", tail_of(code), name, amount_minor, UNTAXED, card=key_of(code)))

    def pay_in(self, customer: Customer, amount_minor: int, name: str) -> None:
        """Take money for a customer's account: what they owe, or what they will spend later."""
        self._add(Item("", "", name, amount_minor, UNTAXED, card=customer.key))

    def give(self, code: str, amount_minor: int, reason: str, customer: str = "") -> None:
        """Put money on a card that nobody pays for, with a reason; needs the right to move cash."""
        if amount_minor <= 0:
            raise TenderEmpty
        card = self.known(code)
        self._require_open(card)
        by = self._till.people.may("cash_move")
        kind = card.kind if card else GIFT
        body = entries.card_issued(
            key_of(code), amount_minor, self._till.shop.currency.code, reason,
            kind=kind, tail=tail_of(code), customer=customer,
        )  # fmt: skip
        self._till.record("card.issued", body | approved(by), lambda _: None)

    def _add(self, item: Item) -> None:
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        if item.price_minor <= 0:
            raise TenderEmpty
        line = till.sale.add(item)
        till.changed()
        till.tell(LineAdded(line, scanned=False))

    def _on_file(self, code: str) -> Found | None:
        """Say what a card is that somebody else printed: one with nothing on it only says whose it is."""
        card = self._records.card(key_of(code)) if code else None
        if card is None:
            return None
        return FoundCustomer(code, code) if card.customer and not card.balance_minor else FoundCard(code, code)

    def _heard(self, event: Event) -> None:
        if isinstance(event, WireChanged):
            self.is_online = event.online
