from __future__ import annotations

import pytest

from appliance.core import entries, journal
from appliance.core.tender import TenderEmpty
from appliance.till.errors import (
    CashUnlikely,
    NothingToPrint,
    PartPaid,
    PaymentRunning,
    SaleEmpty,
    SaleNotParked,
    SaleOpen,
    ShiftClosed,
)
from appliance.till.events import LineAdded, ParkedChanged, SaleCompleted
from tests.store.goods import BREAD_CODE, COFFEE, COFFEE_CODE, TEA_CODE, apply, crash_copy, plain, run
from tests.till.stall import Stall, label


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


@pytest.mark.parametrize(("tendered", "change"), [(18_000, 0), (20_000, 2_000), (100_000, 82_000)])
def test_a_sale_is_finished_with_the_change_it_gives(stall, tendered, change):
    stall.till.scan(COFFEE_CODE)
    stall.pay(tendered)
    (sold,) = stall.sold
    assert sold.change_minor == change
    assert sold.entry["body"]["tenders"][0]["change_minor"] == change
    assert entries.check_body("sale.completed", sold.entry["body"])
    assert (sold.entry["by"], stall.lines()) == ("anna", [])


def test_cash_is_rounded_to_coins_that_exist_and_the_rounding_is_booked(stall):
    stall.till.scan(label("21", 12_345))
    assert (stall.till.checkout.due_minor(), stall.till.checkout.left_minor()) == (12_345, 12_300)
    stall.pay(20_000)
    body = stall.sold[0].entry["body"]
    assert (body["total_minor"], body["rounding_minor"], stall.sold[0].change_minor) == (12_345, -45, 7_700)


def test_too_little_cash_is_a_part_and_the_rest_stays(stall):
    stall.till.scan(COFFEE_CODE)
    stall.pay(17_000)
    assert (stall.sold, stall.till.checkout.left_minor()) == ([], 1_000)
    stall.pay(2_000)
    tenders = stall.sold[0].entry["body"]["tenders"]
    assert [(t["tendered_minor"], t["change_minor"]) for t in tenders] == [(17_000, 0), (2_000, 1_000)]


def test_a_part_that_was_paid_comes_back_after_a_power_cut_and_the_sale_cannot_shrink_below_it(stall, tmp_path):
    stall.till.scan(COFFEE_CODE)
    stall.pay(10_000)
    basket = stall.till.basket
    for shrink in (lambda: basket.remove(1), lambda: basket.set_quantity(1, 2_000), stall.till.parking.park):
        with pytest.raises(PartPaid):
            shrink()
    crash_copy(stall.path, tmp_path / "again")
    again = Stall(tmp_path / "again")
    assert again.till.checkout.left_minor() == 8_000
    again.till.checkout.remove(again.till.sale.tenders[0].key)
    assert again.till.checkout.left_minor() == 18_000
    again.close()


@pytest.mark.parametrize("tendered", [int(COFFEE_CODE), int(TEA_CODE), 18_000_000 * 10, 10**30])
def test_a_barcode_or_a_slip_of_the_finger_is_not_taken_for_cash(stall, tendered):
    stall.till.scan(COFFEE_CODE)
    with pytest.raises(CashUnlikely):
        stall.pay(tendered)
    for negative in (-1, -18_000):
        with pytest.raises(TenderEmpty):
            stall.pay(negative)
    stall.pay(18_000)
    assert len(stall.sold) == 1


def test_likely_sums_are_above_what_is_due(stall):
    stall.till.scan(COFFEE_CODE)
    assert stall.till.checkout.likely_sums()[:2] == [20_000, 50_000]


def test_two_taps_on_pay_make_one_sale(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.checkout.pay_cash(18_000)
    with pytest.raises(PaymentRunning):
        stall.till.checkout.pay_cash(18_000)
    stall.settle()
    with pytest.raises(SaleEmpty):
        stall.till.checkout.pay_cash(18_000)
    assert [sold.entry["body"]["number"] for sold in stall.sold] == ["K1-000001"]


def test_a_scan_between_pay_and_done_waits_and_opens_the_next_sale(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.checkout.pay_cash(18_000)
    stall.till.scan(BREAD_CODE)
    stall.till.scan(TEA_CODE, quantity=2)
    stall.till.scan("junk")
    stall.settle()
    assert [line["name"] for line in stall.sold[0].entry["body"]["lines"]] == ["Kopi susu"]
    assert stall.lines() == [("Roti bakar", 1_000), ("Teh botol", 2_000)]
    assert stall.refused == ["barcode.unreadable"]
    kinds = [type(event) for event in stall.events]
    assert kinds.index(SaleCompleted) < len(kinds) - kinds[::-1].index(LineAdded) - 1


def test_a_scan_during_a_payment_that_fails_joins_the_sale_it_was_meant_for(stall):
    stall.till.scan(COFFEE_CODE)
    run(stall.store, "CREATE TRIGGER broken BEFORE INSERT ON spool BEGIN SELECT RAISE(ABORT, 'worn'); END")
    stall.till.checkout.pay_cash(18_000)
    stall.till.scan(BREAD_CODE)
    stall.settle()
    assert stall.failed == ["store"]
    assert stall.lines() == [("Kopi susu", 1_000), ("Roti bakar", 1_000)]


def test_a_card_that_cannot_be_written_keeps_the_cart_and_says_so_until_it_can(stall):
    stall.till.scan(COFFEE_CODE)
    run(stall.store, "CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'worn'); END")
    for _ in range(2):
        stall.pay(20_000)
    assert (stall.failed, stall.sold) == (["store", "store"], [])
    run(stall.store, "DROP TRIGGER broken")
    stall.pay(20_000)
    assert [sold.entry["body"]["number"] for sold in stall.sold] == ["K1-000001"]


def test_a_till_that_is_shutting_down_refuses_and_keeps_the_cart(tmp_path):
    stall = Stall(tmp_path)
    stall.till.scan(COFFEE_CODE)
    stall.settle()
    stall.close()
    stall.pay(18_000)
    assert stall.failed == ["store.closed"]
    again = Stall(tmp_path)
    assert again.lines() == [("Kopi susu", 1_000)]
    again.close()


def test_a_price_that_changed_in_the_middle_of_a_sale_is_sold_as_it_was_shown(stall):
    stall.till.scan(COFFEE_CODE)
    apply(stall.store, [("price", COFFEE, {"price_minor": 99_000})])
    stall.till.feed_applied(frozenset({"price"}))
    stall.pay(18_000)
    assert stall.sold[0].entry["body"]["total_minor"] == 18_000


def test_the_open_sale_is_back_after_a_crash_and_paid_only_once(stall, tmp_path):
    stall.till.scan(COFFEE_CODE)
    stall.settle()
    open_copy = crash_copy(stall.path, tmp_path / "open").parent
    stall.pay()
    paid_copy = crash_copy(stall.path, tmp_path / "paid").parent
    again, after = Stall(open_copy), Stall(paid_copy)
    assert again.till.sale.key == stall.sold[0].entry["body"]["sale"]
    again.pay()
    assert again.sold[0].entry["body"]["number"] == "K1-000001"
    assert (after.lines(), plain(after.till.last_entry)) == ([], plain(stall.sold[0].entry))
    again.close()
    after.close()


def test_a_sale_of_untaxed_goods_is_back_after_a_crash(stall, tmp_path):
    apply(stall.store, [("variant", COFFEE, {"name": "Kopi", "tax_class": "gone"})])
    stall.till.feed_applied(frozenset({"variant"}))
    for code in (TEA_CODE, COFFEE_CODE):
        stall.till.scan(code)
    stall.settle()
    again = Stall(crash_copy(stall.path, tmp_path / "crash").parent)
    assert again.lines() == [("Teh botol", 1_000), ("Kopi", 1_000)]
    assert [line.item.tax_class.key for line in again.till.sale.lines] == ["", "gone"]
    again.close()


def test_an_open_sale_that_cannot_be_read_does_not_keep_the_till_from_selling(stall, tmp_path):
    stall.till.scan(COFFEE_CODE)
    stall.settle()
    run(stall.store, "UPDATE cart SET body = '{'")
    again = Stall(crash_copy(stall.path, tmp_path / "crash").parent)
    again.till.scan(BREAD_CODE)
    again.pay()
    assert len(again.sold) == 1
    again.close()


def test_parked_sales_are_recalled_whole_and_only_into_an_empty_sale(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.parking.park("Pak Budi")
    stall.till.scan(TEA_CODE)
    stall.settle()
    (parked,) = stall.till.parking.all()
    assert (parked.name, parked.total_minor, stall.lines()) == ("Pak Budi", 18_000, [("Teh botol", 1_000)])
    with pytest.raises(SaleOpen):
        stall.till.parking.recall(parked.key)
    stall.pay()
    stall.till.parking.recall(parked.key)
    stall.settle()
    assert stall.lines() == [("Kopi susu", 1_000)]
    assert stall.till.sale.key == parked.key
    assert len(stall.of(ParkedChanged)) == 2
    with pytest.raises(SaleOpen):
        stall.till.parking.recall(parked.key)


def test_a_sale_that_somebody_else_took_back_is_said_to_be_gone(stall):
    stall.till.parking.recall("gone")
    stall.settle()
    assert stall.failed == [SaleNotParked.code]
    with pytest.raises(SaleEmpty):
        stall.till.parking.park()


def test_the_last_receipt_is_printed_again_as_a_copy_also_after_a_restart(stall, tmp_path):
    with pytest.raises(NothingToPrint):
        stall.till.reprint_last()
    stall.till.scan(COFFEE_CODE)
    stall.pay()
    again = Stall(crash_copy(stall.path, tmp_path / "crash").parent)
    again.till.reprint_last()
    again.settle()
    first, copy = again.store.spool.next_job(), None
    again.store.spool.printed(first.job)
    copy = again.store.spool.next_job()
    assert (first.is_copy, copy.is_copy, first.entry) == (False, True, copy.entry)
    journal.verify(again.store.outbox.read(0, -1))
    again.close()


def test_without_a_shift_nothing_is_sold_and_the_sale_stays(stall):
    stall.till.shifts.close(100_000)
    stall.settle()
    stall.till.scan(COFFEE_CODE)
    with pytest.raises(ShiftClosed):
        stall.pay()
    assert stall.lines() == [("Kopi susu", 1_000)]
