"""A stall with a stand-alone card terminal and a payment QR."""

from __future__ import annotations

from appliance.core.tender import CARD
from appliance.store import ChargeNote
from appliance.till.card_payment import CardPayment
from appliance.till.ports import OK, Health
from tests.store.goods import apply
from tests.till.stall import Stall
from tests.ui.fakes import QRIS

APPROVAL = "A1B2C3"
STORE = {"name": "Warung Melati", "utc_offset_minutes": 420, "qr": QRIS}


class Standalone:
    """A terminal that nobody talks to."""

    is_manual = True

    def health(self):
        return Health(OK)

    def close(self):
        pass


class Counter(Stall):
    """Boots a till whose customers pay with cards and phones, too."""

    def __init__(self, folder):
        super().__init__(folder)
        apply(self.store, [("store", "s", STORE)])
        self.till.feed_applied(frozenset({"store"}))
        self.card = CardPayment(Standalone(), ChargeNote(folder / "card.json"), self.till.tell_from_thread)
        self.till.charged.fit(self.card)
        self.card.start()

    def charge(self, minor):
        self.till.charged.begin(minor, APPROVAL)
        self.settle()

    def paid(self, offer):
        """Let the bridge say that an offer was paid."""
        data = {"reference": offer.reference, "amount_minor": offer.amount_minor, "paid_at_ms": 1}
        apply(self.store, [("payment", offer.reference, data)])
        self.till.feed_applied(frozenset({"payment"}))
        self.settle()

    @property
    def charged(self):
        """What the open sale has of cards."""
        return [tender.amount_minor for tender in self.till.sale.tenders if tender.kind == CARD]

    @property
    def tenders(self):
        """What the last sale was paid with."""
        return [(tender["kind"], tender["amount_minor"]) for tender in self.sold[-1].entry["body"]["tenders"]]

    def number(self):
        return self.sold[-1].entry["body"]["number"]

    def close(self):
        self.card.stop()
        super().close()
