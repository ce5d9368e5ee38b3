from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.channels import audit, trouble, wanted
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.channels.offer import offered
from cloud_bridge.channels.pace import NEVER_MS
from cloud_bridge.connectors.errors import NeedsOwner, TryLater
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Store
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.stock import ledger
from cloud_bridge.stock.models import KitPart


@pytest.fixture
def shop(stall):
    """The stall's goods on sale, read and linked."""
    for product, sku in (("1", "A"), ("2", "B"), ("3", "C")):
        stall.market.put_on_sale(product, sku)
    stall.run("listings", "stock")
    return stall


def shown(shop):
    return {shop.market.sku[key]: stock for key, stock in shop.market.stock.items()}


def test_what_is_on_the_shelf_is_shown_by_the_channel(shop):
    assert shown(shop) == {"A": 10, "B": 10, "C": 10}


def test_a_sale_lowers_what_the_channel_shows(shop):
    shop.move("A", -3)
    shop.run("stock")
    assert shown(shop) == {"A": 7, "B": 10, "C": 10}


def test_only_what_changed_is_written(shop):
    shop.market.writes.clear()
    shop.move("A", -3)
    shop.run("stock")
    shop.run("stock")
    assert [stock for _key, stock in shop.market.writes] == [7]


def test_a_promise_to_another_buyer_is_not_offered(shop):
    shop.reserve("A", 2)
    shop.run("stock")
    assert shown(shop)["A"] == 8


def test_less_than_nothing_is_shown_as_nothing(shop):
    shop.move("A", -12)
    shop.run("stock")
    assert shown(shop)["A"] == 0


def test_part_of_a_unit_is_not_offered(shop):
    with writing():
        place = (shop.store.key, shop.variant("A").key)
        ledger.count(shop.merchant.key, place, 4_999, "count", now_ms())
    shop.run("stock")
    assert shown(shop)["A"] == 4


def test_the_buffer_stays_on_the_shelf(shop):
    Channel.objects.update(buffer_units=4, feed_cursor=0)
    shop.run("stock")
    assert set(shown(shop).values()) == {6}


def test_what_was_never_counted_is_left_alone(shop):
    shop.market.put_on_sale("9", "NEW", stock=5)
    shop.add(["NEW"], units=0)
    Channel.objects.update(scanned_at_ms=0)
    shop.run("listings", "stock")
    assert shop.listing("NEW").variant.sku == "NEW"
    assert (shop.listing("NEW").wanted, shown(shop)["NEW"]) == (None, 5)


def test_a_number_that_changes_while_it_is_written_is_written_again(shop):
    def change():
        shop.market.during_write = None
        shop.move("A", -1)
        wanted.step(shop.fresh(), now_ms())

    shop.move("A", -1)
    shop.market.during_write = change
    shop.run("stock")
    assert [stock for _key, stock in shop.market.writes[-2:]] == [9, 8]
    assert shown(shop)["A"] == 8


def test_after_a_lost_answer_the_number_is_written_again_even_if_the_old_one_is_wanted_back(shop):
    shop.market.loses_answers = True
    shop.move("A", -1)
    shop.run("stock")
    assert shown(shop)["A"] == 9
    shop.market.loses_answers = False
    Channel.objects.update(next_try_at_ms=0)
    shop.move("A", 1)
    shop.run("stock")
    assert shown(shop)["A"] == 10


def test_a_refused_listing_says_why_and_rests(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    shop.market.refused[key] = "Stock should be larger than reserved stock"
    shop.move("A", -1)
    shop.run("stock")
    listing = shop.listing("A")
    assert (listing.refused, listing.pushed) == ("Stock should be larger than reserved stock", 10)
    assert listing.next_try_at_ms > now_ms() + 60_000


def test_a_refused_listing_is_tried_at_once_when_its_number_changes(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    shop.market.refused[key] = "no"
    shop.move("A", -1)
    shop.run("stock")
    del shop.market.refused[key]
    shop.move("A", -1)
    shop.run("stock")
    assert (shop.listing("A").refused, shown(shop)["A"]) == ("", 8)


def test_one_refused_listing_does_not_hold_up_the_others(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    shop.market.refused[key] = "no"
    shop.move("A", -1)
    shop.move("B", -1)
    shop.run("stock")
    assert shown(shop) == {"A": 10, "B": 9, "C": 10}


def test_a_busy_marketplace_is_left_alone_for_a_while_that_doubles(shop):
    shop.market.error = TryLater(market="fake", reason="busy")
    shop.move("A", -1)
    rests = []
    for _ in range(4):
        Channel.objects.update(next_try_at_ms=0)
        shop.run("stock")
        rests.append(shop.fresh().next_try_at_ms - now_ms())
    assert rests[-1] > rests[0]
    assert shop.channel.failures == 4
    shop.market.calls.clear()
    shop.run("stock")
    assert shop.market.calls == []


def test_a_rest_asked_for_is_given(shop):
    shop.market.error = TryLater(market="fake", reason="limit", after_s=3600)
    shop.move("A", -1)
    shop.run("stock")
    assert shop.fresh().next_try_at_ms > now_ms() + 3_500_000


def test_a_success_ends_the_trouble(shop):
    shop.market.error = TryLater(market="fake", reason="busy")
    shop.move("A", -1)
    shop.run("stock")
    shop.market.error = None
    Channel.objects.update(next_try_at_ms=0)
    shop.run("stock")
    assert (shop.fresh().failures, shop.channel.trouble, shown(shop)["A"]) == (0, "", 9)


def test_a_channel_that_needs_its_owner_is_not_called_again_and_says_so(shop):
    shop.market.error = NeedsOwner(market="Fake", reason="authorisation ended")
    shop.move("A", -1)
    shop.run("stock")
    assert shop.fresh().next_try_at_ms == NEVER_MS
    assert "authorisation ended" in trouble.in_words(shop.channel)
    shop.market.error = None
    trouble.clear(shop.channel)
    shop.run("stock")
    assert shown(shop)["A"] == 9


def test_numbers_are_computed_even_while_the_marketplace_is_away(shop):
    Channel.objects.update(next_try_at_ms=NEVER_MS)
    shop.move("A", -4)
    shop.run("stock")
    assert shop.listing("A").wanted == 6


def test_drift_is_believed_only_after_orders_were_read(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    shop.market.overwrite(key, 3)
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings", "stock")
    assert shown(shop)["A"] == 3
    shop.run("orders", "listings", "stock")
    assert shown(shop)["A"] == 10


def test_a_sale_on_the_channel_is_not_taken_for_drift(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    shop.market.buy("1", key, 2, now_ms())
    Channel.objects.update(audited_at_ms=0, pulled_at_ms=0)
    shop.market.writes.clear()
    shop.run("listings", "stock", "orders", "stock", "listings", "stock")
    assert shown(shop)["A"] == 8
    assert all(stock == 8 for _key, stock in shop.market.writes)


def test_an_order_that_a_return_elsewhere_makes_up_for_leaves_the_right_number(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    shop.market.buy("1", key, 2, now_ms())
    shop.move("A", 2)
    Channel.objects.update(pulled_at_ms=0)
    shop.run("orders", "stock")
    assert shown(shop)["A"] == 10


def test_an_order_that_comes_while_its_number_is_written_leaves_the_right_number(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")

    def buy():
        shop.market.during_write = None
        shop.market.buy("1", key, 2, now_ms())
        Channel.objects.update(pulled_at_ms=0)
        shop.run("orders")
        shop.move("A", 2)

    shop.move("A", -1)
    shop.market.during_write = buy
    shop.run("stock")
    shop.run("stock")
    assert shown(shop)["A"] == 9


def test_a_listing_that_vanished_is_not_written(shop):
    key = next(key for key, sku in shop.market.sku.items() if sku == "A")
    del shop.market.stock[key]
    audit.read_back(shop.fresh(), shop.market, ["1"], now_ms() + 1)
    shop.move("A", -1)
    shop.market.calls.clear()
    shop.run("stock")
    assert shop.market.calls == []


def test_a_thousand_changed_listings_are_one_statement(stall, django_assert_max_num_queries):
    stall.add([f"S{n}" for n in range(1000)])
    Listing.objects.bulk_create(
        Listing(channel=stall.channel, external_product=str(n), sku=f"S{n}", name="x") for n in range(1000)
    )
    with django_assert_max_num_queries(25):
        assert wanted.step(stall.fresh(), now_ms()) == 1000


@given(st.integers(-20, 60), st.integers(0, 20), st.integers(0, 100), st.none() | st.integers(0, 30), st.integers(0, 9))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rule_in_sql_is_the_rule_in_words(stall_factory, free, buffer_units, share_percent, cap_units, last_units):
    with stall_factory(["A"]) as stall:
        stall.market.put_on_sale("1", "A")
        stall.run("listings")
        stall.move("A", free - 10)
        rule = {"buffer_units": buffer_units, "share_percent": share_percent, "last_units": last_units}
        Channel.objects.update(**rule, cap_units=cap_units)
        stall.run("stock")
        assert stall.listing("A").wanted == offered(free, stall.channel) == _in_words(free, stall.channel)


def _in_words(free, channel):
    """What is left above the buffer, of that a share, never more than the cap, nothing of the last ones."""
    above = max(0, free - channel.buffer_units)
    if above <= channel.last_units:
        return 0
    return min(int(above * channel.share_percent / 100), 10**9 if channel.cap_units is None else channel.cap_units)


def test_a_channel_may_be_fed_by_more_stores(shop):
    barn = Store.objects.create(merchant=shop.merchant, name="Gudang")
    place = (barn.key, shop.variant("A").key)
    with writing():
        ledger.count(shop.merchant.key, place, 5_000, "count", now_ms())
    shop.channel.more_stores.add(barn)
    Channel.objects.update(feed_cursor=0)
    shop.run("stock")
    assert shown(shop)["A"] == 15
    with writing():
        ledger.move(shop.merchant.key, [ledger.Move(*place, "sale", -2_000, new_key(), now_ms())])
    shop.run("stock")
    assert shown(shop)["A"] == 13


def test_a_kit_is_offered_as_often_as_its_parts_make_it(shop):
    shop.add(["KIT"], units=0)
    shop.market.put_on_sale("4", "KIT", stock=1)
    KitPart.objects.create(kit=shop.variant("KIT"), part=shop.variant("A"), quantity_milli=3_000)
    KitPart.objects.create(kit=shop.variant("KIT"), part=shop.variant("B"), quantity_milli=1_500)
    Channel.objects.update(scanned_at_ms=0)
    shop.run("listings", "stock")
    assert shown(shop)["KIT"] == 3
    shop.move("B", -7)
    shop.run("stock")
    assert shown(shop) == {"A": 10, "B": 3, "C": 10, "KIT": 2}


def test_what_was_not_answered_rests_briefly_while_others_are_answered(shop, settings):
    settings.CHANNEL_PACE = {"rest_s": 1, "longest_rest_s": 60}
    Listing.objects.update(pushed=None, next_try_at_ms=0, failures=9)
    write = shop.market.write_stock
    shop.market.write_stock = lambda writes: write(writes)[:1]
    start = now_ms()
    shop.run("stock")
    silent = Listing.objects.filter(pushed=None)
    assert silent.count() == 2
    assert max(silent.values_list("next_try_at_ms", flat=True)) < start + 5_000
