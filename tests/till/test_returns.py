"""Goods that go back: what was paid is what comes back, once, and everything is in the journal."""

from __future__ import annotations

import pytest

from appliance.core.discount import Discount
from appliance.core.refund import ReturnedTooMuch, ReturnImpossible
from appliance.core.tender import CARD
from appliance.till.errors import PartPaid, ReceiptUnknown, VoidImpossible
from appliance.till.events import ReceiptOpened, SaleVoided
from tests.store.goods import BREAD_CODE, COFFEE, COFFEE_CODE, TEA_CODE, WAIT_S
from tests.till.stall import Stall


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def sell(stall, *codes, **kwargs):
    for code in codes:
        stall.till.scan(code, **kwargs)
    stall.pay()
    return stall.till.returns.find(stall.sold[-1].entry["body"]["number"])


def give_back(stall, sold, number, quantity_milli):
    stall.till.returns.take_back(sold, number, quantity_milli)
    stall.pay()
    return stall.sold[-1].entry


def test_a_receipt_that_is_scanned_opens_its_sale(stall):
    sold = sell(stall, COFFEE_CODE)
    stall.till.scan(sold.entry["body"]["number"])
    (opened,) = stall.of(ReceiptOpened)
    assert opened.sold == sold


def test_a_number_that_was_not_printed_here_is_said_to_be(stall):
    for number in ("K1-000099", "B7-000001", "junk", "K1-" + "9" * 40):
        with pytest.raises(ReceiptUnknown):
            stall.till.returns.find(number)


def test_a_refund_has_a_number_of_its_own_and_gives_back_what_was_paid(stall):
    sold = sell(stall, COFFEE_CODE, COFFEE_CODE, BREAD_CODE)
    entry = give_back(stall, sold, 1, 1_000)
    body = entry["body"]
    assert (entry["type"], body["number"], body["refunds"]) == (
        "sale.refunded",
        "K1-000002",
        sold.entry["body"]["sale"],
    )
    assert (body["total_minor"], body["tenders"][0]["amount_minor"]) == (-18_000, -18_000)
    assert stall.store.catalogue.by_key(COFFEE).stock_milli == 10_000 - 1_000
    totals = stall.till.shifts.x_report()
    assert (totals["sales"], totals["refunds"], totals["refunds_minor"]) == (1, 1, 18_000)


def test_goods_come_back_at_the_discount_they_were_sold_with(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.discount_line(1, Discount(ppm=100_000, reason="Friend"))
    sold = sell(stall)
    assert give_back(stall, sold, 1, 1_000)["body"]["total_minor"] == -16_200


def test_nothing_comes_back_twice(stall):
    sold = sell(stall, COFFEE_CODE, COFFEE_CODE)
    give_back(stall, sold, 1, 1_000)
    again = stall.till.returns.find(sold.entry["body"]["number"])
    with pytest.raises(ReturnedTooMuch):
        stall.till.returns.take_back(again, 1, 2_000)
    stall.till.returns.take_all_back(again)
    stall.pay()
    assert stall.till.returns.original(stall.till.returns.find(sold.entry["body"]["number"])).numbers == []
    with pytest.raises(ReturnImpossible):
        stall.till.returns.take_back(sold, 7, 1_000)


def test_a_refund_begun_twice_is_booked_once(stall):
    sold = sell(stall, COFFEE_CODE)
    stall.till.returns.take_back(sold, 1, 1_000)
    stall.till.parking.park("first")
    stall.settle()
    give_back(stall, sold, 1, 1_000)
    stall.till.parking.recall(stall.till.parking.all()[0].key)
    stall.settle()
    stall.pay()
    assert stall.failed == ["refund.too_much"]
    assert len(stall.sold) == 2


def test_an_exchange_is_one_cart_and_one_receipt(stall):
    sold = sell(stall, TEA_CODE)
    stall.till.returns.take_all_back(sold)
    stall.till.scan(COFFEE_CODE)
    assert stall.till.checkout.left_minor() == 18_000 - 5_000
    stall.pay()
    entry = stall.sold[-1].entry
    assert (entry["type"], entry["body"]["total_minor"], entry["body"]["number"]) == (
        "sale.completed",
        13_000,
        "K1-000002",
    )


def test_goods_come_back_without_a_receipt_at_todays_price(stall):
    coffee = stall.till.catalogue.by_key(COFFEE)
    stall.till.returns.take_back_without_receipt(coffee, 2_000)
    assert stall.till.checkout.left_minor() == -36_000
    stall.pay()
    assert stall.sold[-1].entry["body"]["refunds"] == ""


def test_a_void_keeps_its_number_and_takes_everything_back(stall):
    before = stall.till.shifts.x_report()
    sold = sell(stall, COFFEE_CODE)
    stall.till.returns.void(sold, "wrong table")
    stall.settle()
    (voided,) = stall.of(SaleVoided)
    assert voided.entry["body"]["number"] == "K1-000001"
    after = stall.till.shifts.x_report()
    assert (after["total_minor"], after["tenders"]["cash"], after["voids"]) == (0, 0, 1)
    assert after["expected_cash_minor"] == before["expected_cash_minor"]
    assert stall.store.catalogue.by_key(COFFEE).stock_milli == 10_000
    assert sell(stall, TEA_CODE).entry["body"]["number"] == "K1-000002"


def test_a_sale_is_voided_once_and_never_after_goods_came_back(stall):
    voided, refunded = sell(stall, COFFEE_CODE), sell(stall, TEA_CODE)
    stall.till.returns.void(voided, "twice")
    stall.till.returns.void(voided, "twice")
    stall.settle()
    assert (stall.failed, len(stall.of(SaleVoided))) == (["till.void"], 1)
    give_back(stall, refunded, 1, 1_000)
    for sold in (voided, refunded):
        with pytest.raises(VoidImpossible):
            stall.till.returns.void(stall.till.returns.find(sold.entry["body"]["number"]), "late")
    with pytest.raises(VoidImpossible):
        stall.till.returns.take_back(stall.till.returns.find(voided.entry["body"]["number"]), 1, 1_000)


def test_part_of_a_refund_goes_back_on_the_card_that_paid(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.checkout.pay(CARD, 10_000, reference="472911")
    stall.pay()
    sold = stall.till.returns.find("K1-000001")
    assert stall.till.returns.original(sold).left_by_kind() == {"card": 10_000, "cash": 8_000}
    stall.till.returns.take_all_back(sold)
    stall.till.checkout.pay(CARD, -10_000)
    stall.pay()
    kinds = [(t["kind"], t["amount_minor"]) for t in stall.sold[-1].entry["body"]["tenders"]]
    assert kinds == [("card", -10_000), ("cash", -8_000)]


def test_the_last_receipts_are_listed_newest_first_and_found_by_their_last_digits(stall):
    for _ in range(12):
        sell(stall, TEA_CODE)
    stall.store.writer.submit(lambda _: None).result(WAIT_S)
    assert [s.entry["body"]["number"] for s in stall.till.returns.recent(limit=2)] == ["K1-000012", "K1-000011"]
    assert [s.entry["body"]["number"] for s in stall.till.returns.recent("2")] == ["K1-000012", "K1-000002"]
    assert stall.till.returns.recent("x") == []


def test_what_a_voided_exchange_brought_back_can_come_back_again(stall):
    sold = sell(stall, TEA_CODE)
    stall.till.returns.take_all_back(sold)
    exchange = sell(stall, COFFEE_CODE)
    stall.till.returns.void(exchange, "changed their mind")
    stall.settle()
    entry = give_back(stall, stall.till.returns.find(sold.entry["body"]["number"]), 1, 1_000)
    assert entry["body"]["total_minor"] == -5_000


def test_a_sale_is_made_undone_once_the_exchange_that_touched_it_was(stall):
    find = stall.till.returns.find
    first = sell(stall, TEA_CODE).entry["body"]["number"]
    stall.till.returns.take_all_back(find(first))
    second = sell(stall, COFFEE_CODE).entry["body"]["number"]
    for number in (second, first):
        stall.till.returns.void(find(number), "Mistake")
        stall.settle()
    assert (stall.failed, find(first).is_voided) == ([], True)
    assert stall.till.shifts.x_report()["total_minor"] == 0


def test_a_line_that_is_removed_and_put_back_never_comes_back_twice(stall):
    sold = sell(stall, COFFEE_CODE)
    stall.till.returns.take_back(sold, 1, 1_000)
    stall.till.basket.remove(stall.till.sale.lines[0].number)
    stall.till.returns.take_back(sold, 1, 1_000)
    stall.till.basket.undo_remove()
    assert stall.lines() == [("Kopi susu", -1_000)]
    assert stall.till.checkout.left_minor() == -18_000


def test_a_sale_does_not_shrink_below_what_was_paid_by_putting_a_return_back(stall):
    sold = sell(stall, TEA_CODE)
    stall.till.scan(COFFEE_CODE)
    stall.till.returns.take_back(sold, 1, 1_000)
    stall.till.basket.remove(2)
    stall.till.checkout.pay(CARD, 17_000)
    with pytest.raises(PartPaid):
        stall.till.basket.undo_remove()


def test_the_store_refuses_a_refund_that_brings_a_line_back_in_two_places(stall):
    sold = sell(stall, COFFEE_CODE)
    stall.till.returns.take_back(sold, 1, 1_000)
    again = stall.till.returns.original(sold).line(1, 1_000)
    again.number = 99
    stall.till.sale.lines.append(again)
    stall.pay()
    assert (stall.failed, len(stall.sold)) == (["refund.too_much"], 1)
