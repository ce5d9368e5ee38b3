"""What a phone paid counts once, for the sale whose code it was."""

from __future__ import annotations

import pytest

from tests.store.goods import COFFEE_CODE, crash_copy, run
from tests.till.counter import Counter
from tests.till.crew import hire


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def test_a_payment_that_went_back_is_not_counted_again(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.paid(counter.till.qr.begin(8_000))
    counter.till.checkout.give_back(counter.till.sale.tenders[0].key)
    counter.till.qr.begin(8_000)
    assert counter.till.checkout.left_minor() == 18_000
    counter.settle()
    crash_copy(counter.path, tmp_path / "again")
    again = Counter(tmp_path / "again")
    again.till.qr.begin(8_000)
    assert again.till.checkout.left_minor() == 18_000
    again.close()


def test_no_two_codes_of_a_sale_are_paid_with_one_reference(counter):
    counter.till.scan(COFFEE_CODE)
    counter.pay(5_000)
    first = counter.till.qr.begin(8_000)
    counter.paid(first)
    counter.till.checkout.remove(counter.till.sale.tenders[0].key)
    second = counter.till.qr.begin()
    assert second.reference != first.reference
    counter.paid(second)
    assert counter.tenders == [("qr", 8_000), ("qr", 10_000)]


@pytest.mark.parametrize("is_parked", [False, True])
def test_a_code_that_is_paid_late_does_not_pay_the_next_sale(counter, is_parked):
    counter.till.scan(COFFEE_CODE)
    offer = counter.till.qr.begin()
    counter.till.parking.park("first") if is_parked else counter.pay()
    counter.settle()
    counter.till.scan(COFFEE_CODE)
    sold = len(counter.sold)
    counter.paid(offer)
    assert (len(counter.sold), counter.till.qr.offer, counter.till.checkout.left_minor()) == (sold, None, 18_000)


def test_a_payment_that_comes_while_nobody_is_signed_in_is_taken(counter):
    hire(counter)
    counter.till.people.sign_in(counter.till.people.all["siti"])
    counter.till.scan(COFFEE_CODE)
    offer = counter.till.qr.begin()
    counter.till.people.sign_out("idle")
    counter.paid(offer)
    assert counter.tenders == [("qr", 18_000)]


def test_a_payment_seen_for_a_sale_the_store_refuses_survives_a_power_cut(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    run(counter.store, "UPDATE shift SET closed_at_ms = 1")
    counter.till.qr.begin()
    counter.till.qr.confirm()
    counter.settle()
    assert counter.failed == ["till.shift_closed"]
    crash_copy(counter.path, tmp_path / "again")
    again = Counter(tmp_path / "again")
    assert [tender.kind for tender in again.till.sale.tenders] == ["qr"]
    again.close()
