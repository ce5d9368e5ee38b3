"""What the till knows of customers and cards, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(frozen=True)
class Customer:
    """A customer as this till knows them now; `credit_minor` below nothing is what they owe, up to `limit_minor`."""

    key: str
    name: str
    phone: str = ""
    email: str = ""
    note: str = ""
    group: str = ""
    points: int = 0
    credit_minor: int = 0
    limit_minor: int = 0
    is_exempt: bool = False
    has_consent: bool = False


@dataclass(frozen=True)
class Card:
    """A card as this till knows it now: what is on it and, without the bridge, how much of that this till may take.

    `unsent_minor` is what was taken from it here and the bridge has not confirmed.
    """

    key: str
    kind: str
    balance_minor: int
    offline_minor: int
    unsent_minor: int
    is_active: bool
    customer: str
    tail: str


@dataclass(frozen=True)
class Purchase:
    """A receipt of a customer: when, its number, what it came to, and the entry it is printed from again."""

    at_ms: int
    number: str
    total_minor: int
    seq: int


class CustomerRecords(Protocol):
    """Customers and cards on disk; questions are answered from an index, on the screen's thread."""

    def search(self, text: str, limit: int = 20) -> list[Customer]:
        """Return customers whose name, e-mail or phone has every word of text; digits are found anywhere in a phone."""

    def by_key(self, key: str) -> Customer | None:
        """Return a customer."""

    def card(self, key: str) -> Card | None:
        """Return a card by the SHA-256 of its code."""

    def cards_of(self, customer: str) -> list[Card]:
        """Return a customer's cards."""

    def purchases(self, customer: str, limit: int = 50) -> list[Purchase]:
        """Return a customer's receipts of this till, newest first."""

    def record(
        self, kind: str, body: dict[str, Any], personal: dict[str, Any] | None, *, at_ms: int, by: str
    ) -> Future[dict[str, Any]]:
        """Append a `customer.*` entry, and keep what they told of themselves beside it (core.personal)."""
