"""Everything a shop needs works with the cable pulled out, also after a restart; what it did is on the bridge later."""

from __future__ import annotations

import random

import pytest

from tests.drivers.printer.bench import TcpPrinter
from tests.journeys import books, returns, sales, stall_shop
from tests.journeys.bridge_process import BridgeProcess
from tests.journeys.cashier import Cashier
from tests.journeys.day import FILL
from tests.journeys.paper_roll import PaperRoll
from tests.journeys.till_in_hand import TillInHand

pytestmark = [pytest.mark.xdist_group("offline"), pytest.mark.timeout(240)]
PARTS = {"Minyak": 34_890, "Kecap": 22_340}


class Shop:
    """A till that knew its bridge once and was then started without anybody to talk to."""

    def __init__(self, folder) -> None:
        self.bridge = BridgeProcess(folder, FILL)
        self.printer = TcpPrinter()
        self.roll = PaperRoll(self.printer)
        self.till = TillInHand(folder, self.bridge.toml(), self.printer.port)
        self.cashier = Cashier(self.till, random.Random(3))
        self.bridge.start()
        self.till.start()
        self.till.wait("everybody is known", lambda seen: "Siti" in seen["words"] and not seen["unsent"], 30)
        self.cashier.sign_in("Siti")
        self.cashier.open_shift(300)
        books.wait_for_all(self.bridge, self.till.data)
        self.bridge.broker.kill()
        self.till.kill()
        self.till.start()
        self.cashier.sign_in("Siti")

    def close(self) -> None:
        self.till.close()
        self.bridge.stop()
        self.printer.__exit__()


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    made = Shop(tmp_path_factory.mktemp("offline"))
    yield made
    made.close()


@pytest.fixture
def cashier(shop):
    """Nobody hears the till, and the next customer comes."""
    assert not shop.till.look()["online"]
    shop.cashier.home()
    shop.till.ask("fold")
    return shop.cashier


@pytest.mark.parametrize(
    "kind",
    [
        sales.scanned, sales.stand_alone_card, returns.refunded, returns.exchanged, returns.voided, sales.new_customer,
        sales.gift_card, sales.gift_card_sold, sales.member_with_points, sales.on_account, sales.parked,
        sales.qr_by_hand,
        sales.modifiers, sales.variant, sales.coupon, returns.printed_again,
    ],
    ids=lambda kind: kind.__name__,
)  # fmt: skip
def test_without_a_network_it_is_done_as_ever(cashier, kind):
    kind(cashier)


def test_from_a_gift_card_no_more_is_taken_than_its_owner_risks_without_a_network(cashier):
    for wanted in (sum(PARTS.values()), stall_shop.CAP_MINOR - sum(PARTS.values())):
        cashier.scan(*map(sales.code_of, PARTS))
        cashier.home()
        cashier.watch()
        cashier.scan(stall_shop.GIFT_CAPPED)
        cashier.till.wait_screen("pay")
        cashier.till.tap("Take")
        left = sum(PARTS.values()) - wanted
        seen = cashier.till.wait("the card is used", lambda seen: seen["tenders"] or seen["screen"] == "done")
        if left:
            assert seen["tenders"] == [["gift_card", wanted]]
            cashier.till.tap("Cash")
            cashier.exact()
        assert cashier.done()["tenders"][0]["amount_minor"] == wanted


def test_an_outage_is_told_after_forty_seconds_with_what_can_be_done_and_not_before(shop):
    shop.till.kill()
    shop.till.start()
    shop.cashier.sign_in("Siti")
    shop.cashier.home()
    assert shop.till.look()["outage"] == ""
    shop.till.hurry(41 / 60)
    told = shop.till.wait("it is told", lambda seen: seen["outage"])["outage"]
    assert "What you can do now" in told


def test_stock_is_shown_here_and_with_its_age_in_other_stores(cashier):
    cashier.menu("Stock")
    cashier.scan(sales.code_of("Teh Botol"))
    seen = cashier.till.wait_screen("stock_item")
    assert stall_shop.OTHER_STORE in seen["words"]
    assert any(said.startswith("As of") for said in seen["says"])
    cashier.home()


def test_the_strip_says_that_it_is_offline_and_how_long_what_is_unsent_has_waited(cashier):
    sales.scanned(cashier)
    cashier.till.hurry(61)
    seen = cashier.till.wait("it says so", lambda seen: any(sign.startswith("Offline") for sign in seen["strip"]))
    assert any("1 h" in sign for sign in seen["strip"]), seen["strip"]
    assert seen["unsent"] == len(books.journal(cashier.till.data)) - _acked(cashier.till.data)


def test_a_shift_is_closed_and_the_next_one_opened_with_everything_unsent_still_there(cashier):
    counted = books.cash_minor(books.journal(cashier.till.data))
    unsent = cashier.till.look()["unsent"]
    cashier.sign_in("Rina")
    cashier.menu("Shift and totals")
    cashier.till.taps("Count and close", *str(counted), "Close shift")
    cashier.till.wait("the shift is closed", lambda seen: not seen["is_open"])
    assert cashier.till.look()["unsent"] > unsent
    cashier.open_shift(300)
    sales.scanned(cashier)


def test_when_the_network_comes_back_the_bridge_agrees_with_everything(shop):
    shop.bridge.broker.start()
    shop.till.wait("everything is sent", lambda seen: seen["online"] and not seen["unsent"], 60)
    books.wait_for_all(shop.bridge, shop.till.data)
    sold = books.bodies(books.journal(shop.till.data), *books.SALES)
    shop.roll.wait_for(body["number"] for body in sold)
    shop.till.end()
    books.check_bridge(shop.bridge, books.check_till(shop.till.data))
    shop.roll.check(sold)


def _acked(data):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"file:{data / 'till.db'}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT acked_seq FROM head").fetchone()[0])
