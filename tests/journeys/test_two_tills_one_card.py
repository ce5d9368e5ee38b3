"""Two tills, one gift card, one customer, and a cable that is out: what both sides end with."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import card as core
from appliance.core import entries
from appliance.core.cash import CashRounding
from appliance.core.customer import Customer as Buyer
from appliance.core.key import time_key
from appliance.core.line import Item
from appliance.core.personal import personal
from appliance.core.sale import Sale
from appliance.core.tender import Payment
from cloud_bridge.fleet.models import Till
from cloud_bridge.people import audit
from cloud_bridge.people.models import Card, CardMove, Customer
from cloud_bridge.replication import audit as feed
from tests.cloud_bridge.shop import Shop
from tests.journeys.goods import PPN
from tests.journeys.two_sides import BridgeSide, TillSide, empty_store, heal

pytestmark = pytest.mark.django_db

CODE = core.new_code(b"12345678")
CARD = core.key_of(CODE)
ANNA = time_key(5, b"annaannaan")


class Pair:
    """Two tills of one shop, each with its cable to the bridge."""

    def __init__(self) -> None:
        self.shop = Shop()
        second = Till.objects.create(merchant=self.shop.merchant, store=self.shop.store, name="2", prefix="B")
        keys = (self.shop.till.key, second.key)
        self.tills = [TillSide(key, empty_store()).claim(self.shop.store.key, self.shop.merchant.key) for key in keys]
        self.bridges = [BridgeSide(key) for key in keys]
        self._sales = 0

    def sell(self, at, tender, minor, *, card="", customer=""):
        """Sell something for so much, paid in one way; a card if its key is given."""
        self._sales += 1
        till = self.tills[at]
        sale = Sale(time_key(self._sales, bytes([at]) * 10), till.clock)
        item = Item("", CODE[-4:], "Gift card", minor, PPN, card=card) if card else Item("x", "x", "Teh", minor, PPN)
        sale.add(item)
        sale.customer = Buyer(customer) if customer else None
        payment = Payment(minor, CashRounding(), sale.tenders)
        payment.pay(f"t{self._sales}", tender, minor, CARD if tender == "gift_card" else "")
        till.clock += 1
        till.books.complete_sale(
            lambda number: entries.sale_completed(sale, number, "shift", "IDR", payment), at_ms=till.clock, by=""
        ).result()

    def heal(self, *tills):
        for at in tills or (0, 1, 0, 1):
            heal(self.tills[at], self.bridges[at])

    def balances(self):
        known = [till.books.customers.card(CARD) for till in self.tills]
        return [card and card.balance_minor for card in known]


@pytest.fixture
def pair():
    return Pair()


def test_a_card_sold_at_one_till_is_spent_at_the_other_and_every_side_knows_what_is_left(pair):
    pair.sell(0, "cash", 100_000, card=CARD)
    pair.heal()
    assert pair.balances() == [100_000, 100_000]
    pair.sell(1, "gift_card", 60_000)
    assert pair.balances() == [100_000, 40_000]
    pair.heal()
    assert pair.balances() == [40_000, 40_000]


def test_of_two_tills_in_the_dark_one_wins_and_both_sales_stand(pair):
    pair.sell(0, "cash", 100_000, card=CARD)
    pair.heal()
    for at in (0, 1):
        pair.sell(at, "gift_card", 60_000)
    pair.heal()
    assert Card.objects.get().balance_minor == 40_000
    assert sorted(CardMove.objects.values_list("state", flat=True)) == ["booked", "booked", "short"]
    assert pair.balances() == [40_000, 40_000]
    assert list(feed.differences(pair.shop.merchant.key)) == []


def test_a_customer_added_at_one_till_is_known_at_the_other_until_they_are_forgotten(pair):
    told = personal(b"s" * 16, "Anna Wijaya", "+62 812 345")
    first, second = pair.tills
    first.books.customers.record("customer.added", entries.customer_added(ANNA, told), told, at_ms=9, by="").result()
    pair.heal()
    assert [found.name for found in second.books.customers.search("wijaya")] == ["Anna Wijaya"]
    second.books.customers.record("customer.forgotten", entries.customer_forgotten(ANNA), None, at_ms=9, by="").result()
    pair.heal()
    for till in pair.tills:
        assert till.books.customers.search("wijaya") == []
        assert "Wijaya" not in "\n".join(till.db.iterdump())
    assert Customer.objects.get().name == ""


steps = st.lists(
    st.tuples(st.sampled_from(["sell", "spend", "spend", "heal"]), st.integers(0, 1), st.integers(1, 90)), max_size=10
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_whatever_happens_in_whatever_order_all_sides_end_with_the_same_balance(script):
    from django.db import transaction

    with transaction.atomic():
        pair = Pair()
        for what, at, amount in script:
            if what == "sell":
                pair.sell(at, "cash", amount * 1_000, card=CARD)
            elif what == "spend":
                pair.sell(at, "gift_card", amount * 1_000)
            else:
                pair.heal(at)
        pair.heal()
        moves = CardMove.objects.filter(card__merchant=pair.shop.merchant)
        assert moves.count() == sum(what in ("sell", "spend") for what, _, _ in script)
        if moves:
            balance = Card.objects.get(merchant=pair.shop.merchant).balance_minor
            assert balance >= 0
            assert pair.balances() == [balance, balance]
        assert list(audit.differences(pair.shop.merchant.key)) == []
        transaction.set_rollback(True)
