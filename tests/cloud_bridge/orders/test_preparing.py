"""What happens on a packing table is in the order book once, and the marketplace's word ends what is wanted of it."""

from __future__ import annotations

import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries
from appliance.core.entries.order import STAGES
from cloud_bridge.catalog.models import Barcode
from cloud_bridge.connectors.port import CANCELLED, READY, SHIPPED, TO_PREPARE
from cloud_bridge.fleet.models import Till
from cloud_bridge.orders import audit, preparing
from cloud_bridge.orders.models import Order
from cloud_bridge.replication import audit as feed_audit
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.models import Entry
from cloud_bridge.stock import audit as stock
from cloud_bridge.stock.models import Movement
from tests.cloud_bridge.orders.test_book import row_of, take_in, update
from tests.cloud_bridge.shop import Journal, Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


def stage(journal, order, name):
    body = {
        "accepted": entries.order_accepted(order.key),
        "picked": entries.order_picked(order.key, []),
        "packed": entries.order_packed(order.key),
        "handed_over": entries.order_handed_over(order.key, []),
    }[name]
    return journal.write(f"order.{name}", body)


def send(journal):
    ingest.handle(journal.till.key, journal.message())


def refusals():
    return list(Entry.objects.exclude(refused="").values_list("refused", flat=True))


def test_the_board_says_what_a_scanner_needs(shop):
    Barcode.objects.create(merchant=shop.merchant, gtin="08992761166021", variant_id=shop.variants[0])
    take_in(shop, update(TO_PREPARE))
    row = row_of(Order.objects.get())
    assert [(line["sku"], line["barcode"]) for line in row["lines"]] == [("TEH-0", "08992761166021"), ("SUSU", "")]
    assert (row["stage"], row["code"]) == ("", "")


def test_an_order_goes_stage_by_stage_and_its_goods_leave_when_it_is_handed_over(shop):
    take_in(shop, update(TO_PREPARE))
    order, journal = Order.objects.get(), Journal(shop.till)
    for name, state, wanted, level in (
        ("accepted", TO_PREPARE, "", (100_000, 2_000)),
        ("picked", TO_PREPARE, "", (100_000, 2_000)),
        ("packed", READY, READY, (100_000, 2_000)),
        ("handed_over", SHIPPED, SHIPPED, (98_000, 0)),
    ):
        stage(journal, order, name)
        send(journal)
        order.refresh_from_db()
        assert (order.stage, order.state, order.wanted_state, shop.level()) == (name, state, wanted, level)
        row = row_of(order)
        assert (row or {"stage": "handed_over"})["stage"] == name
    assert row_of(order) is None
    assert refusals() == []
    for differences in (audit.differences, stock.differences, feed_audit.differences):
        assert list(differences(shop.merchant.key)) == []


def test_orders_that_are_collected_have_codes_of_their_own(shop):
    take_in(shop, update(TO_PREPARE), update(TO_PREPARE, order_id="X-2"), update(SHIPPED, order_id="X-3"))
    assert preparing.let_collect(Order.objects.all()) == 2
    assert preparing.let_collect(Order.objects.all()) == 0
    codes = [row_of(order)["code"] for order in Order.objects.filter(state=TO_PREPARE)]
    assert len(set(codes)) == 2
    assert all(len(code) == preparing.CODE_DIGITS and code.isdigit() for code in codes)
    assert Order.objects.get(external_id="X-3").pickup_code == ""


def test_what_the_marketplace_says_itself_is_not_wanted_any_more(shop):
    take_in(shop, update(TO_PREPARE))
    journal = Journal(shop.till)
    stage(journal, Order.objects.get(), "packed")
    send(journal)
    take_in(shop, update(TO_PREPARE, 2))
    assert Order.objects.get().wanted_state == READY
    take_in(shop, update(READY, 3))
    assert Order.objects.get().wanted_state == ""


def test_goods_that_were_handed_over_leave_once_although_the_marketplace_ships_them_too(shop):
    take_in(shop, update(TO_PREPARE))
    journal = Journal(shop.till)
    stage(journal, Order.objects.get(), "handed_over")
    send(journal)
    take_in(shop, update(SHIPPED, 5))
    assert shop.level() == (98_000, 0)
    assert Movement.objects.filter(kind="shipment").count() == 1


def test_an_order_leaves_once_and_what_a_second_till_did_is_on_the_list(shop):
    take_in(shop, update(TO_PREPARE))
    order = Order.objects.get()
    other = Till.objects.create(merchant=shop.merchant, store=shop.store, name="Kasir 2", prefix="B")
    for till in (shop.till, other):
        journal = Journal(till)
        stage(journal, order, "handed_over")
        send(journal)
    assert shop.level() == (98_000, 0)
    assert refusals() == ["Order X-1 was handed over already."]


def test_goods_of_a_cancelled_order_that_were_handed_over_are_gone(shop):
    take_in(shop, update(TO_PREPARE))
    take_in(shop, update(CANCELLED, 2))
    journal = Journal(shop.till)
    stage(journal, Order.objects.get(), "handed_over")
    send(journal)
    order = Order.objects.get()
    assert (order.state, order.is_gone, shop.level()) == (CANCELLED, True, (98_000, 0))
    assert list(audit.differences(shop.merchant.key)) == []


def test_an_order_of_another_store_is_refused(shop):
    take_in(shop, update(TO_PREPARE))
    stranger = Shop()
    journal = Journal(stranger.till)
    stage(journal, Order.objects.get(), "handed_over")
    send(journal)
    assert "not one of this store's" in refusals()[0]
    assert shop.level() == (100_000, 2_000)


def test_a_till_hears_that_an_order_left_before_the_stock_that_counts_it(shop):
    take_in(shop, update(TO_PREPARE))
    before = shop.head()
    take_in(shop, update(SHIPPED, 2))
    told = [row["table"] for row in feed.since(shop.till, before, 500).rows]
    assert told.index("order") < told.index("stock")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    order=st.permutations(list(itertools.chain(STAGES, STAGES[:2]))),
    cancelled=st.booleans(),
    market=st.sampled_from([TO_PREPARE, READY, SHIPPED]),
    when=st.integers(0, 6),
)
def test_stages_end_at_the_same_books_in_whatever_order_they_come(order, cancelled, market, when):
    with transaction.atomic():
        shop = Shop()
        take_in(shop, update(TO_PREPARE))
        promised, journal = Order.objects.get(), Journal(shop.till)
        for at, name in enumerate(order):
            if at == when:
                take_in(shop, update(market, 9))
            stage(journal, promised, name)
            send(journal)
        if cancelled:
            take_in(shop, update(CANCELLED, 10))
        promised.refresh_from_db()
        assert (promised.stage, promised.is_gone) == ("handed_over", True)
        assert promised.state == (CANCELLED if cancelled else SHIPPED)
        assert shop.level() == (98_000, 0)
        assert row_of(promised) is None
        assert list(audit.differences(shop.merchant.key)) == []
        assert list(stock.differences(shop.merchant.key)) == []
        transaction.set_rollback(True)
