"""What the office sees of drift, lag and oversells, and what its buttons do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cloud_bridge.catalog.models import Variant
from cloud_bridge.channels import drift, lag
from cloud_bridge.channels.models import Channel, Drift, Listing
from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import ListingKey, MarketOrder, OrderLine
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Store
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import audit as orders_audit
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock import audit as stock_audit
from cloud_bridge.stock import ledger, oversells
from cloud_bridge.stock.models import Level


def count(office, store, variant, units):
    with writing():
        ledger.count(office.merchant.key, (store.key, variant.key), units * 1000, "", now_ms())


@pytest.fixture
def two_left(office):
    """Two shirts of the size are there, and three orders of one each were taken, the last the youngest."""
    office.shirt = office.variant("KAOS-HTM-S")
    with writing():
        place = (office.store.key, office.shirt.key)
        ledger.count(office.merchant.key, place, 2_000, "counted", now_ms())
    for number in range(3):
        said = MarketOrder(
            f"N{number}", port.TO_PREPARE, "paid", now_ms() - 60_000 * (3 - number), now_ms(), "IDR", 89_000, "dewi",
            (OrderLine(ListingKey("1"), "KAOS-HTM-S", "Kaos", 1, 89_000),), {},
        )  # fmt: skip
        book.take_in(
            office.merchant.key, [office.store.key], office.channel.key, [said], {ListingKey("1"): office.shirt.key}
        )
    return office


def press(office, order, verb, **given):
    answer = office.client.post(reverse("admin:stock_oversold_act", args=[order.key, verb]), given, follow=True)
    return answer.content.decode()


def free(store, variant):
    level = Level.objects.get(store=store, variant=variant)
    return level.on_hand_milli - level.reserved_milli


def books_are_right(office):
    return not [*orders_audit.differences(office.merchant.key)] and not [*stock_audit.differences(office.merchant.key)]


def board(store):
    return {row.key for row in FeedRow.objects.filter(scope=store.key, table="order") if row.data}


def test_the_youngest_order_is_the_one_that_is_short(two_left):
    found = oversells.find(two_left.merchant.key)
    assert [(one.missing_milli, [short.order.external_id for short in one.orders]) for one in found] == [
        (1_000, ["N2"])
    ]
    page = two_left.get(reverse("admin:stock_oversells"))
    assert "1 missing" in page
    assert "Cancel: sold out" in page
    assert "Send from" not in page


def test_another_store_that_has_it_sends_it(two_left):
    barn = Store.objects.create(merchant=two_left.merchant, name="Gudang")
    count(two_left, barn, two_left.shirt, 5)
    order = Order.objects.get(external_id="N2")
    assert "Send from Gudang" in two_left.get(reverse("admin:stock_oversells"))
    assert "The other store sends it" in press(two_left, order, "move", store=barn.key)
    assert (free(two_left.store, two_left.shirt), free(barn, two_left.shirt)) == (0, 4_000)
    assert order.key in board(barn)
    assert order.key not in board(two_left.store)
    assert oversells.find(two_left.merchant.key) == []
    assert books_are_right(two_left)
    assert "not possible any more" in press(two_left, order, "move", store=barn.key)


def test_something_else_of_the_same_product_is_sent_instead(two_left):
    other = Variant.objects.filter(product=two_left.shirt.product_id).exclude(pk=two_left.shirt.pk)[0]
    count(two_left, two_left.store, other, 7)
    Level.objects.filter(variant__product=other.product_id).exclude(variant__in=[other, two_left.shirt]).delete()
    order = Order.objects.get(external_id="N2")
    press(two_left, order, "instead", line="1", variant=other.key)
    line = order.lines.get()
    assert (line.variant, line.sku) == (other, other.sku)
    assert (free(two_left.store, two_left.shirt), free(two_left.store, other)) == (0, 6_000)
    book.take_in(two_left.merchant.key, [two_left.store.key], two_left.channel.key, [_again(order)], {})
    assert order.lines.get().variant == other


def _again(order):
    line = OrderLine(ListingKey("1"), "KAOS-HTM-S", "Kaos", 1, 89_000)
    return MarketOrder(
        order.external_id, port.READY, "packed", order.at_ms, now_ms() + 5, "IDR", 89_000, "dewi", (line,), {}
    )


def test_what_nobody_can_send_is_cancelled_at_the_marketplace(two_left):
    order = Order.objects.get(external_id="N2")
    press(two_left, order, "cancel")
    assert Order.objects.get(pk=order.pk).wanted_state == port.CANCELLED
    assert "asked to cancel it" in two_left.get(reverse("admin:stock_oversells"))


@pytest.mark.parametrize(("changed", "value"), [("stage", "packed"), ("is_gone", True), ("state", port.CANCELLED)])
def test_it_is_too_late_for_what_is_packed_gone_or_cancelled(two_left, changed, value):
    barn = Store.objects.create(merchant=two_left.merchant, name="Gudang")
    count(two_left, barn, two_left.shirt, 5)
    Order.objects.filter(external_id="N2").update(**{changed: value})
    order = Order.objects.get(external_id="N2")
    assert "not possible any more" in press(two_left, order, "move", store=barn.key)
    assert Order.objects.get(pk=order.pk).store == two_left.store


def test_a_store_that_has_not_enough_is_not_asked(two_left):
    barn = Store.objects.create(merchant=two_left.merchant, name="Gudang")
    order = Order.objects.get(external_id="N2")
    assert "not possible any more" in press(two_left, order, "move", store=barn.key)


def test_the_channel_page_says_who_else_writes_what_drifted_and_how_long_it_takes(office):
    listing = Listing.objects.create(
        channel=office.channel, external_product="1", name="Kaos Hitam", variant=office.variant("KAOS-HTM-S")
    )
    for number in range(2):
        found = drift.Found(Drift.STOCK, f"{number}/", "5", "9", drift.OVERWRITTEN, listing.pk)
        drift.note(office.channel, [found], now_ms())
    lag.note(office.channel, lag.ORDER, [1_200] * 20, now_ms())
    Channel.objects.update(calls_left=17, audited_at_ms=now_ms())
    page = office.get(reverse("admin:channels_channel_change", args=[office.channel.pk]))
    for words in (
        "Another tool writes stock to this shop: Kaos Hitam.",
        "another tool writes this stock",
        "1.2 s",
        "17",
    ):
        assert words in page
    assert "written by another tool" in office.get("/")
    assert "Kaos Hitam" in office.get(reverse("admin:channels_drift_changelist"), cause=drift.SECOND_MASTER)


def test_a_channel_that_is_in_step_says_so(office):
    page = office.get(reverse("admin:channels_channel_change", args=[office.channel.pk]))
    assert "every number and every order was as it should be" in page
    assert "Another tool" not in page
