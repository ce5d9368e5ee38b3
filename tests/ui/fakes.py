"""A stall in memory: a catalogue and books that keep the promises of the ports, without a disk."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from itertools import count

from appliance.core import gtin, shift
from appliance.core.errors import LapakError
from appliance.core.tax import Tax, TaxClass
from appliance.till.errors import SaleNotParked
from appliance.till.ports import Category, Parked, Shift, Shop, Variant
from appliance.till.till import Till

from . import goods

PPN = Tax("ppn", "PPN", 120_000, included=True, base_num=11, base_den=12)
TAXED = TaxClass("ppn", "PPN", [PPN])
NOW_MS = 1_795_146_120_000
STOCKS = {0: 48_000, 9: 3_000, 12: 0, 41: 2_000}


def barcode_of(index: int) -> str:
    body = f"899{index:09}"
    return body + str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10)


@dataclass(frozen=True)
class Order:
    channel: str
    number: str
    state: str
    buyer: str
    at_ms: int
    lines: tuple[tuple[str, int], ...]


RINA = (("Indomie Goreng", 10_000), ("Kecap Manis Bango 275 ml", 2_000))
DEWI = (("SilverQueen Chunky Bar", 5_000), ("Permen Kopiko 120 g", 4_000), ("Biskuit Roma Kelapa 300 g", 2_000))
BUDI = (("Rinso Anti Noda 770 g", 3_000),)
ORDERS = [
    Order("Shopee", "251121KQ7P2M", "to_prepare", "r***a", NOW_MS - 780_000, RINA),
    Order("Tokopedia", "INV/20261121/4410", "to_prepare", "b***o", NOW_MS - 2_580_000, BUDI),
    Order("Lazada", "4471902211", "ready", "d***i", NOW_MS - 5_100_000, DEWI),
]


class FakeCatalogue:
    """What is sold, in lists; `extra` more products stand behind the first category."""

    def __init__(self, shop: Shop | None = None, extra: int = 0, orders: list[Order] | None = None) -> None:
        self._shop = shop or Shop("Warung Melati", "Kasir 1", utc_offset_minutes=420)
        self._orders = orders or []
        self.variants = [
            Variant(f"v{i}", f"SKU{i:05}", name, price, unit, TAXED, category, picture, STOCKS.get(i))
            for i, (category, name, price, picture, unit) in enumerate(goods.GOODS)
        ]
        for i in range(len(self.variants), len(self.variants) + extra):
            _category, name, price, picture, unit = goods.GOODS[i % len(goods.GOODS)]
            self.variants.append(
                Variant(f"v{i}", f"SKU{i:05}", f"{name} {i}", price + i % 900, unit, TAXED, "drinks", picture, None)
            )
        self._barcodes = {gtin.to_gtin14(barcode_of(i)): variant for i, variant in enumerate(self.variants)}
        self._keys = {variant.key: variant for variant in self.variants}
        self._pages: dict[str | None, list[Variant]] = {None: [self.variants[i] for i in goods.FAVOURITES]}
        for variant in self.variants:
            self._pages.setdefault(variant.category, []).append(variant)

    def by_barcode(self, gtin14: str) -> Variant | None:
        return self._barcodes.get(gtin14)

    def by_key(self, key: str) -> Variant | None:
        return self._keys.get(key)

    def search(self, text: str, limit: int = 40) -> list[Variant]:
        words = text.lower().split()
        hits = (v for v in self.variants if all(any(w.startswith(t) for w in v.name.lower().split()) for t in words))
        return [variant for _n, variant in zip(range(limit), hits, strict=False)]

    def page(self, category: str | None, offset: int, limit: int) -> list[Variant]:
        return self._pages.get(category, [])[offset : offset + limit]

    def count(self, category: str | None) -> int:
        return len(self._pages.get(category, []))

    def categories(self) -> list[Category]:
        return [Category(*row) for row in goods.CATEGORIES]

    def tax_classes(self) -> dict[str, TaxClass]:
        return {"ppn": TAXED}

    def shop(self) -> Shop:
        return self._shop

    def orders(self) -> list[Order]:
        return self._orders


class FakeBooks:
    """Books that are on 'disk' at once; `broken` makes the next write fail."""

    def __init__(self, *, shift_open: bool = True) -> None:
        self.entries: list[dict] = []
        self.broken: LapakError | None = None
        self._cart: dict | None = None
        self._parked: dict[str, tuple[Parked, dict]] = {}
        self._shift: Shift | None = None
        self._numbers = count(148)
        self._z = 41
        if shift_open:
            self._shift = Shift("s1", NOW_MS - 3_600_000, shift.opened(200_000))

    def _done(self, make) -> Future:
        future: Future = Future()
        if self.broken:
            error, self.broken = self.broken, None
            future.set_exception(error)
            return future
        try:
            future.set_result(make())
        except LapakError as error:
            future.set_exception(error)
        return future

    def _append(self, kind: str, body: dict, at_ms: int) -> dict:
        entry = {"seq": len(self.entries) + 1, "kind": kind, "body": body, "at_ms": at_ms}
        self.entries.append(entry)
        if kind == "shift.opened":
            self._shift = Shift(body["shift"], at_ms, shift.opened(body["float_minor"]))
        elif kind == "shift.closed":
            self._shift, self._z = None, body["number"]
        elif self._shift and kind == "sale.completed":
            self._shift = Shift(self._shift.key, self._shift.opened_at_ms, shift.with_sale(self._shift.totals, body))
        elif self._shift and kind == "cash.moved":
            totals = shift.with_cash_moved(self._shift.totals, body["minor"])
            self._shift = Shift(self._shift.key, self._shift.opened_at_ms, totals)
        return entry

    def record(self, kind: str, body: dict, *, at_ms: int, by: str) -> Future:
        return self._done(lambda: self._append(kind, body, at_ms))

    def complete_sale(self, build, *, at_ms: int, by: str) -> Future:
        return self._done(lambda: self._append("sale.completed", build(f"A-{next(self._numbers):04}"), at_ms))

    def save_cart(self, cart: dict | None, *, at_ms: int) -> None:
        self._cart = cart

    def park(self, cart: dict, name: str, body: dict, *, at_ms: int, by: str) -> Future:
        parked = Parked(cart["sale"], name, at_ms, body["lines"], body["total_minor"])
        return self._done(lambda: self._parked.__setitem__(parked.key, (parked, cart)))

    def recall(self, key: str) -> Future:
        def take() -> dict:
            if key not in self._parked:
                raise SaleNotParked
            return self._parked.pop(key)[1]

        return self._done(take)

    def reprint(self, seq: int, body: dict, *, at_ms: int, by: str) -> Future:
        return self._done(lambda: self._append("receipt.reprinted", body, at_ms))

    def open_cart(self) -> dict | None:
        return self._cart

    def parked(self) -> list[Parked]:
        return [parked for parked, _cart in self._parked.values()]

    def shift(self) -> Shift | None:
        return self._shift

    def last_z_number(self) -> int:
        return self._z

    def last_sale(self) -> dict | None:
        return next((e for e in reversed(self.entries) if e["kind"] == "sale.completed"), None)


def make_till(dispatch, catalogue: FakeCatalogue | None = None, books: FakeBooks | None = None) -> Till:
    keys = count(1)
    return Till(
        catalogue or FakeCatalogue(),
        books or FakeBooks(),
        dispatch=dispatch,
        new_key=lambda: f"k{next(keys)}",
        now_ms=lambda: NOW_MS,
    )
