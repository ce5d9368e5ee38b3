"""Another customer in the middle of a sale, or none any more."""

from __future__ import annotations

import pytest

from appliance.core.tender import POINTS
from appliance.till.errors import PartPaid, PaymentRunning
from tests.store.goods import COFFEE, crash_copy
from tests.till.regulars import ABOUT_ANNA, ANNA, BUDI, CODE, RULES, anna, buy, card, last, tell
from tests.till.stall import Stall


@pytest.fixture
def stall(tmp_path):
    stall = Stall(tmp_path)
    tell(stall, RULES, ("customer", ANNA, ABOUT_ANNA), card(100_000, 30_000))
    yield stall
    stall.close()


@pytest.fixture
def two(stall):
    """Anna, who has points, credit and a card, and Budi, who has too."""
    tell(stall, ("customer", BUDI, {**ABOUT_ANNA, "name": "Budi", "phone": "", "email": ""}))
    return anna(stall), stall.till.customers.find(BUDI)


@pytest.mark.parametrize("way", ["points", "credit", "account", "card"])
def test_what_one_customer_gave_is_never_part_of_anothers_sale(stall, two, way):
    till, (first, second) = stall.till, two
    buy(stall)
    till.customers.choose(first)
    pay = {
        "points": lambda: till.customers.points.pay(100),
        "credit": lambda: till.customers.pay_credit(1_000),
        "account": lambda: till.customers.pay_account(1_000),
        "card": lambda: till.cards.pay(CODE, 1_000),
    }[way]
    pay()
    for other in (second, None):
        with pytest.raises(PartPaid):
            till.customers.choose(other)
    till.scan(BUDI)
    stall.pay()
    sale = last(stall)
    assert sale["customer"] == first.key
    assert (stall.till.customers.find(BUDI).points, stall.till.customers.find(BUDI).credit_minor) == (500, 20_000)


def test_a_refund_undoes_the_points_of_whoever_bought_and_nobody_elses(stall, two):
    till, (first, second) = stall.till, two
    buy(stall)
    till.customers.choose(first)
    till.customers.points.pay(500)
    stall.pay()
    sold = till.returns.find(last(stall)["number"])
    till.customers.choose(second)
    till.returns.take_all_back(sold)
    till.checkout.pay(POINTS, -5_000, reference=second.key)
    stall.pay()
    assert last(stall)["customer"] == first.key
    assert (anna(stall).points, till.customers.find(BUDI).points) == (500, 500)


def test_an_exchange_for_somebody_else_leaves_the_points_of_whoever_bought(stall, two):
    till, (first, second) = stall.till, two
    buy(stall)
    till.customers.choose(first)
    stall.pay()
    sold = till.returns.find(last(stall)["number"])
    till.customers.choose(second)
    till.returns.take_all_back(sold)
    buy(stall, COFFEE, COFFEE)
    stall.pay()
    assert last(stall)["points"]["earned"] == 36
    assert (anna(stall).points, till.customers.find(BUDI).points) == (518, 536)


def test_a_customer_is_not_forgotten_while_their_sale_is_paid(stall, tmp_path):
    till = stall.till
    buy(stall)
    till.customers.choose(anna(stall))
    till.checkout.pay_cash(18_000)
    with pytest.raises(PaymentRunning):
        till.customers.forget(anna(stall))
    stall.settle()
    again = Stall(crash_copy(stall.path, tmp_path / "again").parent)
    assert again.lines() == []
    again.close()


def test_a_customer_who_gave_a_part_is_not_forgotten_before_the_sale_is_finished(stall):
    till = stall.till
    buy(stall)
    till.customers.choose(anna(stall))
    till.customers.pay_account(10_000)
    with pytest.raises(PartPaid):
        till.customers.forget(anna(stall))
    stall.pay()
    assert last(stall)["customer"] == ANNA


def test_the_open_sale_of_a_forgotten_customer_is_nobodys_at_everybodys_prices(stall, tmp_path):
    till = stall.till
    tell(stall, ("price", COFFEE, {"price_minor": 18_000, "groups": {"member": 15_000}}))
    till.customers.choose(anna(stall))
    buy(stall)
    till.customers.forget(anna(stall))
    stall.settle()
    again = Stall(crash_copy(stall.path, tmp_path / "again").parent)
    for counter in (stall, again):
        assert (counter.till.sale.customer, counter.till.checkout.due_minor()) == (None, 18_000)
    again.close()


def test_another_customers_sale_goes_on_while_somebody_is_forgotten(stall, two, tmp_path):
    till, (first, second) = stall.till, two
    buy(stall)
    till.customers.choose(second)
    till.checkout.pay_cash(18_000)
    till.customers.forget(first)
    assert last(stall)["customer"] == second.key
    assert stall.lines() == []
