"""What a phone paid counts once, for the sale whose code it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core.emv_qr import LABEL_CHARACTERS, MOST_LABEL
from appliance.core.tender import TenderTooMuch
from appliance.till.people_errors import NeedsApproval
from tests.store.goods import COFFEE_CODE, crash_copy, open_stall, run
from tests.till.counter import Counter
from tests.till.crew import hire, written


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


def test_a_code_begun_again_for_another_amount_is_never_paid_with_the_same_reference(counter):
    counter.till.scan(COFFEE_CODE)
    whole, part = counter.till.qr.begin(), counter.till.qr.begin(8_000)
    assert whole.reference != part.reference
    counter.paid(part)
    assert counter.till.checkout.left_minor() == 10_000


def test_whoever_pays_the_code_that_was_shown_first_has_paid_what_it_said(counter):
    counter.till.scan(COFFEE_CODE)
    whole = counter.till.qr.begin()
    counter.till.qr.begin(8_000)
    counter.paid(whole)
    assert counter.tenders == [("qr", 18_000)]


def test_a_code_that_was_paid_during_a_power_cut_is_found_again(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    offer = counter.till.qr.begin()
    counter.settle()
    crash_copy(counter.path, tmp_path / "again")
    again = Counter(tmp_path / "again")
    assert again.till.qr.begin().reference == offer.reference
    again.paid(offer)
    assert again.tenders == [("qr", 18_000)]
    again.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(minors=st.lists(st.integers(1, 18_000), min_size=2, max_size=6))
def test_two_codes_of_a_sale_have_one_reference_only_if_they_ask_for_the_same(counter, minors):
    counter.till.scan(COFFEE_CODE)
    offers = [counter.till.qr.begin(minor) for minor in minors]
    references = {offer.reference for offer in offers}
    assert len(references) == len(set(minors))
    assert all(len(text) <= MOST_LABEL and set(text) <= set(LABEL_CHARACTERS) for text in references)


def test_a_parked_sale_keeps_which_codes_money_went_back(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    offer = counter.till.qr.begin(8_000)
    counter.paid(offer)
    counter.till.checkout.give_back(offer.reference)
    counter.till.parking.park("Bu Sri")
    counter.settle()
    crash_copy(counter.path, tmp_path / "again")
    again = Counter(tmp_path / "again")
    (parked,) = again.till.parking.all()
    assert parked.codes_back == (offer.reference,)
    assert again.till.qr.came_for(parked.key) == {}
    again.till.parking.recall(parked.key)
    again.settle()
    assert again.till.qr.unclaimed() == {}
    again.close()


def test_money_that_went_back_stays_back_whichever_write_the_power_lets_through(counter, tmp_path):
    till = counter.till
    till.scan(COFFEE_CODE)
    offer = till.qr.begin(8_000)
    counter.paid(offer)
    with_part = run(counter.store, "SELECT body FROM cart WHERE name IS NULL")[0][0]
    till.checkout.give_back(offer.reference)
    counter.settle()
    crash_copy(counter.path, tmp_path / "again")
    again = open_stall(tmp_path / "again" / "till.db")
    run(again, "UPDATE cart SET body = ?", with_part)  # the cart is not waited for, the entry is
    again.close()
    booted = Counter(tmp_path / "again")
    assert (booted.till.sale.tenders, booted.till.checkout.left_minor()) == ([], 18_000)
    assert booted.till.qr.begin(8_000).reference != offer.reference
    assert booted.till.sale.tenders == []
    booted.close()


def test_a_payment_that_was_seen_is_approved_only_where_the_sale_can_take_it(counter):
    hire(counter)
    till = counter.till
    till.people.sign_in(till.people.all["siti"])
    till.scan(COFFEE_CODE)
    offer = till.qr.begin(8_000)
    till.checkout.pay("card", 17_000)
    with pytest.raises(TenderTooMuch):
        till.people.let(NeedsApproval("confirm_qr"), till.people.all["rina"], lambda: till.qr.confirm(offer))
    counter.settle()
    assert (written(counter, "approval.given"), till.sale.approved) == ([], [])


def test_a_payment_that_the_bridge_told_of_meanwhile_needs_no_approval(counter):
    hire(counter)
    till = counter.till
    till.people.sign_in(till.people.all["siti"])
    till.scan(COFFEE_CODE)
    offer = till.qr.begin(8_000)
    counter.paid(offer)
    till.qr.confirm(offer)
    assert [tender.amount_minor for tender in till.sale.tenders] == [8_000]
