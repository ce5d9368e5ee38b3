"""Tips: on top of what is paid, with the tender they came with, and with whoever sold."""

from __future__ import annotations

import pytest

from appliance.core.shift import expected
from tests.store.goods import COFFEE_CODE, apply
from tests.till.counter import APPROVAL, STORE, Counter


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    apply(counter.store, [("store", "s", {**STORE, "tips": True})])
    counter.till.feed_applied(frozenset({"store"}))
    counter.till.scan(COFFEE_CODE)
    yield counter
    counter.close()


def tips(counter):
    body = counter.sold[-1].entry["body"]
    return body["total_minor"], [(t["kind"], t["amount_minor"], t.get("tip_minor", 0)) for t in body["tenders"]]


def totals(counter):
    return counter.till.shifts.x_report()


def test_only_where_tips_are_taken_they_are_offered(counter):
    assert counter.till.checkout.tips_for(18_000) == [(50_000, 1_000), (100_000, 2_000), (150_000, 2_500)]
    apply(counter.store, [("store", "s", STORE)])
    counter.till.feed_applied(frozenset({"store"}))
    assert counter.till.checkout.tips_for(18_000) == []


def test_a_tip_in_cash_stays_in_the_drawer_and_the_change_is_what_is_left(counter):
    counter.till.checkout.pay_cash(22_000, 2_000)
    counter.settle()
    assert tips(counter) == (18_000, [("cash", 18_000, 2_000)])
    assert counter.sold[-1].change_minor == 2_000
    report = totals(counter)
    assert report["expected_cash_minor"] == 100_000 + 18_000 + 2_000
    assert (report["tips"], report["tips_by"]) == ({"cash": 2_000}, {"anna": 2_000})


def test_a_card_is_charged_with_its_tip_and_the_sale_gets_its_price(counter):
    counter.till.charged.begin(18_000, APPROVAL, tip_minor=2_500)
    counter.settle()
    assert tips(counter) == (18_000, [("card", 18_000, 2_500)])
    assert expected(totals(counter))["card"] == 20_500


def test_a_code_asks_for_the_tip_too_and_is_booked_with_it(counter):
    offer = counter.till.qr.begin(18_000, 1_000)
    assert (offer.amount_minor, offer.tip_minor) == (19_000, 1_000)
    counter.paid(offer)
    assert tips(counter) == (18_000, [("qr", 18_000, 1_000)])


def test_a_code_that_was_shown_before_the_tip_was_chosen_still_pays_the_sale(counter):
    before = counter.till.qr.begin(18_000)
    counter.till.qr.begin(18_000, 1_000)
    counter.paid(before)
    assert tips(counter) == (18_000, [("qr", 18_000, 0)])


def test_every_part_may_have_a_tip_of_its_own(counter):
    counter.till.checkout.pay_cash(10_500, 500)
    counter.till.charged.begin(8_000, APPROVAL, tip_minor=1_000)
    counter.settle()
    assert tips(counter) == (18_000, [("cash", 10_000, 500), ("card", 8_000, 1_000)])
    assert sum(totals(counter)["tips"].values()) == sum(totals(counter)["tips_by"].values()) == 1_500


def test_a_void_takes_the_tip_back_from_whoever_sold(counter):
    counter.till.checkout.pay_cash(20_000, 2_000)
    counter.settle()
    counter.till.by = "rina"
    counter.till.returns.void(counter.till.returns.find(counter.number()), "Wrong customer")
    counter.settle()
    report = totals(counter)
    assert (report["tips"], report["tips_by"]) == ({"cash": 0}, {"anna": 0})
    assert report["expected_cash_minor"] == 100_000
