"""What a card paid is with its sale, once, whatever happens to the sale, to the till or to whoever is signed in."""

from __future__ import annotations

import pytest

from appliance.till.events import CardUnclaimed
from tests.store.goods import BREAD_CODE, COFFEE_CODE, crash_copy
from tests.till.counter import Counter
from tests.till.crew import hire, written


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def test_two_cards_may_pay_one_sale(counter):
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    counter.charge(10_000)
    assert counter.tenders == [("card", 8_000), ("card", 10_000)]
    assert counter.card.open_key == ""


def test_a_part_on_a_card_is_on_disk_before_the_terminal_forgets_it(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    assert counter.card.open_key == ""
    crash_copy(counter.path, tmp_path / "again")
    again = Counter(tmp_path / "again")
    assert again.charged == [8_000]
    again.close()


def test_a_card_whose_money_went_back_is_never_taken_again(counter, tmp_path):
    counter.till.scan(COFFEE_CODE)
    counter.charge(8_000)
    counter.till.checkout.give_back(counter.till.sale.tenders[0].key)
    counter.pay()
    assert counter.tenders == [("cash", 18_000)]
    counter.close()
    again = Counter(tmp_path)
    again.till.scan(COFFEE_CODE)
    again.settle()
    assert (again.card.open_key, again.charged) == ("", [])
    again.close()


def test_a_card_pays_the_sale_it_was_charged_for_and_waits_until_that_is_open(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, "A1B2C3")
    counter.till.parking.park("first")
    counter.settle()
    counter.till.scan(COFFEE_CODE)
    counter.settle()
    assert (len(counter.of(CardUnclaimed)), counter.charged, counter.sold) == (1, [], [])
    counter.pay()
    counter.till.parking.recall(counter.till.parking.all()[0].key)
    counter.settle()
    assert counter.tenders == [("card", 18_000)]
    assert counter.card.open_key == ""


def test_a_charge_no_sale_waits_for_is_let_go_once_its_money_went_back(counter):
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, "A1B2C3")
    counter.till.basket.remove(1)
    counter.settle()
    counter.till.charged.give_back()
    counter.settle()
    assert [body["amount_minor"] for _, body in written(counter, "tender.returned")] == [18_000]
    counter.till.scan(BREAD_CODE)
    counter.charge(12_500)
    assert counter.tenders == [("card", 12_500)]


def test_a_card_is_taken_although_the_cashier_was_signed_out_meanwhile(counter):
    hire(counter)
    counter.till.people.sign_in(counter.till.people.all["siti"])
    counter.till.scan(COFFEE_CODE)
    counter.till.charged.begin(18_000, "A1B2C3")
    counter.till.people.sign_out("idle")
    counter.settle()
    assert counter.tenders == [("card", 18_000)]
