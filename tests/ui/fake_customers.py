"""Customers and cards of the fake stall, in lists."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from appliance.core.card import key_of
from appliance.till.customer_port import Card, Customer, Purchase

GIFT_CODE = "60000000000000000015"
CUSTOMERS = (
    Customer("c-1", "Ibu Ratna", "0812 3456 789", group="regular", points=320, limit_minor=200_000),
    Customer("c-2", "Pak Darma", "0857 1122 334", "darma@example.com", credit_minor=45_000),
    Customer("c-3", "Toko Makmur", "021 555 0199", is_exempt=True),
)


class FakeCustomerRecords:
    """Known by heart; what is recorded is known at once."""

    def __init__(self) -> None:
        self.all = {customer.key: customer for customer in CUSTOMERS}
        self.cards = {key_of(GIFT_CODE): Card(key_of(GIFT_CODE), "gift", 50_000, 50_000, 0, True, "", GIFT_CODE[-4:])}
        self.bought: dict[str, list[Purchase]] = {}

    def search(self, text: str, limit: int = 20) -> list[Customer]:
        words = text.lower().split()
        found = [
            one
            for one in self.all.values()
            if all(word in f"{one.name} {one.phone.replace(' ', '')} {one.email}".lower() for word in words)
        ]
        return found[:limit]

    def by_key(self, key: str) -> Customer | None:
        return self.all.get(key)

    def card(self, key: str) -> Card | None:
        return self.cards.get(key)

    def cards_of(self, customer: str) -> list[Card]:
        return [card for card in self.cards.values() if card.customer == customer]

    def purchases(self, customer: str, limit: int = 50) -> list[Purchase]:
        return self.bought.get(customer, [])[:limit]

    def record(
        self, kind: str, body: dict[str, Any], personal: dict[str, Any] | None, *, at_ms: int, by: str
    ) -> Future[dict[str, Any]]:
        if kind == "customer.forgotten":
            self.all.pop(body["customer"], None)
        elif personal is not None and kind != "receipt.sent":
            said = {field: personal.get(field, "") for field in ("name", "phone", "email", "note")}
            self.all[body["customer"]] = Customer(body["customer"], **said, group=body.get("group", ""))
        done: Future[dict[str, Any]] = Future()
        done.set_result({"type": kind, "body": body, "at_ms": at_ms, "by": by})
        return done
