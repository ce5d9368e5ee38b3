from __future__ import annotations

import pytest

from appliance.core.card import CardBlocked, CardLimited, CardMisread, CardShort, CardUnknown, new_code
from appliance.core.points import PointsShort
from appliance.core.tender import POINTS
from appliance.till.customer_errors import CustomerMissing
from appliance.till.errors import VoidImpossible
from appliance.till.events import CardOpened
from tests.store.goods import COFFEE, run
from tests.till.regulars import ABOUT_ANNA, ANNA, CARD, CODE, RULES, anna, buy, card, last, online, tell
from tests.till.stall import Stall


@pytest.fixture
def stall(tmp_path):
    stall = Stall(tmp_path)
    tell(stall, RULES, ("customer", ANNA, ABOUT_ANNA), card(100_000, 30_000))
    yield stall
    stall.close()


def test_a_card_pays_what_is_on_it_and_the_rest_is_paid_another_way(stall):
    online(stall)
    tell(stall, card(30_000, 0))
    buy(stall, COFFEE, COFFEE)
    stall.till.cards.pay(CODE)
    stall.pay(6_000)
    tenders = last(stall)["tenders"]
    assert [(t["kind"], t["amount_minor"], t.get("reference", "")) for t in tenders] == [
        ("gift_card", 30_000, CARD),
        ("cash", 6_000, ""),
    ]
    assert stall.till.cards.find(CODE).balance_minor == 0


def test_without_the_network_no_more_is_taken_than_the_owner_allows(stall, tmp_path):
    buy(stall, COFFEE)
    stall.till.cards.pay(CODE)
    stall.settle()
    buy(stall, COFFEE)
    with pytest.raises(CardLimited):
        stall.till.cards.pay(CODE, 18_000)
    assert stall.till.cards.left_minor(stall.till.cards.find(CODE)) == 12_000
    stall.close()
    again = Stall(tmp_path)  # what was spent is not forgotten with the power
    assert again.till.cards.left_minor(again.till.cards.find(CODE)) == 12_000
    online(again)
    assert again.till.cards.left_minor(again.till.cards.find(CODE)) == 82_000
    again.close()


def test_one_card_pays_twice_in_a_sale_only_what_is_on_it(stall):
    online(stall)
    tell(stall, card(20_000, 0))
    buy(stall, COFFEE, COFFEE)
    stall.till.cards.pay(CODE, 15_000)
    with pytest.raises(CardShort):
        stall.till.cards.pay(CODE, 6_000)


def test_a_balance_the_feed_tells_late_does_not_bring_back_what_was_spent(stall):
    online(stall)
    buy(stall, COFFEE)
    stall.till.cards.pay(CODE)
    stall.settle()
    tell(stall, card(100_000, 30_000), seq=2)
    assert stall.till.cards.find(CODE).balance_minor == 82_000
    tell(stall, card(82_000, 30_000), seq=3)
    assert stall.till.cards.find(CODE).balance_minor == 82_000


def test_a_card_sold_here_may_be_spent_here_at_once_and_is_not_earned(stall):
    code = new_code(b"another!")
    stall.till.scan(code)
    assert stall.of(CardOpened)[-1].card is None
    stall.till.cards.sell(code, 50_000, "Gift card")
    stall.pay()
    assert last(stall)["taxes"] == []
    totals = stall.till.shifts.x_report()
    assert (totals["total_minor"], totals["cards_minor"], totals["expected_cash_minor"]) == (0, 50_000, 150_000)
    buy(stall, COFFEE)
    stall.till.cards.pay(code)
    stall.settle()
    assert stall.till.cards.find(code).balance_minor == 32_000
    assert stall.till.shifts.x_report()["total_minor"] == 18_000


def test_a_misread_an_unknown_and_a_blocked_card_are_refused(stall):
    buy(stall)
    wrong = CODE[:-1] + str((int(CODE[-1]) + 1) % 10)
    with pytest.raises(CardMisread):
        stall.till.cards.pay(wrong)
    with pytest.raises(CardUnknown):
        stall.till.cards.pay(new_code(b"nobodys!"))
    tell(stall, card(100_000, 30_000, active=False))
    with pytest.raises(Exception, match="blocked"):
        stall.till.cards.pay(CODE)


# --- credit, account, points -----------------------------------------------------------------------------------------


def test_credit_is_spent_down_to_nothing_and_the_account_down_to_the_limit(stall):
    with pytest.raises(CustomerMissing):
        stall.till.customers.credit_minor()
    buy(stall, COFFEE, COFFEE)
    stall.till.customers.choose(anna(stall))
    stall.till.customers.pay_credit()
    assert stall.till.customers.account_minor() == 50_000
    stall.till.customers.pay_account()
    last(stall)
    assert anna(stall).credit_minor == -16_000


def test_paying_in_clears_what_is_owed(stall):
    tell(stall, ("customer", ANNA, {**ABOUT_ANNA, "credit_minor": -16_000}))
    stall.till.cards.pay_in(anna(stall), 16_000, "Payment on account")
    stall.pay()
    last(stall)
    assert anna(stall).credit_minor == 0
    assert run(stall.store, "SELECT key FROM card") == [(CARD,)]


def test_points_pay_are_earned_by_what_is_paid_otherwise_and_come_back_with_the_goods(stall):
    stall.till.customers.choose(anna(stall))
    buy(stall, COFFEE)
    with pytest.raises(PointsShort):
        stall.till.customers.points.pay(501)
    stall.till.customers.points.pay()
    stall.pay()
    sale = last(stall)
    assert sale["points"] == {"earned": 13, "spent": 500}
    assert anna(stall).points == 13
    sold = stall.till.returns.find(sale["number"])
    stall.till.returns.take_all_back(sold)
    stall.till.checkout.pay("points", -5_000, reference=ANNA)
    stall.pay(stall.till.checkout.left_minor())
    back = last(stall)
    assert back["points"] == {"earned": -13, "spent": -500}
    assert back["customer"] == ANNA
    assert anna(stall).points == 500


def test_a_void_gives_back_what_its_sale_took(stall):
    online(stall)
    stall.till.customers.choose(anna(stall))
    buy(stall, COFFEE)
    stall.till.cards.pay(CODE)
    sale = last(stall)
    assert stall.till.cards.find(CODE).balance_minor == 82_000
    stall.till.returns.void(stall.till.returns.find(sale["number"]), "Mistake")
    last(stall)
    assert stall.till.cards.find(CODE).balance_minor == 100_000
    assert anna(stall).points == 500
    assert stall.till.customers.history(anna(stall)) == []


def test_points_come_back_for_all_that_was_paid_with_them_whatever_else_comes_back(stall):
    numbers = []
    for points in (0, 500):
        buy(stall)
        stall.till.customers.choose(anna(stall))
        if points:
            stall.till.customers.points.pay(points)
        stall.pay()
        numbers.append(last(stall)["number"])
    for number in numbers:
        stall.till.returns.take_all_back(stall.till.returns.find(number))
    stall.till.customers.choose(anna(stall))
    stall.till.checkout.pay(POINTS, -5_000, reference=ANNA)
    stall.pay()
    assert last(stall)["points"]["spent"] == -500


def test_points_that_would_be_nobodys_are_no_part_of_the_payment(stall):
    buy(stall)
    stall.pay()
    stall.till.returns.take_all_back(stall.till.returns.find(last(stall)["number"]))
    with pytest.raises(CustomerMissing):
        stall.till.checkout.pay(POINTS, -18_000)
    assert stall.till.sale.tenders == []


def test_store_credit_on_a_card_leaves_the_customers_own_as_it_is(stall):
    tell(stall, card(10_000, 10_000, kind="credit"))
    buy(stall, COFFEE, COFFEE)
    stall.till.customers.choose(anna(stall))
    stall.till.cards.pay(CODE)
    assert stall.till.customers.credit_minor() == 20_000


def test_a_card_that_was_spent_is_not_taken_back_with_the_sale_it_was_sold_in(stall):
    code = new_code(b"another!")
    stall.till.cards.sell(code, 50_000, "Gift card")
    stall.pay()
    sold = stall.till.returns.find(last(stall)["number"])
    assert stall.till.returns.can_void(sold)
    buy(stall)
    stall.till.cards.pay(code)
    last(stall)
    assert not stall.till.returns.can_void(sold)
    with pytest.raises(VoidImpossible):
        stall.till.returns.void(sold, "Mistake")


def test_what_goes_back_is_never_put_on_a_blocked_card(stall):
    tell(stall, card(0, 0, active=False))
    stall.till.returns.take_back_without_receipt(stall.till.catalogue.by_key(COFFEE))
    for give in (stall.till.cards.pay, stall.till.cards.refund_to_new):
        with pytest.raises(CardBlocked):
            give(CODE)
