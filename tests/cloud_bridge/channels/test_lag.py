from __future__ import annotations

import pytest

from cloud_bridge.channels import lag
from cloud_bridge.channels.models import Listing
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.models import Order
from tests.cloud_bridge.channels.days import HOUR_MS, hour_passes, settle


@pytest.fixture
def shop(on_sale):
    return on_sale


def test_lags_are_counted_by_direction_and_summed_up(shop):
    Listing.objects.update(pushed=None)
    at_ms = now_ms()
    lag.note(shop.channel, lag.ORDER, [40] * 18 + [900, 5_400_000], at_ms)
    lag.note(shop.channel, lag.ORDER, [45], at_ms)
    assert lag.over(shop.channel, lag.ORDER, at_ms) == (21, 50, 1_000, 5_400_000)
    assert lag.over(shop.channel, lag.ORDER, at_ms + 2 * HOUR_MS) == (0, 0, 0, 0)
    assert lag.over(shop.channel, lag.ORDER, at_ms - 24 * HOUR_MS).many == 21


def test_an_order_and_a_number_each_leave_their_lag(shop):
    before = lag.over(shop.channel, lag.STOCK, 0).many
    shop.market.buy("1", shop.keys["A"], 1, now_ms() - 2_500)
    for _ in range(2):
        hour_passes()
        shop.run("orders", "stock")
    came = lag.over(shop.channel, lag.ORDER, 0)
    assert came.many == 1
    assert 2_500 <= came.longest_ms < 10_000
    assert lag.over(shop.channel, lag.STOCK, 0).many == before + 1


def test_the_first_reading_of_old_orders_is_no_lag(stall):
    key = stall.market.put_on_sale("1", "A")
    stall.market.buy("1", key, 1, now_ms() - HOUR_MS)
    settle(stall)
    assert Order.objects.count() == 1
    assert lag.over(stall.channel, lag.ORDER, 0).many == 0
