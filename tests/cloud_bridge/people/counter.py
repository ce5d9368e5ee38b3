"""What tills say of cards, points and customers, and what the bridge makes of it."""

from __future__ import annotations

from appliance.core import card as cards
from appliance.core import entries
from appliance.core.key import time_key
from appliance.core.personal import personal
from cloud_bridge.fleet.models import Till
from cloud_bridge.people.models import Card, Customer
from cloud_bridge.replication import ingest
from tests.cloud_bridge.shop import Journal, Shop, sale_body

CODE = cards.new_code(bytes(range(8)))
CARD = cards.key_of(CODE)
ANNA = time_key(1, b"customer-a")
BUDI = time_key(2, b"customer-b")


def tender(kind, amount_minor, reference):
    said = {"kind": kind, "amount_minor": amount_minor, "tendered_minor": amount_minor, "change_minor": 0}
    return said | {"reference": reference} if reference else said


class Counter:
    """A shop with two tills whose journals go to the bridge as soon as they are written, unless they are `dark`."""

    def __init__(self) -> None:
        self.shop = Shop()
        second = Till.objects.create(merchant=self.shop.merchant, store=self.shop.store, name="Kasir 2", prefix="B")
        self.journals = [Journal(self.shop.till), Journal(second)]
        self._sales = 0

    def write(self, kind, body, till=0, **beside):
        entry = self.journals[till].write(kind, body)
        entry.update(beside)
        return entry

    def send(self, *tills):
        for till in tills or (0, 1):
            journal = self.journals[till]
            (answer,) = ingest.handle(journal.till.key, journal.message(max(1, len(journal.entries) - 150)))
            assert answer["kind"] == "ack"

    def issue(self, amount_minor, card=CARD, till=0):
        """Sell a card, or more money on it."""
        body = self._body(amount_minor)
        body["lines"][0].update(variant="", sku="1234", card=card)
        body["tenders"] = [tender("cash", amount_minor, "")]
        return self.write("sale.completed", body, till)["body"]

    def give(self, amount_minor, card=CARD, kind="gift", till=0):
        return self.write("card.issued", entries.card_issued(card, amount_minor, "IDR", "Late", kind=kind), till)

    def sale(self, tenders, till=0, points=None, customer="", refunds=None):
        """Write a sale paid with (kind, amount, reference)s; a refund if it says of what ("" for without a receipt)."""
        body = self._body(sum(amount for _, amount, _ in tenders))
        body["tenders"] = [tender(*one) for one in tenders]
        body |= {"customer": customer} if customer else {}
        body |= {"points": points} if points else {}
        if refunds is None:
            return self.write("sale.completed", body, till)["body"]
        body["refunds"] = refunds
        body["lines"][0]["quantity_milli"] = -1_000
        return self.write("sale.refunded", body, till)["body"]

    def void(self, sale, till=0):
        return self.write("sale.voided", entries.sale_voided(sale, "shift-1", "Mistake"), till)

    def _body(self, total):
        self._sales += 1
        body = sale_body(self._sales, [(self.shop.variants[0], 1_000)])
        body["lines"][0].update(price_minor=total, unit_price_minor=total)
        body.update(net_minor=total, total_minor=total)
        return body

    def join(
        self, key=ANNA, name="Anna Wijaya", phone="+62 812-3456-7890", email="anna@example.org", till=0, salt=b"s" * 16
    ):
        told = personal(salt, name, phone, email, "likes tea")
        return self.write("customer.added", entries.customer_added(key, told, consent=True), till, personal=told)

    def balance(self, card=CARD):
        return Card.objects.get(key=card).balance_minor

    def points(self, key=ANNA):
        return Customer.objects.get(key=key).points
