"""A small stall as the feed would bring it, and what the tests ask of a store."""

from __future__ import annotations

import contextlib
import json
import uuid

from appliance.core import entries, gtin
from appliance.core.cash import CashRounding, settle
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.tax import Tax, TaxClass
from appliance.store import Store

WAIT_S = 20
COFFEE, BREAD, SUGAR, TEA = (str(uuid.UUID(int=n)) for n in range(1, 5))
COFFEE_CODE, BREAD_CODE, TEA_CODE = "8992761166021", "8993005000006", "96385074"
SUGAR_BASES = [code + gtin.check_digit(code) for code in ("210004200000", "220004200000")]  # labels without a value
PRICES = {COFFEE: 18_000, BREAD: 12_500, SUGAR: 17_350, TEA: 5_000}
TAX = {"key": "ppn", "name": "PPN 12%", "rate_ppm": 120_000, "included": True, "base_num": 11, "base_den": 12}
RULES = [{"pattern": "21.....{NNNNN}.", "meaning": "price"}, {"pattern": "22.....{NNDDD}.", "meaning": "weight"}]
STALL = [
    ("merchant", "m", {"name": "Warung", "currency": "IDR", "rounding": {"step_minor": 100, "mode": "half_up"}}),
    ("store", "s", {"name": "Warung Melati", "lines": ["Jl. Mawar 1"], "utc_offset_minutes": 420}),
    ("till", "t", {"name": "Kasir 1", "prefix": "K1", "label_rules": RULES}),
    ("tax_class", "ppn", {"name": "PPN", "taxes": [TAX]}),
    ("category", "drinks", {"name": "Minuman", "rank": 1}),
    ("category", "food", {"name": "Makanan", "rank": 0}),
    ("variant", COFFEE, {"sku": "KOPI-S", "name": "Kopi susu", "tax_class": "ppn", "category": "drinks", "rank": 2}),
    ("variant", BREAD, {"sku": "ROTI-1", "name": "Roti bakar", "tax_class": "ppn", "category": "food"}),
    ("variant", SUGAR, {"sku": "GULA", "name": "Gula pasir", "unit": "kg", "tax_class": "ppn", "category": "food"}),
    ("variant", TEA, {"sku": "TEH", "name": "Teh botol", "category": "drinks", "rank": 1}),
    *[("price", key, {"price_minor": price}) for key, price in PRICES.items()],
    ("barcode", "0" + COFFEE_CODE, {"variant": COFFEE}),
    ("barcode", "0" + BREAD_CODE, {"variant": BREAD}),
    ("barcode", "000000" + TEA_CODE, {"variant": TEA}),
    *[("barcode", "0" + code, {"variant": SUGAR}) for code in SUGAR_BASES],
    ("stock", COFFEE, {"on_hand_milli": 10_000}),
]  # fmt: skip
PPN = TaxClass("ppn", "PPN", [Tax(**TAX)])
TABLES = ("journal", "head", "sale", "shift", "cart", "spool", "variant", "barcode", "stock", "fact")


def feed_rows(things, first=1):
    """Rows of the feed with versions from `first` on."""
    return [{"table": t, "key": k, "version": v, "data": d} for v, (t, k, d) in enumerate(things, first)]


def apply(store, things, seq=None):
    """Bring these (table, key, data) with the next versions; return whether they were applied."""
    since = store.feed.cursor().result(WAIT_S)
    rows = feed_rows(things, since + 1)
    return store.feed.apply(since, since + len(rows), rows, seq).result(WAIT_S)


def open_stall(path, **options):
    """A store with the stall's rows, claimed, with an open shift."""
    store = Store(path, **options)
    if not store.feed.cursor().result(WAIT_S):
        apply(store, STALL)
    if not store.outbox.read(0, 1):
        key = getattr(options.get("signer"), "public_hex", "")
        record(store, "till.claimed", entries.till_claimed("t", "s", "m", key))
        record(store, "shift.opened", entries.shift_opened(str(uuid.UUID(int=99)), 100_000, "IDR"))
    return store


def record(store, kind, body, by="anna"):
    """Write an entry and wait for it."""
    return store.books.record(kind, body, at_ms=1_700_000_000_000, by=by).result(WAIT_S)


def new_sale(n, *variants):
    """An open sale with identity n of one of each variant, a coffee if none is named."""
    sale = Sale(str(uuid.UUID(int=1000 + n)), 1_700_000_000_000 + n)
    for key in variants or (COFFEE,):
        sale.add(Item(key, key[-4:], f"Variant {key[-1]}", PRICES[key], PPN))
    return sale


def pay(store, sale, shift=None):
    """Finish a sale with the exact sum, in the open shift if none is given; return the Future of its entry."""
    shift = shift or store.books.shift()
    due = sale.totals().total_minor

    def build(number):
        settlement = settle(due, due, CashRounding())
        return entries.sale_completed(sale, number, shift.key if shift else "none", "IDR", settlement)

    return store.books.complete_sale(build, at_ms=1_700_000_000_000, by="anna")


def sell(store, n, *variants):
    """Finish sale n and wait for its entry."""
    return pay(store, new_sale(n, *variants)).result(WAIT_S)


def run(store, sql, *args):
    """Run one statement as a step of the writer."""
    return store.writer.submit(lambda connection: connection.execute(sql, args).fetchall()).result(WAIT_S)


def contents(store):
    """Everything in the tables that count."""
    return {table: run(store, f"SELECT * FROM {table}") for table in TABLES}


def drained(store):
    """Wait until everything that was submitted is done."""
    store.writer.submit(lambda _: None).result(WAIT_S)


def files_of(path):
    """Return the bytes of a store's file and of what its log holds, by what follows the name."""
    found = {}
    for side in ("", "-wal"):
        with contextlib.suppress(FileNotFoundError):
            data = path.with_name(path.name + side).read_bytes()
            if data or not side:
                found[side] = data
    return found


def crash_copy(path, folder):
    """Copy a store that is running as a crash would leave it; return the copy."""
    folder.mkdir()
    for side, data in files_of(path).items():
        (folder / (path.name + side)).write_bytes(data)
    return folder / path.name


def plain(thing):
    """Return a thing as JSON would give it back."""
    return json.loads(json.dumps(thing))
