"""A stall in memory: a catalogue and books that keep the promises of the ports, without a disk."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from appliance.core import gtin, shift
from appliance.core.errors import LapakError
from appliance.core.escrow import Rights
from appliance.core.promotion import Promotions
from appliance.core.tax import Tax, TaxClass
from appliance.till.catalogue import Category, Variant
from appliance.till.errors import SaleNotParked
from appliance.till.ports import Parked, Shift, Shop, Sold, Unsent
from appliance.till.till import Till

from . import goods
from .asking import GROUPS, asking, one_of_each, product_of
from .fake_customers import FakeCustomerRecords
from .fake_people import FakeStaffRecords
from .fake_room import CHANNELS, NOW_MS, ORDERS, Order, Room, barcode_of  # noqa: F401 - others take these from here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.till.board import Channel
    from appliance.till.kiosks import KioskStatus
    from appliance.till.product import ModifierGroup, Product
    from appliance.till.shelf import Shelf
    from appliance.till.staff import Staff

PPN = Tax("ppn", "PPN", 120_000, included=True, base_num=11, base_den=12)
TAXED = TaxClass("ppn", "PPN", [PPN])
STOCKS = {0: 48_000, 9: 3_000, 12: 0, 41: 2_000}


# A static QRIS code of nobody: its merchant number is all zeros.
QRIS = (
    "00020101021151440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204549953033605802ID"
    "5912WARUNG LAPAK6007JAKARTA6105101106304A4CA"
)


class FakeCatalogue:
    """What is sold, in lists; `extra` more products stand behind the first category."""

    def __init__(self, shop: Shop | None = None, extra: int = 0, orders: list[Order] | None = None) -> None:
        self._shop = shop or Shop("Warung Melati", "Kasir 1", utc_offset_minutes=420, qr=QRIS)
        self._orders = orders
        self.paid: dict[str, int] = {}  # QR references the bridge has confirmed, and how much was paid
        self.renew_room()
        self.variants = [
            Variant(f"v{i}", f"SKU{i:05}", name, price, unit, TAXED, category, picture, STOCKS.get(i))
            for i, (category, name, price, picture, unit) in enumerate(goods.GOODS)
        ]
        ask = asking(TAXED)
        for i in range(len(self.variants), len(self.variants) + extra):
            _category, name, price, picture, unit = goods.GOODS[i % len(goods.GOODS)]
            self.variants.append(
                Variant(f"v{i}", f"SKU{i:05}", f"{name} {i}", price + i % 900, unit, TAXED, "drinks", picture, None)
            )
        self.variants += ask
        self._barcodes = {gtin.to_gtin14(barcode_of(i)): variant for i, variant in enumerate(self.variants)}
        self._keys = {variant.key: variant for variant in self.variants}
        favourites = [self.variants[i] for i in goods.FAVOURITES]
        self._pages: dict[str | None, list[Variant]] = {None: favourites + one_of_each(ask)}
        self.group_prices: dict[tuple[str, str], int] = {}
        for variant in one_of_each(self.variants):
            self._pages.setdefault(variant.category, []).append(variant)

    def renew_room(self) -> None:
        """Put everything back on its shelf, as at the beginning of a scene."""
        self.room = Room(STOCKS, self._orders)
        self.promoted = Promotions()
        self.helped: list[KioskStatus] = []  # the store's self-checkouts

    def by_barcode(self, gtin14: str) -> Variant | None:
        return self._barcodes.get(gtin14)

    def by_key(self, key: str) -> Variant | None:
        found = self._keys.get(key)
        is_kept = found is not None and not found.options
        return replace(found, stock_milli=self.room.on_hand.get(key)) if found and is_kept else found

    def product(self, key: str) -> Product | None:
        return product_of(key, self.variants) if key else None

    def modifiers(self, keys: Sequence[str]) -> list[ModifierGroup]:
        return [GROUPS[key] for key in keys]

    def group_price(self, key: str, group: str) -> int | None:
        return self.group_prices.get((key, group))

    def search(self, text: str, limit: int = 40) -> list[Variant]:
        words = text.lower().split()
        hits = (v for v in self.variants if all(any(w.startswith(t) for w in v.name.lower().split()) for t in words))
        return [variant for _n, variant in zip(range(limit), hits, strict=False)]

    def page(self, category: str | None, offset: int, limit: int) -> list[Variant]:
        shown = self._pages.get(category, [])[offset : offset + limit]
        on_hand = self.room.on_hand
        return [replace(v, stock_milli=on_hand[v.key]) if v.key in on_hand else v for v in shown]

    def count(self, category: str | None) -> int:
        return len(self._pages.get(category, []))

    def categories(self, *, with_hidden: bool = False) -> list[Category]:
        return [Category(*row) for row in goods.CATEGORIES]

    def promotions(self) -> Promotions:
        return self.promoted

    def tax_classes(self) -> dict[str, TaxClass]:
        return {"ppn": TAXED}

    def payments(self, beginning: str) -> dict[str, int]:
        return {reference: minor for reference, minor in self.paid.items() if reference.startswith(beginning)}

    def shop(self) -> Shop:
        return self._shop

    def forget(self) -> None:
        """Nothing is kept."""

    def orders(self) -> list[Order]:
        return self.room.orders

    def channels(self) -> list[Channel]:
        return CHANNELS if self.room.orders else []

    def kiosks(self) -> list[KioskStatus]:
        return self.helped

    def shelf(self, key: str) -> Shelf:
        return self.room.shelf(key)

    def scarce(self) -> dict[str, str]:
        return {}

    def rights(self, key: str) -> Rights:
        return Rights()

    def asked_back(self) -> list[tuple[str, Rights, int]]:
        return []

    def low(self, most_milli: int, limit: int = 200) -> list[Variant]:
        low = [v for v in map(self.by_key, self.room.on_hand) if v and (v.stock_milli or 0) <= most_milli]
        return sorted(low, key=lambda variant: variant.stock_milli or 0)[:limit]

    def barcodes(self, key: str) -> list[str]:
        return [code for code, variant in self._barcodes.items() if variant.key == key]


ADDED = {"sale.completed": shift.with_sale, "sale.refunded": shift.with_refund, "sale.voided": shift.with_voided}


class FakeBooks:
    """Books that are on 'disk' at once; `broken` makes the next write fail."""

    def __init__(self, *, shift_open: bool = True, staff: tuple[Staff, ...] = ()) -> None:
        self.staff = FakeStaffRecords(staff)
        self.customers = FakeCustomerRecords()
        self.room = Room({}, None)
        self.entries: list[dict] = []
        self.printed: list[int] = []  # receipts that were printed once the customer wanted one
        self.broken: LapakError | None = None
        self.left = Unsent()  # sales that are not sent yet
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
        self.room.follow(kind, body)
        entry = {"seq": len(self.entries) + 1, "kind": kind, "type": kind, "body": body, "at_ms": at_ms, "by": ""}
        entry["hash"] = f"{entry['seq']:064x}"
        self.entries.append(entry)
        if kind == "shift.opened":
            self._shift = Shift(body["shift"], at_ms, shift.opened(body["float_minor"]))
        elif kind == "shift.closed":
            self._shift, self._z = None, body["number"]
        elif self._shift and kind in ADDED:
            totals = ADDED[kind](self._shift.totals, body)
            self._shift = Shift(self._shift.key, self._shift.opened_at_ms, totals)
        elif kind == "staff.clocked":
            self.staff.clocked(body["staff"], at_ms, is_in=body["is_in"])
        elif self._shift and kind == "cash.moved":
            totals = shift.with_cash_moved(self._shift.totals, body["minor"])
            self._shift = Shift(self._shift.key, self._shift.opened_at_ms, totals)
        return entry

    def record(self, kind: str, body: dict, *, at_ms: int, by: str) -> Future:
        return self._done(lambda: self._append(kind, body, at_ms))

    def complete_sale(
        self, build, *, at_ms: int, by: str, kind: str = "sale.completed", is_printed: bool = True
    ) -> Future:
        return self._done(lambda: self._append(kind, build(f"A-{next(self._numbers):06}"), at_ms))

    def is_given_back(self, tender: str) -> bool:
        returned = [entry["body"] for entry in self.entries if entry["kind"] == "tender.returned"]
        return any(body.get("tender") == tender for body in returned)

    def sold(self, number: str) -> Sold | None:
        return next((sold for sold in self.recent() if sold.entry["body"]["number"] == number), None)

    def sold_as(self, key: str) -> Sold | None:
        return next((sold for sold in self.recent() if sold.entry["body"]["sale"] == key), None)

    def recent(self, digits: str = "", limit: int = 40) -> list[Sold]:
        found = [entry for entry in self.entries if entry["kind"] in ("sale.completed", "sale.refunded")]
        ends = [entry for entry in found if entry["body"]["number"].endswith(digits.rpartition("-")[2])]
        return [self._sold(entry) for entry in ends[::-1][:limit]]

    def _sold(self, entry: dict) -> Sold:
        key = entry["body"]["sale"]
        later = [
            other
            for other in self.entries
            if (other["kind"] == "sale.voided" and other["body"]["sale"] == key)
            or any(line.get("returned", {}).get("sale") == key for line in other["body"].get("lines", ()))
        ]
        return Sold(entry, tuple(later), any(other["kind"] == "sale.voided" for other in later))

    def save_draft(self, key: str, kind: str, body: dict | None, *, at_ms: int) -> None:
        self.room.save_draft(key, kind, body)

    def drafts(self, kind: str) -> list[dict]:
        return self.room.drafts_of(kind)

    def print(self, document: dict) -> Future:
        return self.room.print(document)

    def synced(self) -> Future:
        return self._done(lambda: None)

    def save_cart(self, cart: dict | None, *, at_ms: int) -> None:
        self._cart = cart

    def park(self, cart: dict, name: str, body: dict, *, at_ms: int, by: str) -> Future:
        parked = Parked(cart["sale"], name, at_ms, body["lines"], body["total_minor"], cart.get("table", ""))
        parked = replace(parked, codes_back=tuple(cart.get("codes_back", ())))

        def put() -> None:
            self._parked[parked.key], self._cart = (parked, cart), None

        return self._done(put)

    def recall(self, key: str) -> Future:
        def take() -> dict:
            if key not in self._parked:
                raise SaleNotParked
            self._cart = self._parked.pop(key)[1]
            return self._cart

        return self._done(take)

    def print_receipt(self, seq: int) -> Future:
        self.printed.append(seq)
        return self._done(lambda: None)

    def reprint(self, seq: int, body: dict, *, at_ms: int, by: str) -> Future:
        return self._done(lambda: self._append("receipt.reprinted", body, at_ms))

    def open_cart(self) -> dict | None:
        return self._cart

    def parked(self) -> list[Parked]:
        return [parked for parked, _cart in self._parked.values()]

    def unsent(self) -> Unsent:
        return self.left

    def shift(self) -> Shift | None:
        return self._shift

    def last_z_number(self) -> int:
        return self._z

    def last_sale(self) -> dict | None:
        return next((e for e in reversed(self.entries) if e["kind"] == "sale.completed"), None)


def make_till(dispatch, catalogue: FakeCatalogue | None = None, books: FakeBooks | None = None, **more) -> Till:
    keys = count(1)
    catalogue, books = catalogue or FakeCatalogue(), books or FakeBooks()
    catalogue.renew_room()
    books.room = catalogue.room
    return Till(
        catalogue,
        books,
        dispatch=dispatch,
        new_key=lambda: f"k{next(keys)}",
        **{"now_ms": lambda: NOW_MS} | more,
    )
