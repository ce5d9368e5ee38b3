"""Do the books of both sides say the same? Everything is added up here anew, from the till's journal alone."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter, defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

from appliance.core.card import key_of
from appliance.store import verify_file
from appliance.store._journal import walk
from tests.journeys import stall_shop as shop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.bridge_process import BridgeProcess

    Entry = dict[str, Any]
    Body = dict[str, Any]

SALES = ("sale.completed", "sale.refunded")


def journal(data: Path) -> list[Entry]:
    """Return the entries of a till, read beside it while it runs or after it ended."""
    with closing(sqlite3.connect(f"file:{data / 'till.db'}?mode=ro", uri=True, timeout=20)) as db:
        return list(walk(db))


def bodies(entries: list[Entry], *types: str) -> list[Body]:
    """Return what entries of some types say."""
    return [entry["body"] for entry in entries if entry["type"] in types]


def standing(entries: list[Entry]) -> list[Body]:
    """Return the sales and refunds that were not made undone."""
    undone = {body["sale"] for body in bodies(entries, "sale.voided")}
    return [body for body in bodies(entries, *SALES) if body["sale"] not in undone]


def cash_minor(entries: list[Entry]) -> int:
    """Return what must be in the drawer."""
    taken = sum(
        tender["amount_minor"] for body in standing(entries) for tender in body["tenders"] if tender["kind"] == "cash"
    )
    opened = sum(body["float_minor"] for body in bodies(entries, "shift.opened"))
    return taken + opened + sum(body["minor"] for body in bodies(entries, "cash.moved"))


def check_till(data: Path) -> list[Entry]:
    """Check the journal by itself: whole, signed, receipts without a gap, every sale settled to the last rupiah."""
    verified = verify_file(data / "till.db")
    entries = journal(data)
    assert verified.signed == verified.entries == len(entries)
    sales = bodies(entries, *SALES)
    assert [int(body["number"].rpartition("-")[2]) for body in sales] == list(range(1, len(sales) + 1))
    for body in sales:
        assert sum(tender["amount_minor"] for tender in body["tenders"]) == body["total_minor"] + body["rounding_minor"]
        for tender in body["tenders"]:
            assert tender["tendered_minor"] - tender["change_minor"] == tender["amount_minor"]
    return entries


def wait_for_all(bridge: BridgeProcess, data: Path, patience_s: float = 60) -> None:
    """Wait until the bridge has everything the till has written."""
    end = time.monotonic() + patience_s
    while True:
        wanted = len(journal(data))
        ((has,),) = bridge.ask("SELECT journal_seq FROM fleet_till")
        if has == wanted:
            return
        assert time.monotonic() < end, f"the bridge has {has} of {wanted} entries"
        time.sleep(0.1)


def check_bridge(bridge: BridgeProcess, entries: list[Entry]) -> None:
    """The bridge has exactly this journal, and every book of it says what the journal says."""
    rows = bridge.ask("SELECT seq, hash, refused FROM replication_entry ORDER BY seq")
    assert rows == [(entry["seq"], entry["hash"], "") for entry in entries]
    _check_orders(bridge, entries)
    _check_stock(bridge, entries)
    _check_holders(bridge, entries)
    assert bridge.run("check").strip() == "All books agree."


def _check_orders(bridge: BridgeProcess, entries: list[Entry]) -> None:
    stand = {body["sale"] for body in standing(entries)}
    expected, payments = [], []
    for body in bodies(entries, *SALES):
        earned = body["total_minor"] - sum(line["price_minor"] for line in body["lines"] if "card" in line)
        tax = sum(row["tax_minor"] for row in body["taxes"])
        state = "completed" if body["sale"] in stand else "cancelled"
        expected.append((body["sale"], body["number"], earned, tax, state))
        payments += [(body["sale"], n, t["kind"], t["amount_minor"]) for n, t in enumerate(body["tenders"], 1)]
    sql = "SELECT external_id, number, total_minor, tax_minor, state FROM orders_order"
    assert sorted(bridge.ask(sql)) == sorted(expected)
    sql = "SELECT o.external_id, p.number, p.kind, p.amount_minor FROM orders_payment p"
    sql += " JOIN orders_order o ON o.key = p.order_id"
    assert sorted(bridge.ask(sql)) == sorted(payments)


def _check_stock(bridge: BridgeProcess, entries: list[Entry]) -> None:
    gone: Counter[str] = Counter()
    for body in standing(entries):
        for line in body["lines"]:
            if line["variant"]:
                gone[line["variant"]] += line["quantity_milli"]
    store = bridge.till["store"]
    levels = dict(bridge.ask(f"SELECT variant_id, on_hand_milli FROM stock_level WHERE store_id = '{store}'"))
    assert {key: shop.STOCK_MILLI - level for key, level in levels.items() if level != shop.STOCK_MILLI} == {
        key: milli for key, milli in gone.items() if milli
    }


def _check_holders(bridge: BridgeProcess, entries: list[Entry]) -> None:
    """Cards, accounts and points."""
    money: defaultdict[str, int] = defaultdict(
        int, {key_of(code): shop.GIFT_MINOR for code in (shop.GIFT, shop.GIFT_CAPPED)}
    )
    points = defaultdict(int, {key: 0 for (key,) in bridge.ask("SELECT key FROM people_customer")})
    for (key,) in bridge.ask("SELECT customer_id FROM people_pointmove WHERE kind = 'given'"):
        points[key] = shop.POINTS
    for body in standing(entries):
        for line in body["lines"]:
            if line.get("card"):
                money[line["card"]] += line["price_minor"]
        for tender in body["tenders"]:
            if tender["kind"] in ("gift_card", "credit", "account"):
                money[tender["reference"]] -= tender["amount_minor"]
        if body.get("points"):
            points[body["customer"]] += body["points"].get("earned", 0) - body["points"].get("spent", 0)
    assert dict(bridge.ask("SELECT key, balance_minor FROM people_card")) == dict(money)
    assert dict(bridge.ask("SELECT key, points FROM people_customer")) == dict(points)
    assert bridge.ask("SELECT count(*) FROM people_cardmove WHERE state != 'booked'") == [(0,)]
