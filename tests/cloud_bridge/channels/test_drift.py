from __future__ import annotations

import pytest

from cloud_bridge.channels import drift
from cloud_bridge.channels.models import Channel, Drift
from cloud_bridge.keys import now_ms
from tests.cloud_bridge.channels.days import day_passes, hour_passes, logged, settle


@pytest.fixture
def shop(on_sale):
    return on_sale


def causes():
    return sorted(row.cause for row in Drift.objects.all())


def test_a_number_that_somebody_else_wrote_is_logged_once_and_written_again(shop):
    shop.market.overwrite(shop.keys["A"], 99)
    settle(shop)
    assert logged() == [("stock", "1/", "10", "99", drift.OVERWRITTEN)]
    assert Drift.objects.get().repaired_at_ms >= Drift.objects.get().at_ms
    assert shop.market.stock[shop.keys["A"]] == 10
    assert drift.second_master(shop.channel, now_ms()) == []


def test_twice_in_a_day_is_another_tool(shop):
    for sku in ("A", "B"):
        shop.market.overwrite(shop.keys[sku], 99)
        settle(shop)
    assert causes() == [drift.SECOND_MASTER] * 2
    assert [one.sku for one in drift.second_master(shop.channel, now_ms())] == ["A", "B"]


def test_a_hand_that_slips_once_a_week_is_no_other_tool(shop):
    for _week in range(2):
        shop.market.overwrite(shop.keys["A"], 99)
        settle(shop)
        day_passes()
    assert causes() == [drift.OVERWRITTEN] * 2


def test_nobody_fights_over_a_listing_more_often_than_once_a_minute(shop):
    for stock in (50, 60):
        shop.market.overwrite(shop.keys["A"], stock)
        Channel.objects.update(audited_at_ms=0, pulled_at_ms=0)
        shop.run("listings", "orders", "listings", "stock")
    assert shop.market.stock[shop.keys["A"]] == 60
    due_ms = shop.listing("A").next_try_at_ms
    assert 30_000 < due_ms - now_ms() <= 60_000
    settle(shop)
    assert shop.market.stock[shop.keys["A"]] == 10
    assert Drift.objects.filter(repaired_at_ms=None).count() == 0


def test_a_sale_here_is_written_although_somebody_fights(shop):
    test_nobody_fights_over_a_listing_more_often_than_once_a_minute(shop)
    shop.market.overwrite(shop.keys["A"], 70)
    Channel.objects.update(audited_at_ms=0, pulled_at_ms=0)
    shop.run("listings", "orders", "listings")
    shop.move("A", -1)
    shop.run("stock")
    assert shop.market.stock[shop.keys["A"]] == 9


def test_what_orders_explain_is_no_drift(shop):
    shop.market.buy("1", shop.keys["A"], 3, now_ms())
    settle(shop)
    shop.market.stock[shop.keys["A"]] += 3  # the marketplace gives it back by itself
    shop.market.move_on("1", "cancelled", now_ms())
    settle(shop)
    assert logged() == []
    assert shop.market.stock[shop.keys["A"]] == 10


def test_what_is_sold_below_a_cap_is_filled_up_and_no_drift(shop):
    Channel.objects.update(cap_units=4, feed_cursor=0)
    settle(shop)
    shop.market.buy("1", shop.keys["A"], 2, now_ms())
    settle(shop)
    assert (logged(), shop.market.stock[shop.keys["A"]]) == ([], 4)


def test_an_order_that_came_late_clears_whoever_was_suspected(shop):
    shop.market.stock[shop.keys["A"]] -= 2
    settle(shop)
    assert causes() == [drift.OVERWRITTEN]
    shop.market.buy("1", shop.keys["A"], 2, Drift.objects.get().at_ms - 1)
    settle(shop)
    assert causes() == [drift.MISSED_ORDER]


@pytest.mark.parametrize("units", [4, -3])
def test_a_campaign_that_takes_or_gives_stock_is_called_so(shop, units):
    shop.market.campaign(shop.keys["A"], 3)
    settle(shop)
    Drift.objects.all().delete()
    shop.market.campaign(shop.keys["A"], units)
    settle(shop)
    assert logged() == [("stock", "1/", "10", str(10 - units), drift.CAMPAIGN)]
    assert shop.market.stock[shop.keys["A"]] == 10


def test_a_write_that_came_after_the_next_one_is_a_lost_answer(shop):
    shop.market.holds_writes = True
    shop.move("A", -1)
    shop.run("stock")
    shop.market.holds_writes = False
    hour_passes()
    shop.move("A", -1)
    shop.run("stock")
    shop.market.land()
    settle(shop)
    assert logged() == [("stock", "1/", "8", "9", drift.LOST_ANSWER)]
    assert shop.market.stock[shop.keys["A"]] == 8


def test_what_is_not_counted_there_is_counted_again_and_said(shop):
    shop.market.uncounted.add(shop.keys["A"])
    hour_passes()
    shop.run("listings")
    assert logged() == [("listing", "1/", "10", "", drift.UNMANAGED)]
    assert Drift.objects.get().repaired_at_ms is None
    settle(shop)
    assert Drift.objects.get().repaired_at_ms
    assert shop.listing("A").is_counted


def test_what_a_marketplace_will_not_count_is_one_row_and_not_written_for_ever(shop):
    shop.market.uncounted.add(shop.keys["A"])
    shop.market.refused[shop.keys["A"]] = "not counted"
    shop.market.uncounted = frozenset(shop.market.uncounted)
    for _ in range(3):
        settle(shop)
    assert causes() == [drift.UNMANAGED]
    assert shop.listing("A").refused == "not counted"


# --- compare and set


def test_a_number_that_changed_unseen_is_not_overwritten_until_orders_were_read(shop):
    shop.market.compares = True
    shop.market.buy("1", shop.keys["A"], 2, now_ms())
    shop.move("A", -1)
    shop.run("stock")
    assert shop.market.stock[shop.keys["A"]] == 8  # ten less two; nine would sell one too many
    assert shop.listing("A").next_try_at_ms > now_ms()
    Channel.objects.update(pulled_at_ms=0)
    shop.run("orders", "stock", "stock")
    assert shop.market.stock[shop.keys["A"]] == 7
    assert logged() == []


def test_a_number_that_nobody_explains_is_compared_logged_and_written(shop):
    shop.market.compares = True
    shop.market.overwrite(shop.keys["A"], 99)
    shop.move("A", -1)
    shop.run("stock")
    assert shop.market.stock[shop.keys["A"]] == 99
    settle(shop)
    assert logged() == [("stock", "1/", "10", "99", drift.OVERWRITTEN)]
    assert shop.market.stock[shop.keys["A"]] == 9


def test_after_a_lost_answer_nothing_is_compared(shop):
    shop.market.compares = True
    shop.market.loses_answers = True
    shop.move("A", -1)
    shop.run("stock")
    shop.market.loses_answers = False
    hour_passes()
    shop.run("stock")
    assert (shop.market.stock[shop.keys["A"]], logged()) == (9, [])
