from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.stock import audit, availability, ledger
from cloud_bridge.stock.models import Level, Movement
from tests.cloud_bridge.shop import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


def move(shop, at, milli, source):
    return ledger.move(shop.merchant.key, [ledger.Move(shop.store.key, shop.variants[at], "sale", milli, source, 1)])


def hold(shop, at, milli, source):
    return ledger.reserve(shop.merchant.key, [ledger.Hold(shop.store.key, shop.variants[at], milli, source, 1)])


def test_a_cause_moves_stock_once(shop):
    assert move(shop, 0, -1_000, "sale-1") == 1
    assert move(shop, 0, -1_000, "sale-1") == 0
    assert shop.level() == (99_000, 0)


def test_what_is_new_moves_although_what_stands_beside_it_is_not(shop):
    move(shop, 0, -1_000, "sale-1")
    moves = [ledger.Move(shop.store.key, shop.variants[0], "sale", -1_000, f"sale-{n}", 1) for n in (1, 2, 2, 3)]
    assert ledger.move(shop.merchant.key, moves) == 2
    assert shop.level() == (97_000, 0)


def test_a_promise_holds_goods_until_it_is_released(shop):
    assert hold(shop, 0, 2_000, "order-1") == 1
    assert hold(shop, 0, 2_000, "order-1") == 0
    assert shop.level() == (100_000, 2_000)
    assert ledger.release(shop.merchant.key, {"order-1": 2}) == 1
    assert ledger.release(shop.merchant.key, {"order-1": 3}) == 0
    assert shop.level() == (100_000, 0)


def test_goods_that_left_are_neither_held_nor_on_hand(shop):
    hold(shop, 0, 2_000, "order-1")
    assert ledger.fulfil(shop.merchant.key, {"order-1": 2}) == 1
    assert ledger.fulfil(shop.merchant.key, {"order-1": 3}) == 0
    assert shop.level() == (98_000, 0)


def test_goods_may_leave_after_their_promise_was_taken_back(shop):
    hold(shop, 0, 2_000, "order-1")
    ledger.release(shop.merchant.key, {"order-1": 2})
    assert ledger.fulfil(shop.merchant.key, {"order-1": 3}) == 1
    assert shop.level() == (98_000, 0)


def test_a_count_ends_at_what_was_counted(shop):
    move(shop, 0, -1_000, "sale-1")
    assert ledger.count(shop.merchant.key, (shop.store.key, shop.variants[0]), 42_000, "count-1", 2) == -57_000
    assert shop.level() == (42_000, 0)


def test_a_level_that_did_not_change_has_no_new_version(shop):
    head = shop.head()
    key = shop.variants[0]
    moves = [ledger.Move(shop.store.key, key, "sale", milli, f"s{milli}", 1) for milli in (-500, 500)]
    assert ledger.move(shop.merchant.key, moves) == 2
    assert shop.head() == head


def test_a_channel_may_offer_whole_units_less_promises_and_buffer(shop):
    move(shop, 0, -95_500, "sale-1")
    hold(shop, 0, 1_000, "order-1")
    keys = [shop.variants[0], shop.variants[1]]
    assert availability.available_milli(shop.store.key, keys) == {keys[0]: 3_500, keys[1]: 100_000}
    assert availability.units(shop.store.key, keys, 1) == {keys[0]: 2, keys[1]: 99}
    assert availability.units(shop.store.key, keys, 4)[keys[0]] == 0


def test_check_names_a_level_that_is_not_the_sum_of_its_books(shop):
    assert list(audit.differences(shop.merchant.key)) == []
    Level.objects.filter(variant=shop.variants[1]).update(on_hand_milli=7)
    (said,) = audit.differences(shop.merchant.key)
    assert shop.variants[1] in said


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "hold", "release", "fulfil", "count"]),
        st.integers(0, 2),
        st.integers(-5_000, 5_000),
        st.integers(0, 5),
    ),
    max_size=12,
)


def test_levels_are_always_the_sum_of_movements_and_open_promises(shop):
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def law(script):
        with transaction.atomic():
            for number, (what, at, milli, source) in enumerate(script):
                if what == "move":
                    move(shop, at, milli, f"m{source}")
                elif what == "hold":
                    hold(shop, at, abs(milli), f"h{source}")
                elif what == "release":
                    ledger.release(shop.merchant.key, {f"h{source}": number})
                elif what == "fulfil":
                    ledger.fulfil(shop.merchant.key, {f"h{source}": number})
                else:
                    place = (shop.store.key, shop.variants[at])
                    ledger.count(shop.merchant.key, place, milli, f"c{number}", number)
                    assert shop.level(at)[0] == milli
                assert list(audit.differences(shop.merchant.key)) == []
            transaction.set_rollback(True)

    law()
    assert Movement.objects.count() == 3
