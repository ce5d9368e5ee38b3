from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.port import (
    CANCELLED,
    COMPLETED,
    READY,
    RETURNING,
    SHIPPED,
    TO_PREPARE,
    UNPAID,
    ListingKey,
    MarketOrder,
)
from cloud_bridge.connectors.port import OrderLine as MarketLine
from cloud_bridge.orders import audit, book, states
from cloud_bridge.orders.models import Order, OrderLine
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock import audit as stock
from cloud_bridge.stock.models import KitPart
from tests.cloud_bridge.shop import Shop

pytestmark = pytest.mark.django_db
TEA, MILK = ListingKey("1", "a"), ListingKey("2")


@pytest.fixture
def shop():
    return Shop()


def update(state, at_ms=1, order_id="X-1", teas=2):
    lines = (MarketLine(TEA, "TEH-0", "Teh", teas, 1_000), MarketLine(MILK, "SUSU", "Susu", 1, 500))
    return MarketOrder(order_id, state, state.upper(), 1, at_ms, "IDR", 2_500, "Budi", lines, {"state": state})


def take_in(shop, *orders, variants=None):
    known = {TEA: shop.variants[0]} if variants is None else variants
    return book.take_in(shop.merchant.key, [shop.store.key], "channel-1", orders, known)


def row_of(order):
    row = FeedRow.objects.filter(table="order", key=order.key).first()
    return json.loads(row.data) if row and row.data else None


def test_an_order_holds_its_goods_and_is_on_the_stores_board(shop):
    take_in(shop, update(TO_PREPARE))
    order = Order.objects.get()
    assert shop.level() == (100_000, 2_000)
    row = row_of(order)
    assert (row["channel"], row["number"], row["state"]) == ("channel-1", "X-1", TO_PREPARE)
    assert [(line["sku"], line["variant"]) for line in row["lines"]] == [("TEH-0", shop.variants[0]), ("SUSU", None)]


def test_the_same_update_again_changes_nothing(shop):
    assert len(take_in(shop, update(TO_PREPARE))) == 1
    head = shop.head()
    assert take_in(shop, update(TO_PREPARE)) == []
    assert take_in(shop, update(UNPAID)) == []
    assert shop.head() == head


def test_a_shipped_order_leaves_the_board_and_the_shelf(shop):
    take_in(shop, update(READY), update(SHIPPED, 2))
    order = Order.objects.get()
    assert shop.level() == (98_000, 0)
    assert row_of(order) is None
    assert (order.state, order.is_gone) == (SHIPPED, True)


def test_an_order_first_seen_as_shipped_takes_its_goods_along(shop):
    take_in(shop, update(SHIPPED))
    assert shop.level() == (98_000, 0)


def test_a_cancelled_order_gives_its_goods_back(shop):
    take_in(shop, update(TO_PREPARE))
    take_in(shop, update(CANCELLED, 2))
    assert shop.level() == (100_000, 0)
    assert row_of(Order.objects.get()) is None


def test_an_order_first_seen_as_cancelled_holds_nothing(shop):
    take_in(shop, update(CANCELLED))
    assert shop.level() == (100_000, 0)


def test_a_word_lapak_does_not_know_leaves_the_state_alone(shop):
    take_in(shop, update(READY))
    strange = update("", 2)
    take_in(shop, strange)
    assert Order.objects.get().state == READY


def test_a_late_update_does_not_bring_old_details_back(shop):
    take_in(shop, update(SHIPPED, 5))
    take_in(shop, update(TO_PREPARE, 3))
    order = Order.objects.get()
    assert (order.state, order.raw_state, order.updated_at_ms) == (SHIPPED, "SHIPPED", 5)


def test_a_late_update_may_say_that_goods_have_left_and_changes_no_words(shop):
    take_in(shop, update(READY, 5))
    take_in(shop, update(SHIPPED, 3))
    order = Order.objects.get()
    assert (order.state, order.left_at_ms, order.updated_at_ms) == (SHIPPED, 3, 5)
    assert (order.raw_state, order.raw) == ("READY", {"state": READY})
    assert shop.level() == (98_000, 0)


@pytest.mark.parametrize("state", [TO_PREPARE, SHIPPED, CANCELLED])
def test_many_orders_take_as_many_statements_as_a_few(shop, state, django_assert_num_queries):
    def orders(first, count, said, at_ms):
        return [update(said, at_ms, f"X-{first + number}") for number in range(count)]

    take_in(shop, *orders(0, 120, READY, 1))
    with CaptureQueriesContext(connection) as few:
        take_in(shop, *orders(0, 2, state, 2), *orders(1_000, 2, state, 2))
    with django_assert_num_queries(len(few)):
        take_in(shop, *orders(2, 100, state, 2), *orders(2_000, 100, state, 2))


def test_a_line_without_a_listing_moves_stock_once_it_is_linked(shop):
    take_in(shop, update(TO_PREPARE))
    assert book.link(shop.merchant.key, "channel-1", MILK, shop.variants[1]) == 1
    assert book.link(shop.merchant.key, "channel-1", MILK, shop.variants[1]) == 0
    assert shop.level(1) == (100_000, 1_000)
    assert list(audit.differences(shop.merchant.key)) == []


def test_an_update_links_lines_whose_listing_has_a_variant_by_now(shop):
    take_in(shop, update(TO_PREPARE), variants={})
    assert shop.level() == (100_000, 0)
    take_in(shop, update(TO_PREPARE))
    assert shop.level() == (100_000, 2_000)


def test_check_names_a_promise_that_no_order_made(shop):
    take_in(shop, update(TO_PREPARE))
    assert list(audit.differences(shop.merchant.key)) == []
    OrderLine.objects.filter(line=1).update(variant=None)
    assert len(list(audit.differences(shop.merchant.key))) == 1


@given(st.lists(st.sampled_from([*states.IN_ORDER, "", "strange"])), st.randoms())
def test_the_last_state_does_not_depend_on_the_order_of_updates(said, random):
    def end(updates):
        state = states.FIRST
        for one in updates:
            state = states.later(state, one)
        return state

    shuffled = [*said, *said]
    random.shuffle(shuffled)
    assert end(shuffled) == end(said)


def test_orders_and_stock_end_the_same_in_any_order_of_updates(shop):
    states_said = st.sampled_from([UNPAID, TO_PREPARE, READY, SHIPPED, RETURNING, CANCELLED, ""])
    updates = st.lists(st.tuples(states_said, st.integers(0, 3)), min_size=1)

    def end(script):
        with transaction.atomic():
            for said in script:
                take_in(shop, said)
            order = Order.objects.get()
            lines = list(order.lines.order_by("line").values_list("listing", "quantity_milli"))
            ended = (order.state, order.is_gone, order.raw_state, lines, shop.level(), row_of(order) is None)
            assert list(audit.differences(shop.merchant.key)) == []
            assert list(stock.differences(shop.merchant.key)) == []
            transaction.set_rollback(True)
        return ended

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(updates, st.randoms())
    def law(said, random):
        script = [update(state, at_ms, teas=teas) for at_ms, (state, teas) in enumerate(said, 1)]
        shuffled = [*script, *script]
        random.shuffle(shuffled)
        assert end(shuffled) == end(script)

    law()


def test_units_that_the_marketplace_takes_out_of_an_order_are_free_again(shop):
    take_in(shop, update(TO_PREPARE, teas=3))
    assert shop.level()[1] == 3_000
    take_in(shop, update(TO_PREPARE, 2, teas=1))
    assert shop.level()[1] == 1_000
    take_in(shop, update(SHIPPED, 3, teas=1))
    take_in(shop, update(COMPLETED, 4, teas=0))
    assert shop.level() == (99_000, 0)
    assert list(audit.differences(shop.merchant.key)) == list(stock.differences(shop.merchant.key)) == []


def test_a_line_that_was_added_later_is_promised_too(shop):
    first = update(TO_PREPARE)
    take_in(shop, replace(first, lines=first.lines[1:]))
    assert shop.level()[1] == 0
    take_in(shop, update(TO_PREPARE, 2))
    assert shop.level()[1] == 2_000
    assert [line.line for line in OrderLine.objects.order_by("line")] == [1, 2]


def test_a_kit_promises_and_sends_its_parts(shop):
    tea, milk, kit = shop.variants
    KitPart.objects.create(kit_id=kit, part_id=tea, quantity_milli=2_000)
    KitPart.objects.create(kit_id=kit, part_id=milk)
    take_in(shop, update(TO_PREPARE, teas=3), variants={TEA: kit})
    assert (shop.level(0)[1], shop.level(1)[1]) == (6_000, 3_000)
    KitPart.objects.all().delete()  # what was promised stays promised
    take_in(shop, update(SHIPPED, 2, teas=3), variants={TEA: kit})
    assert (shop.level(0), shop.level(1)) == ((94_000, 0), (97_000, 0))
    assert list(audit.differences(shop.merchant.key)) == list(stock.differences(shop.merchant.key)) == []
