from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.orders import audit as orders
from cloud_bridge.orders.models import Order
from cloud_bridge.people import audit, card_ledger
from cloud_bridge.people.models import Card, CardMove, Customer
from cloud_bridge.replication.models import Entry, FeedRow
from tests.cloud_bridge.people.counter import ANNA, CARD, Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    return Counter()


def states():
    return sorted(CardMove.objects.values_list("amount_minor", "state"))


def told(counter, table, key):
    row = FeedRow.objects.get(scope=counter.shop.merchant.key, table=table, key=key)
    return row.data


def test_a_card_that_was_sold_is_owed_and_never_earned(counter):
    counter.issue(100_000)
    counter.send()
    assert counter.balance() == 100_000
    order = Order.objects.get()
    assert (order.total_minor, order.lines.count()) == (0, 0)
    assert order.payments.get().amount_minor == 100_000
    assert list(orders.differences(counter.shop.merchant.key)) == []
    assert '"balance_minor":100000' in told(counter, "card", CARD)


def test_what_is_spent_goes_off_the_card_once_however_often_it_is_told(counter):
    counter.issue(100_000)
    counter.sale([("gift_card", 60_000, CARD), ("cash", 5_000, "")])
    for _ in range(3):
        counter.send()
    assert counter.balance() == 40_000
    assert states() == [(-60_000, "booked"), (100_000, "booked")]


def test_of_two_spends_that_do_not_fit_together_one_wins_and_the_other_waits_for_a_person(counter):
    counter.issue(100_000)
    counter.send()
    for till in (0, 1):
        counter.sale([("gift_card", 60_000, CARD)], till)
    counter.send()
    assert counter.balance() == 40_000
    assert states() == [(-60_000, "booked"), (-60_000, "short"), (100_000, "booked")]
    assert Order.objects.count() == 3  # both sales were made, and both are in the books
    assert not Entry.objects.exclude(refused="").exists()


def test_a_blocked_card_is_not_spent(counter):
    counter.issue(100_000)
    counter.send()
    card = Card.objects.get()
    card.is_active = False
    card.save()
    counter.sale([("gift_card", 60_000, CARD)])
    counter.send()
    assert counter.balance() == 100_000
    assert states()[0] == (-60_000, "short")


def test_a_card_nobody_knows_has_a_place_for_what_was_taken_from_it(counter):
    counter.sale([("gift_card", 60_000, "ab" * 32)])
    counter.send()
    assert counter.balance("ab" * 32) == 0
    assert states() == [(-60_000, "short")]


def test_a_person_books_what_did_not_fit_or_writes_it_off_once(counter):
    counter.sale([("gift_card", 60_000, CARD)])
    counter.sale([("gift_card", 7_000, CARD)])
    counter.send()
    key = counter.shop.merchant.key
    first, second = CardMove.objects.order_by("pk").values_list("pk", flat=True)
    assert card_ledger.decide(key, first, is_booked=True)
    assert card_ledger.decide(key, second, is_booked=False)
    assert not card_ledger.decide(key, first, is_booked=False)
    assert counter.balance() == -60_000
    assert list(audit.differences(key)) == []


def test_money_that_comes_back_goes_to_the_card_it_came_from(counter):
    counter.issue(100_000)
    sale = counter.sale([("gift_card", 60_000, CARD)])
    counter.sale([("gift_card", -20_000, CARD)], refunds=sale["sale"])
    counter.send()
    assert counter.balance() == 60_000


def test_money_that_comes_back_may_open_a_card(counter):
    counter.sale([("credit", -20_000, "cd" * 32)], refunds="")
    counter.send()
    assert Card.objects.get().kind == "credit"
    assert counter.balance("cd" * 32) == 20_000


def test_a_void_undoes_everything_its_sale_did(counter):
    counter.issue(100_000)
    counter.join()
    sale = counter.sale([("gift_card", 60_000, CARD)], points={"earned": 6, "spent": 0}, customer=ANNA)
    counter.void(sale)
    counter.send()
    assert (counter.balance(), counter.points()) == (100_000, 0)


def test_an_account_may_be_overdrawn_as_far_as_the_owner_says(counter):
    counter.join()
    counter.send()
    customer = Customer.objects.get()
    customer.limit_minor = 50_000
    customer.save()
    counter.sale([("account", 40_000, ANNA)])
    counter.sale([("account", 20_000, ANNA)])
    counter.issue(30_000, ANNA)
    counter.send()
    assert counter.balance(ANNA) == -10_000
    assert states() == [(-40_000, "booked"), (-20_000, "short"), (30_000, "booked")]
    assert '"credit_minor":-10000' in told(counter, "customer", ANNA)
    assert not FeedRow.objects.filter(table="card").exists()


def test_credit_never_becomes_a_debt(counter):
    counter.join()
    counter.issue(30_000, ANNA)
    counter.send()
    Customer.objects.update(limit_minor=50_000)
    counter.sale([("credit", 20_000, ANNA)])
    counter.sale([("credit", 20_000, ANNA)])
    counter.send()
    assert counter.balance(ANNA) == 10_000


steps = st.lists(
    st.tuples(st.sampled_from(["issue", "spend", "back", "send0", "send1"]), st.integers(0, 1), st.integers(1, 120)),
    max_size=14,
)


def test_no_order_of_events_overdraws_a_card_or_loses_a_move(counter):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def law(script):
        with transaction.atomic():
            fresh = Counter()
            moves = 0
            for what, till, amount in script:
                moves += not what.startswith("send")
                if what == "issue":
                    fresh.issue(amount * 1_000, till=till, card=CARD)
                elif what == "spend":
                    fresh.sale([("gift_card", amount * 1_000, CARD)], till)
                elif what == "back":
                    fresh.sale([("gift_card", -amount * 1_000, CARD)], till, refunds="")
                else:
                    fresh.send(int(what[-1]))
            fresh.send()
            fresh.send()
            found = CardMove.objects.filter(card__merchant=fresh.shop.merchant)
            assert found.count() == moves
            booked = sum(found.filter(state="booked").values_list("amount_minor", flat=True))
            assert booked == sum(
                Card.objects.filter(merchant=fresh.shop.merchant).values_list("balance_minor", flat=True)
            )
            assert booked >= 0
            assert list(audit.differences(fresh.shop.merchant.key)) == []
            transaction.set_rollback(True)

    law()


@pytest.mark.django_db(transaction=True)
def test_of_two_tills_that_spend_at_the_same_moment_exactly_one_wins(counter):
    counter.issue(100_000)
    counter.send()
    for till in (0, 1):
        counter.sale([("gift_card", 60_000, CARD)], till)
    start, failures = threading.Barrier(2), []

    def work(till):
        try:
            start.wait(20)
            counter.send(till)
        except Exception as error:  # noqa: BLE001 - told to the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(till,)) for till in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert counter.balance() == 40_000
    assert states() == [(-60_000, "booked"), (-60_000, "short"), (100_000, "booked")]
