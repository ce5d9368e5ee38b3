"""A sale ends with the last of its goods: nothing that was given for them serves the next, at the desk or alone."""

from __future__ import annotations

import pytest

from appliance.core.discount import Discount
from appliance.till.events import CardUnclaimed
from tests.store.goods import BREAD_CODE, COFFEE_CODE, apply
from tests.till.counter import APPROVAL, Counter
from tests.till.crew import written
from tests.till.kiosk_shop import filled
from tests.ui.fakes import barcode_of

WAYAN = "0190a0a0-0000-7000-8000-00000000000a"


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    apply(counter.store, [("customer", WAYAN, {"name": "Wayan"}), ("promotion", "p", COUPON)])
    counter.till.feed_applied(frozenset({"customer", "promotion"}))
    yield counter
    counter.close()


COUPON = {"name": "Ten off", "kind": "percent_sum", "ppm": 100_000, "coupon": "TEN"}


def given(till):
    """Give everything for the goods of the open sale that somebody can be given."""
    till.customers.choose(till.customers.find(WAYAN))
    till.basket.set_table("7")
    till.basket.note_sale("no ice")
    till.basket.confirm_age(18)
    till.basket.discount_sale(Discount(ppm=100_000))
    till.basket.add_coupon("TEN")


def test_whose_sale_it_is_stays_and_nothing_that_was_for_the_goods(counter):
    till = counter.till
    till.scan(COFFEE_CODE)
    given(till)
    before = till.sale
    till.basket.remove(1)
    sale = till.sale
    assert sale.key != before.key
    assert (sale.customer.key, sale.table) == (WAYAN, "7")
    assert (sale.note, sale.discounts, sale.coupons, sale.approved) == ("", [], [], [])
    till.scan(COFFEE_CODE)
    counter.pay(till.checkout.left_minor())
    assert counter.tenders == [("cash", 18_000)]
    assert "approved" not in counter.sold[-1].entry["body"]


def test_a_return_that_is_kept_after_all_ends_its_sale_too(counter):
    till = counter.till
    till.scan(COFFEE_CODE)
    counter.pay()
    sold = till.returns.find(counter.number())
    till.returns.take_all_back(sold)
    before = till.sale.key
    till.returns.keep(sold, 1)
    assert till.sale.key != before


def test_whoever_thinks_better_of_it_has_all_of_it_again(counter, tmp_path):
    till = counter.till
    till.scan(COFFEE_CODE)
    given(till)
    before = till.sale
    till.basket.remove(1)
    till.basket.undo_remove()
    assert till.sale is before
    assert counter.lines() == [("Kopi susu", 1_000)]
    assert (len(before.discounts), before.coupons, len(before.approved)) == (1, ["TEN"], 1)
    counter.settle()
    counter.close()
    again = Counter(tmp_path)
    assert (again.till.sale.key, again.till.sale.coupons) == (before.key, ["TEN"])
    again.close()


def test_a_line_is_not_put_back_once_another_sale_has_begun_or_ended(counter):
    till = counter.till
    till.scan(COFFEE_CODE)
    till.basket.remove(1)
    till.scan(BREAD_CODE)
    till.basket.undo_remove()
    assert counter.lines() == [("Roti bakar", 1_000)]
    counter.pay()
    till.basket.undo_remove()
    assert counter.lines() == []


def test_a_card_that_was_charged_for_goods_that_left_pays_nothing_for_the_next_customer(counter):
    till = counter.till
    till.scan(COFFEE_CODE)
    till.charged.begin(18_000, APPROVAL)
    till.basket.remove(1)
    till.scan(BREAD_CODE)
    counter.settle()
    assert (counter.charged, len(counter.of(CardUnclaimed))) == ([], 1)
    till.charged.give_back()
    counter.settle()
    assert len(written(counter, "tender.returned")) == 1


def test_a_shopper_who_takes_everything_out_begins_anew_as_at_the_desk():
    shop = filled(takes_back=True)
    shop.till.basket.confirm_age(18)
    before = shop.till.sale.key
    shop.kiosk.cart.one_less(1)
    assert (shop.till.sale.key != before, shop.till.sale.approved) == (True, [])
    shop.kiosk.scanner.scan(barcode_of(0))
    shop.kiosk.pay()
    shop.pay_qr()
    assert "approved" not in shop.written("sale.completed")[-1]
