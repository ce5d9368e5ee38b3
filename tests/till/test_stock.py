"""The store room: sheets that survive a power cut and change the shelf once, as their document says."""

from __future__ import annotations

import pytest

from appliance.till.errors import ItemUnknown
from appliance.till.events import StockChanged
from appliance.till.goods_errors import ReasonMissing, SheetEmpty
from appliance.till.sheet import ADJUST, COUNT, RECEIVE, TRANSFER
from tests.store.goods import BREAD, BREAD_CODE, COFFEE, COFFEE_CODE, TEA, apply
from tests.till.stall import Stall


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def again(stall):
    """Boot the till anew on the same card."""
    stall.settle()
    stall.close()
    return Stall(stall.path.parent)


def on_hand(stall, key=COFFEE):
    return stall.till.stock.shelf(key).on_hand_milli


def last_entry(stall):
    return stall.store.outbox.read(0, 999)[-1]


def test_a_delivery_is_scanned_and_is_on_the_shelf_once_it_is_booked(stall):
    stock = stall.till.stock
    stock.scan(RECEIVE, COFFEE_CODE, 6)
    stock.scan(RECEIVE, COFFEE_CODE)
    stock.scan(RECEIVE, BREAD_CODE, 2)
    assert on_hand(stall) == 10_000
    stock.book(RECEIVE)
    with pytest.raises(SheetEmpty):
        stock.book(RECEIVE)
    stall.settle()
    assert (on_hand(stall), on_hand(stall, BREAD)) == (17_000, 2_000)
    entry = last_entry(stall)
    assert entry["type"] == "stock.received"
    assert entry["body"]["lines"] == [
        {"variant": COFFEE, "quantity_milli": 7_000},
        {"variant": BREAD, "quantity_milli": 2_000},
    ]
    assert stall.of(StockChanged)[-1].variants == {COFFEE, BREAD}


def test_a_count_sheet_survives_a_restart_and_shows_the_difference(stall):
    for _scan in range(8):
        stall.till.stock.scan(COUNT, COFFEE_CODE)
    stall = again(stall)
    line = stall.till.stock.sheet(COUNT).lines[0]
    assert (line.quantity_milli, line.difference_milli) == (8_000, -2_000)
    stall.till.stock.book(COUNT)
    stall.settle()
    assert on_hand(stall) == 8_000
    assert last_entry(stall)["body"]["lines"] == [
        {"variant": COFFEE, "quantity_milli": 8_000, "expected_milli": 10_000}
    ]
    stall = again(stall)
    assert stall.till.stock.sheet(COUNT).lines == []


def test_what_is_sold_between_the_count_and_its_booking_is_no_difference(stall):
    stock, till = stall.till.stock, stall.till
    stock.set_quantity(COUNT, till.catalogue.by_key(COFFEE), 9_000)
    till.scan(COFFEE_CODE, 2)
    stall.pay()
    stock.book(COUNT)
    stall.settle()
    assert on_hand(stall) == 7_000


def test_a_count_of_what_was_never_kept_has_no_difference(stall):
    stock = stall.till.stock
    line = stock.add(COUNT, stall.till.catalogue.by_key(TEA), 3_000)
    assert line.difference_milli is None
    stock.book(COUNT)
    stall.settle()
    assert on_hand(stall, TEA) == 3_000


def test_a_count_of_nothing_is_a_count(stall):
    stock = stall.till.stock
    stock.set_quantity(COUNT, stall.till.catalogue.by_key(COFFEE), 0)
    stock.book(COUNT)
    stall.settle()
    assert on_hand(stall) == 0


def test_a_correction_needs_a_reason_and_takes_away_until_it_is_turned_round(stall):
    stock = stall.till.stock
    stock.scan(ADJUST, COFFEE_CODE, 2)
    with pytest.raises(ReasonMissing):
        stock.book(ADJUST)
    stock.give_reason("Broken")
    stock.scan(ADJUST, COFFEE_CODE)
    stock.book(ADJUST)
    stall.settle()
    assert on_hand(stall) == 7_000
    stock.set_quantity(ADJUST, stall.till.catalogue.by_key(COFFEE), 1_000)
    stock.give_reason("Found")
    stock.book(ADJUST)
    stall.settle()
    assert on_hand(stall) == 8_000
    assert last_entry(stall)["body"]["reason"] == "Found"


def test_a_transfer_is_asked_for_and_is_incoming_without_a_network(stall):
    stock = stall.till.stock
    stock.scan(TRANSFER, COFFEE_CODE, 5)
    stock.want_from("s2")
    stock.book(TRANSFER)
    stall.settle()
    assert last_entry(stall)["body"]["from"] == "s2"
    assert (on_hand(stall), stock.shelf(COFFEE).incoming_milli) == (10_000, 5_000)


def test_a_write_that_fails_gives_the_sheet_back(stall):
    stock = stall.till.stock
    stock.scan(RECEIVE, COFFEE_CODE)
    stall.settle()
    stall.store.writer.submit(
        lambda c: c.execute("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END")
    ).result(5)
    stock.book(RECEIVE)
    stall.settle()
    assert stall.failed
    assert [line.variant for line in stock.sheet(RECEIVE).lines] == [COFFEE]


def test_an_unknown_code_says_so_and_a_sku_is_as_good_as_a_barcode(stall):
    with pytest.raises(ItemUnknown):
        stall.till.stock.scan(COUNT, "8992761002015")
    assert stall.till.stock.scan(COUNT, "KOPI-S").variant == COFFEE


def test_shelf_labels_wait_in_the_spool_with_barcode_or_sku(stall):
    till = stall.till
    apply(stall.store, [("variant", TEA, {"sku": "TEH", "name": "Teh"}), ("barcode", "00000096385074", None)])
    till.stock.print_labels([till.catalogue.by_key(COFFEE), till.catalogue.by_key(TEA)], copies=2)
    stall.settle()
    labels = stall.store.spool.next_job().entry["body"]["labels"]
    assert [(label["sku"], label["code"]) for label in labels] == [("KOPI-S", "0" + COFFEE_CODE)] * 2 + [
        ("TEH", "")
    ] * 2
