"""A real till and the real books: what one shows is what the other has, once they have heard of each other."""

from __future__ import annotations

import pytest

from appliance.core import message
from appliance.till.sheet import ADJUST, COUNT, RECEIVE, TRANSFER
from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import Barcode, TaxClass
from cloud_bridge.connectors.port import TO_PREPARE, ListingKey, MarketOrder
from cloud_bridge.connectors.port import OrderLine as MarketLine
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order
from cloud_bridge.replication import audit as feed_audit
from cloud_bridge.replication import ingest
from cloud_bridge.replication.models import Entry
from cloud_bridge.stock import audit, elsewhere
from cloud_bridge.stock.models import Level
from tests.till.stall import Stall

pytestmark = pytest.mark.django_db
TEA_CODE = "8992761166021"
TEA = ListingKey("1")


class Both:
    """One till and its bridge; `meet` lets each hear all the other has to say."""

    def __init__(self, folder):
        merchant = Merchant.objects.create(key="m", name="Warung")
        store = Store.objects.create(key="s", merchant=merchant, name="Pasar")
        Till.objects.create(key="t", merchant=merchant, store=store, name="Kasir")
        TaxClass.objects.create(merchant=merchant, key="none", name="None", taxes=[])
        Store.objects.create(key="s2", merchant=merchant, name="Gudang")
        teh = {
            "name": "Teh",
            "tax_class": "none",
            "variants": [{"sku": "TEH", "price_minor": 1_000, "stock_milli": 20_000}],
        }
        self.key = add_products("m", [teh], "s")[0].key
        Barcode.objects.create(merchant=merchant, gtin="0" + TEA_CODE, variant_id=self.key)
        self.stall = Stall(folder)
        self.till = self.stall.till

    def send(self):
        self.stall.settle()
        entries = self.stall.store.outbox.read(self.stall.store.outbox.acked(), 200)
        (answer,) = ingest.handle("t", message.read(message.write(message.journal("t", entries))))
        assert answer["kind"] == "ack"
        assert self.stall.store.outbox.ack(answer["upto"], answer["hash"]).result(5)

    def hear(self):
        cursor = self.stall.store.feed.cursor().result(5)
        said = ingest.page("t", 0 if cursor < 1_000 else cursor - 1_000, 500)
        rows = [{**row, "version": row["version"] + 1_000} for row in said["rows"]]
        assert self.stall.store.feed.apply(cursor, said["upto"] + 1_000, rows, said["seq"]).result(5)
        self.till.feed_applied(frozenset(row["table"] for row in rows))

    def meet(self):
        self.send()
        self.hear()

    def shown(self):
        shelf = self.till.stock.shelf(self.key)
        return shelf.on_hand_milli, shelf.reserved_milli

    def booked(self):
        level = Level.objects.get(store="s", variant=self.key)
        return level.on_hand_milli, level.reserved_milli


@pytest.fixture
def both(tmp_path):
    pair = Both(tmp_path)
    pair.hear()
    yield pair
    pair.stall.close()


def sell(both, quantity):
    both.till.scan(TEA_CODE, quantity)
    both.stall.pay()


def test_a_day_without_a_network_ends_at_the_same_books_on_both_sides(both):
    lines = (MarketLine(TEA, "TEH", "Teh", 2, 1_000),)
    order = MarketOrder("X-1", TO_PREPARE, "READY", 1, 1, "IDR", 2_000, "Budi", lines, {})
    book.take_in("m", ["s"], "shopee", [order], {TEA: both.key})
    elsewhere.publish_all(1_000)
    both.meet()
    assert both.shown() == both.booked() == (20_000, 2_000)
    stock, tray = both.till.stock, both.till.orders
    sell(both, 3)
    stock.scan(RECEIVE, TEA_CODE, 10)
    stock.book(RECEIVE)
    stock.scan(ADJUST, TEA_CODE, 2)
    stock.give_reason("Broken")
    stock.book(ADJUST)
    both.stall.settle()
    stock.set_quantity(COUNT, both.till.catalogue.by_key(both.key), 24_000)
    sell(both, 1)
    stock.book(COUNT)
    both.stall.settle()
    picking = tray.picking(Order.objects.get().key)
    tray.scan(picking, TEA_CODE, 2)
    both.stall.settle()
    tray.pack(tray.renewed(picking))
    tray.hand_over(tray.renewed(picking))
    stock.scan(TRANSFER, TEA_CODE, 5)
    stock.want_from("s2")
    stock.book(TRANSFER)
    both.stall.settle()
    assert both.shown() == (21_000, 0)
    both.hear()
    assert both.shown() == (21_000, 0)
    both.meet()
    assert both.shown() == both.booked() == (21_000, 0)
    assert stock.shelf(both.key).incoming_milli == 5_000
    assert Entry.objects.exclude(refused="").count() == 0
    assert list(audit.differences("m")) == list(feed_audit.differences("m")) == []
    assert tray.waiting() == []
