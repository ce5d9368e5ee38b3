from __future__ import annotations

import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries
from appliance.core.personal import personal
from cloud_bridge.catalog import rows as catalog
from cloud_bridge.people import audit, customers, point_ledger
from cloud_bridge.people.errors import CustomerOwes, CustomersTheSame
from cloud_bridge.people.models import Card, Customer, CustomerGroup, GroupPrice, Loyalty, PointMove, Purchase
from cloud_bridge.replication import audit as feed
from cloud_bridge.replication.models import Entry, FeedRow
from tests.cloud_bridge.people.counter import ANNA, BUDI, Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    return Counter()


def told(table, key):
    data = FeedRow.objects.get(table=table, key=key).data
    return data and json.loads(data)


def refused():
    return dict(Entry.objects.exclude(refused="").values_list("seq", "refused"))


def everything():
    """Every text in every table of the bridge."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def test_a_customer_made_at_one_till_is_told_to_all(counter):
    counter.join()
    counter.send()
    data = told("customer", ANNA)
    assert (data["name"], data["phone"], data["consent"]) == ("Anna Wijaya", "+62 812-3456-7890", True)
    assert "Wijaya" not in Entry.objects.get(type="customer.added").body


def test_what_is_not_what_the_journal_vouches_for_is_refused(counter):
    entry = counter.join()
    entry["personal"] = {**entry["personal"], "name": "Somebody else"}
    counter.send()
    assert list(refused()) == [entry["seq"]]
    assert not Customer.objects.exists()


def test_the_last_word_of_a_customer_counts(counter):
    counter.join()
    said = personal(b"t" * 16, "Anna Halim")
    counter.write("customer.changed", entries.customer_added(ANNA, said), personal=said)
    counter.send()
    customer = Customer.objects.get()
    assert (customer.name, customer.phone, customer.has_consent) == ("Anna Halim", "", False)


@pytest.mark.parametrize("where", ["till", "office"])
def test_who_is_forgotten_is_in_no_table_and_in_no_feed(counter, where):
    counter.join()
    counter.sale([("cash", 9_000, "")], customer=ANNA, points={"earned": 9, "spent": 0})
    counter.send()
    assert "Wijaya" in everything()
    if where == "till":
        counter.write("customer.forgotten", entries.customer_forgotten(ANNA))
        counter.send()
    else:
        customers.forget(Customer.objects.get())
    left = everything()
    for word in ("Wijaya", "812-3456", "anna@example", "likes tea", "s" * 16):
        assert word not in left
    assert told("customer", ANNA) is None
    assert counter.points() == 9
    assert list(feed.differences(counter.shop.merchant.key)) == []


def test_a_till_that_was_away_brings_nobody_back(counter):
    counter.join()
    counter.send()
    customers.forget(Customer.objects.get())
    said = personal(b"t" * 16, "Anna Wijaya")
    counter.write("customer.changed", entries.customer_added(ANNA, said), till=1, personal=said)
    counter.send()
    assert "Wijaya" not in everything()


def test_who_owes_is_not_forgotten_by_the_office(counter):
    counter.join()
    counter.send()
    Customer.objects.update(limit_minor=10_000)
    counter.sale([("account", 5_000, ANNA)])
    counter.send()
    with pytest.raises(CustomerOwes):
        customers.forget(Customer.objects.get())


def test_another_merchants_customer_is_nobody_here(counter):
    stranger = Counter()
    stranger.join()
    stranger.send()
    counter.join(name="Thief")
    counter.sale([("cash", 9_000, "")], customer=ANNA, points={"earned": 9, "spent": 0})
    counter.send()
    assert Customer.objects.get().name == "Anna Wijaya"
    assert counter.points() == 0


def test_a_customer_nobody_has_heard_of_has_a_place_for_what_is_theirs(counter):
    counter.sale([("cash", 9_000, "")], customer=BUDI, points={"earned": 9, "spent": 0})
    counter.send()
    assert counter.points(BUDI) == 9
    assert Purchase.objects.get().customer_id == BUDI


def test_points_are_earned_and_spent_once(counter):
    counter.join()
    counter.sale([("cash", 100_000, "")], customer=ANNA, points={"earned": 100, "spent": 0})
    counter.sale([("points", 600, ANNA)], customer=ANNA, points={"earned": 0, "spent": 60})
    for _ in range(3):
        counter.send()
    assert counter.points() == 40
    assert told("customer", ANNA)["points"] == 40
    assert Purchase.objects.count() == 2


def test_of_two_tills_that_spend_the_same_points_one_wins(counter):
    counter.join()
    counter.sale([("cash", 100_000, "")], customer=ANNA, points={"earned": 100, "spent": 0})
    counter.send()
    for till in (0, 1):
        counter.sale([("points", 600, ANNA)], till, customer=ANNA, points={"earned": 0, "spent": 60})
    counter.send()
    assert counter.points() == 40
    assert sorted(PointMove.objects.values_list("points", "state")) == [
        (-60, "booked"),
        (-60, "short"),
        (100, "booked"),
    ]
    assert refused() == {}


def test_two_tills_that_refund_the_same_sale_undo_its_points_once(counter):
    counter.join()
    counter.sale([("cash", 100_000, "")], customer=ANNA, points={"earned": 100, "spent": 0})
    sale = counter.sale([("points", 600, ANNA)], customer=ANNA, points={"earned": 5, "spent": 60})
    counter.send()
    for till in (0, 1):
        points = {"earned": -5, "spent": -60}
        counter.sale([("points", -600, ANNA)], till, points=points, refunds=sale["sale"])
    counter.send()
    assert counter.points() == 100
    assert list(audit.differences(counter.shop.merchant.key)) == []


def test_points_that_were_spent_meanwhile_may_be_owed(counter):
    counter.join()
    sale = counter.sale([("cash", 100_000, "")], customer=ANNA, points={"earned": 100, "spent": 0})
    counter.sale([("points", 900, ANNA)], customer=ANNA, points={"earned": 0, "spent": 90})
    counter.sale([("cash", -100_000, "")], customer=ANNA, points={"earned": -100, "spent": 0}, refunds=sale["sale"])
    counter.send()
    assert counter.points() == -90


def test_two_customers_that_are_one_become_one_with_everything_they_had(counter):
    counter.join()
    counter.join(BUDI, "A. Wijaya", phone="", email="", salt=b"u" * 16)
    counter.sale([("cash", 9_000, "")], customer=ANNA, points={"earned": 9, "spent": 0})
    counter.issue(30_000, ANNA)
    counter.issue(5_000, BUDI)
    counter.send()
    into, other = Customer.objects.get(key=BUDI), Customer.objects.get(key=ANNA)
    customers.merge(into, other)
    with pytest.raises(CustomersTheSame):
        customers.merge(into, into)
    assert (counter.points(BUDI), counter.balance(BUDI), Purchase.objects.get().customer_id) == (9, 35_000, BUDI)
    assert (told("customer", BUDI)["phone"], told("customer", ANNA)) == ("+62 812-3456-7890", None)
    counter.sale([("cash", 9_000, "")], till=1, customer=ANNA, points={"earned": 9, "spent": 0})
    counter.send()
    assert counter.points(BUDI) == 18
    assert list(audit.differences(counter.shop.merchant.key)) == []
    assert list(feed.differences(counter.shop.merchant.key)) == []


def test_prices_and_points_of_the_owner_are_in_the_feed_and_leave_it_with_their_rows(counter):
    merchant, variant = counter.shop.merchant, counter.shop.variants[0]
    group = CustomerGroup.objects.create(merchant=merchant, key="member", name="Members")
    price = GroupPrice.objects.create(merchant=merchant, variant_id=variant, group=group, price_minor=900)
    Loyalty.objects.create(merchant=merchant, earn_minor_per_point=1_000, value_minor=10)
    assert told("price", variant) == {"price_minor": 1_000, "groups": {"member": 900}}
    assert told("merchant", merchant.key)["points"] == {"earn_minor_per_point": 1_000, "value_minor": 10}
    assert list(feed.differences(merchant.key)) == []
    price.delete()
    assert told("price", variant) == {"price_minor": 1_000}
    assert {row.key for row in catalog.rows(merchant.key) if row.table == "price"} == set(counter.shop.variants)


def test_every_account_is_told_as_part_of_its_customer_and_every_card_as_itself(counter):
    counter.join()
    counter.issue(30_000, ANNA)
    counter.issue(10_000)
    counter.send()
    assert list(feed.differences(counter.shop.merchant.key)) == []
    assert FeedRow.objects.filter(table="card").count() == 1
    assert Card.objects.count() == 2


spends = st.lists(st.tuples(st.integers(-150, 150), st.booleans(), st.integers(0, 6)), max_size=14)


def test_points_are_always_the_sum_of_what_was_booked_and_never_overspent(counter):
    counter.join()
    counter.send()
    key = counter.shop.merchant.key

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(spends)
    def law(script):
        PointMove.objects.all().delete()
        Customer.objects.update(points=0)
        owed = 0
        for number, (points, bound, source) in enumerate(script):
            floor = 0 if bound else None
            point_ledger.move(key, [point_ledger.Move(ANNA, "spent", points, f"s{source}", number, floor)])
            owed = min(owed, 0 if bound else counter.points())
            assert counter.points() >= min(owed, 0)
            assert list(audit.differences(key)) == []
        assert PointMove.objects.count() == len({source for _, _, source in script})

    law()
