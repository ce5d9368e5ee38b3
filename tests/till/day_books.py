"""The books of a stall after any days: everything on its disk adds up, and says what was announced and charged."""

from __future__ import annotations

import json

from appliance.core import journal
from appliance.core import shift as shifts
from appliance.core.card import key_of, new_code
from appliance.core.on_hand import changes
from tests.store.goods import COFFEE, plain, run

ANNA, BUDI = (f"0190a0a0-0000-7000-8000-00000000000{end}" for end in "ab")
GIFTS = [new_code(bytes(8 * [n])) for n in (1, 2)]  # the first is known from the start
POINTS, CREDIT, LIMIT, ON_GIFT = 500, 20_000, 50_000, 30_000
RULES = {
    "name": "Warung",
    "currency": "IDR",
    "rounding": {"step_minor": 100, "mode": "half_up"},
    "points": {"earn_minor_per_point": 1_000, "value_minor": 10},
}
REGULARS = [
    ("merchant", "m", RULES),
    (
        "customer",
        ANNA,
        {"name": "Anna", "group": "gold", "points": POINTS, "credit_minor": CREDIT, "limit_minor": LIMIT},
    ),
    ("customer", BUDI, {"name": "Budi", "is_exempt": True}),
    ("card", key_of(GIFTS[0]), {"kind": "gift", "balance_minor": ON_GIFT, "offline_minor": ON_GIFT}),
]


def check(stall, announced, charges):
    """Check what is on a stall's disk, what it announced and what its terminal charged; all of it must agree."""
    store = stall.store
    entries = store.outbox.read(0, -1)
    journal.verify(entries)
    sales = [entry for entry in entries if entry["type"] in ("sale.completed", "sale.refunded")]
    assert [entry["body"]["number"] for entry in sales] == [f"K1-{n:06d}" for n in range(1, len(sales) + 1)]
    assert len({entry["body"]["sale"] for entry in sales}) == len(sales)
    for entry in announced:
        assert sales.count(plain(entry)) == 1
    assert shifts_as_told_by(entries) == {key: plain(totals) for key, totals in shifts_in_the_books(store).items()}
    assert run(store, "SELECT count(*) FROM shift WHERE closed_at_ms IS NULL")[0][0] <= 1
    closed = [entry["body"]["number"] for entry in entries if entry["type"] == "shift.closed"]
    assert closed == list(range(1, len(closed) + 1))
    moves = [change for entry in entries for change in changes(entry["type"], entry["body"])]
    moved = sum(change.quantity_milli for change in moves if change.variant == COFFEE)
    assert store.catalogue.by_key(COFFEE).stock_milli == 10_000 + moved
    check_what_came_back(entries)
    check_money(entries)
    check_holders(store, entries)
    check_charges(stall, charges, entries)
    sold_keys = {entry["body"]["sale"] for entry in sales}
    assert not sold_keys & {parked.key for parked in store.books.parked()}


def check_what_came_back(entries):
    """Nothing comes back twice, and whoever gives everything back gets exactly everything."""
    for sale in [entry["body"] for entry in entries if entry["type"] == "sale.completed"]:
        back = [
            line
            for entry in entries
            if entry["type"] in ("sale.completed", "sale.refunded")
            for line in entry["body"]["lines"]
            if line.get("returned", {}).get("sale") == sale["sale"]
        ]
        voids = [e for e in entries if e["type"] == "sale.voided" and e["body"]["sale"] == sale["sale"]]
        assert len(voids) <= (0 if back else 1)
        bought = [line for line in sale["lines"] if line["quantity_milli"] > 0]
        for line in bought:
            of_line = [b for b in back if b["returned"]["line"] == line["line"]]
            assert -sum(b["quantity_milli"] for b in of_line) <= line["quantity_milli"]
        if -sum(b["quantity_milli"] for b in back) == sum(line["quantity_milli"] for line in bought):
            paid = [b["price_minor"] - b["share_minor"] for b in back]
            assert -sum(paid) == sum(line["price_minor"] - line["share_minor"] for line in bought)


def check_money(entries):
    """Of every sale: tenders less change make total and rounding; net and the taxes of all rates make the total."""
    for body in [entry["body"] for entry in entries if entry["type"] in ("sale.completed", "sale.refunded")]:
        tenders = body["tenders"]
        assert all(t["tendered_minor"] - t["change_minor"] == t["amount_minor"] for t in tenders)
        assert sum(t["amount_minor"] for t in tenders) == body["total_minor"] + body["rounding_minor"]
        assert body["net_minor"] + sum(tax["tax_minor"] for tax in body["taxes"]) == body["total_minor"]
        references = [t["reference"] for t in tenders if t["kind"] == "qr" and "reference" in t]
        assert len(set(references)) == len(references)


def check_holders(store, entries):
    """What regulars and cards have is what the journal says of them, and nobody took what was not there."""
    voided = {entry["body"]["sale"] for entry in entries if entry["type"] == "sale.voided"}
    money, points = {key_of(GIFTS[0]): ON_GIFT, ANNA: CREDIT}, {ANNA: POINTS}
    for body in [entry["body"] for entry in entries if entry["type"] in ("sale.completed", "sale.refunded")]:
        if body["sale"] in voided:
            continue
        for tender in body["tenders"]:
            if tender["kind"] in ("gift_card", "credit", "account"):
                money[tender["reference"]] = money.get(tender["reference"], 0) - tender["amount_minor"]
        for line in body["lines"]:
            if "card" in line:
                money[line["card"]] = money.get(line["card"], 0) + line["price_minor"]
        said, customer = body.get("points", {}), body.get("customer", "")
        points[customer] = points.get(customer, 0) + said.get("earned", 0) - said.get("spent", 0)
    cards = dict(run(store, "SELECT key, balance_minor FROM card"))
    assert cards == {key: money.get(key, 0) for key in cards}
    assert all(balance >= 0 for balance in cards.values())
    for key in (ANNA, BUDI):
        found = run(store, "SELECT points, credit_minor FROM customer WHERE key = ?", key)
        assert found == [(points.get(key, 0), money.get(key, 0))]
    assert money[ANNA] >= -LIMIT
    assert money.get(BUDI, 0) >= 0


def check_charges(stall, charges, entries):
    """What the terminal charged is in one sale, or went back, or waits for its sale on disk."""
    booked = [
        tender["reference"]
        for entry in entries
        if entry["type"] in ("sale.completed", "sale.refunded")
        for tender in entry["body"]["tenders"]
        if tender.get("reference") in charges
    ]
    assert len(set(booked)) == len(booked)
    back = {entry["body"]["reference"] for entry in entries if entry["type"] == "tender.returned"}
    assert not back & set(booked)
    here = {tender.key for tender in stall.till.sale.tenders} | {stall.card.open_key}
    assert all(code in booked or code in back or key in here for code, key in charges.items())


def shifts_in_the_books(store):
    return {key: json.loads(totals) for key, totals in run(store, "SELECT key, totals FROM shift")}


def shifts_as_told_by(entries):
    told = {}
    for entry in entries:
        body = entry["body"]
        if entry["type"] == "shift.opened":
            told[body["shift"]] = shifts.opened(body["float_minor"])
        elif entry["type"] == "sale.completed":
            told[body["shift"]] = shifts.with_sale(told[body["shift"]], body, entry["by"])
        elif entry["type"] == "sale.refunded":
            told[body["shift"]] = shifts.with_refund(told[body["shift"]], body, entry["by"])
        elif entry["type"] == "sale.voided":
            told[body["shift"]] = shifts.with_voided(told[body["shift"]], body, entry["by"])
        elif entry["type"] == "cash.moved":
            told[body["shift"]] = shifts.with_cash_moved(told[body["shift"]], body["minor"])
        elif entry["type"] == "shift.closed":
            assert told[body["shift"]] == body["totals"]
    return told
