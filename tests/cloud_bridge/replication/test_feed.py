from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appliance.core.canonical import NotCanonical
from cloud_bridge.fleet.models import Store, Till
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock import ledger
from tests.cloud_bridge.shop import Journal, Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


def everything(till, version=0, limit=500):
    """Return all rows after a version, page by page, and where the till stands then."""
    rows, more = [], True
    while more:
        page = feed.since(till, version, limit)
        rows += page.rows
        version, more = page.upto, page.more
    return rows, version


def test_a_till_that_pulls_by_pages_gets_every_row_once_in_order(shop):
    whole, head = everything(shop.till)
    by_pages, same = everything(shop.till, limit=2)
    assert by_pages == whole
    assert same == head == shop.head()
    versions = [row["version"] for row in whole]
    assert versions == sorted(set(versions))


def test_unchanged_rows_take_no_version(shop):
    head = shop.head()
    row = Row(shop.merchant.key, "channel", "c", {"name": "Shopee"})
    assert feed.publish(shop.merchant.key, [row]) == 1
    assert feed.publish(shop.merchant.key, [row, row]) == 0
    assert shop.head() == head + 1


def test_what_cannot_be_sent_is_not_published(shop):
    head = shop.head()
    with pytest.raises(NotCanonical):
        feed.publish(shop.merchant.key, [Row(shop.merchant.key, "channel", "c", {"name": 1.5})])
    assert shop.head() == head


def test_a_changed_row_is_sent_once_with_its_latest_data(shop):
    head = shop.head()
    for name in ("a", "b", "c"):
        feed.publish(shop.merchant.key, [Row(shop.merchant.key, "channel", "c", {"name": name})])
    assert [row["data"] for row in feed.since(shop.till, head, 10).rows] == [{"name": "c"}]


def test_a_tombstone_is_a_row_and_one_of_nothing_is_not(shop):
    row = Row(shop.merchant.key, "channel", "c", None)
    assert feed.publish(shop.merchant.key, [row]) == 0
    feed.publish(shop.merchant.key, [row._replace(data={"name": "x"})])
    head = shop.head()
    feed.publish(shop.merchant.key, [row])
    assert [(row["key"], row["data"]) for row in feed.since(shop.till, head, 10).rows] == [("c", None)]


def test_a_till_hears_of_its_merchant_its_store_and_itself_only(shop):
    elsewhere = Store.objects.create(merchant=shop.merchant, name="Mal")
    other = Till.objects.create(merchant=shop.merchant, store=elsewhere, name="Kasir 2", prefix="B")
    stranger = Shop()
    head = shop.head()
    ledger.move(shop.merchant.key, [ledger.Move(elsewhere.key, shop.variants[0], "in", 1_000, "s", 1)])
    here, there = feed.since(shop.till, head, 10), feed.since(other, head, 10)
    assert here.rows == []
    assert here.upto == shop.head()
    assert [(row["table"], row["data"]["on_hand_milli"]) for row in there.rows] == [("stock", 1_000)]
    keys = {row["key"] for row in everything(shop.till)[0]}
    assert not keys & {elsewhere.key, other.key, stranger.merchant.key, *stranger.variants}


def test_stock_says_which_of_the_tills_own_sales_it_counts(shop):
    journal = Journal(shop.till)
    journal.sell((shop.variants[0], 2_000))
    head = shop.head()
    ingest.handle(shop.till.key, journal.message())
    page = feed.since(shop.till, head, 10)
    assert page.seq == 2
    assert [row["data"]["on_hand_milli"] for row in page.rows] == [98_000]


def test_twenty_thousand_rows_are_published_in_a_few_statements(shop):
    rows = [Row(shop.merchant.key, "price", f"v{number}", {"price_minor": number}) for number in range(20_000)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert feed.publish(shop.merchant.key, rows) == 20_000
    assert len(queries) < 100
    assert FeedRow.objects.filter(table="price", key__startswith="v").count() == 20_000
