"""A self-checkout in memory, with a clock, a light and a card terminal that the test moves."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from appliance.core.tender import CARD, Tender
from appliance.till.devices import DARK, Charge
from appliance.till.errors import TillError
from appliance.till.events import CardCharged, CardRefused, CardUnclear, ScanRefused
from appliance.till.kiosk import Kiosk
from appliance.till.kiosk_terms import KioskTerms
from appliance.till.ports import Shop
from appliance.till.till import Till
from tests.ui.fake_people import STAFF
from tests.ui.fakes import NOW_MS, QRIS, FakeBooks, FakeCatalogue, barcode_of

BADGES = {"siti": "BADGE-SITI", "budi": "BADGE-BUDI"}  # a cashier, and a senior who may leave the kiosk


class Lamp:
    def __init__(self) -> None:
        self.shown = DARK

    def show(self, pattern: str) -> None:
        self.shown = pattern


class CardBox:
    """A terminal whose customer is the test."""

    is_manual = False

    def __init__(self, till: Till) -> None:
        self._till = till
        self.open_key = ""
        self.amount_minor = 0
        self.is_charged = False

    def begin(self, key: str, amount_minor: int, _currency: Any, *, refund: bool = False, **_more: Any) -> None:
        if self.open_key:
            raise TillError
        self.open_key, self.amount_minor, self.is_charged = key, amount_minor, refund

    def require_idle(self) -> None:
        if self.open_key:
            raise TillError

    def approve(self) -> int:
        self.is_charged = True
        charge = Charge(self.amount_minor)
        self._till.tell(CardCharged(Tender(self.open_key, CARD, charge.amount_minor, charge.amount_minor, 0), charge))
        return charge.amount_minor

    def refuse(self) -> None:
        key, self.open_key = self.open_key, ""
        self._till.tell(CardRefused(key, TillError()))

    def doubt(self) -> None:
        self._till.tell(CardUnclear(self.open_key, TillError()))

    def decide(self, *, was_paid: bool, approval_code: str = "") -> None:
        if not was_paid:
            self.refuse()

    def taken(self, key: str) -> None:
        if key == self.open_key:
            self.open_key = ""

    def abort(self) -> None:
        if self.open_key and not self.is_charged:
            self.refuse()


class KioskShop:
    """Boots a self-checkout; `settle` lets everything happen that was begun."""

    def __init__(self, *, staff: Any = STAFF, shift_open: bool = True, ages: Any = (), **terms: Any) -> None:
        self.now_ms = NOW_MS
        self.todo: list[Any] = []
        shop = Shop("Warung", "Kios 1", utc_offset_minutes=420, qr=QRIS, kiosk=KioskTerms(**terms))
        self.catalogue = FakeCatalogue(shop)
        for index in ages:
            self.catalogue.variants[index] = replace(self.catalogue.variants[index], min_age=18)
        self.catalogue._keys = {variant.key: variant for variant in self.catalogue.variants}
        aged = {code: self.catalogue._keys[v.key] for code, v in self.catalogue._barcodes.items()}
        self.catalogue._barcodes = aged
        self.books = FakeBooks(staff=staff, shift_open=shift_open)
        self._keys = count(1)
        self.events: list[Any] = []
        self.boot()

    def boot(self) -> None:
        """Start the till, or start it again over the same books and feed."""
        self.till = Till(
            self.catalogue,
            self.books,
            dispatch=self.todo.append,
            new_key=lambda: f"00000000-0000-7000-8000-{next(self._keys):012}",
            now_ms=lambda: self.now_ms,
        )
        self.card = CardBox(self.till)
        self.till.charged.fit(self.card)  # type: ignore[arg-type]
        self.lamp = Lamp()
        self.till.listen(self.events.append)
        self.kiosk = Kiosk(self.till, self.lamp)  # type: ignore[arg-type]
        self.kiosk.begin()
        self.settle()

    def settle(self) -> None:
        while self.todo:
            self.todo.pop(0)()

    def wait(self, seconds: int) -> None:
        for _second in range(seconds):
            self.now_ms += 1_000
            self.kiosk.patience.tick()
            self.settle()

    def come(self, who: str = "budi") -> None:
        self.kiosk.scanner.scan(BADGES[who])

    def pay_qr(self) -> int:
        """The shopper pays the code that is shown; the feed says so."""
        offer = self.till.qr.offer or self.till.qr.begin()
        self.catalogue.paid[offer.reference] = offer.amount_minor
        self.till.feed_applied(frozenset({"payment"}))
        self.settle()
        return offer.amount_minor

    def written(self, kind: str) -> list[dict[str, Any]]:
        return [entry["body"] for entry in self.books.entries if entry["kind"] == kind]


def filled(*indexes: int, **terms: Any) -> KioskShop:
    """A shopper has scanned these goods, the first one if none are named."""
    shop = KioskShop(**terms)
    shop.kiosk.touch()
    shop.kiosk.choose_language("en")
    for index in indexes or (0,):
        shop.kiosk.scanner.scan(barcode_of(index))
    shop.settle()
    return shop


def refusals(shop: KioskShop) -> list[str]:
    """The codes of what was refused so far."""
    return [event.error.code for event in shop.events if isinstance(event, ScanRefused)]
