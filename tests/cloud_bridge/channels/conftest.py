from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction

from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import TaxClass, Variant
from cloud_bridge.channels import patience, sync
from cloud_bridge.channels.models import Channel, Drift
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.stock import ledger
from tests.cloud_bridge.channels.days import settle
from tests.cloud_bridge.channels.fakes import FakeMarket


class Stall:
    """A merchant with one store, some goods and one shop on a fake marketplace."""

    def __init__(self, skus: list[str], shop_id: str = "77") -> None:
        self.merchant = Merchant.objects.create(name="Warung")
        self.store = Store.objects.create(merchant=self.merchant, name="Warung")
        TaxClass.objects.create(merchant=self.merchant, key="exempt", name="Bebas")
        self.add(skus)
        self.channel = Channel.objects.create(
            merchant=self.merchant, store=self.store, market="fake", name="Toko", shop_id=shop_id
        )
        self.market = FakeMarket()

    def add(self, skus: list[str], units: int = 10) -> None:
        goods = [
            {
                "name": sku,
                "tax_class": "exempt",
                "variants": [{"sku": sku, "price_minor": 1000, "stock_milli": units * 1000}],
            }
            for sku in skus
        ]
        add_products(self.merchant.key, goods, self.store.key)

    def variant(self, sku: str) -> Variant:
        return Variant.objects.get(merchant=self.merchant, sku=sku)

    def move(self, sku: str, units: int) -> None:
        with writing():
            source = new_key()
            move = ledger.Move(self.store.key, self.variant(sku).key, "sale", units * 1000, source, now_ms())
            ledger.move(self.merchant.key, [move])

    def reserve(self, sku: str, units: int) -> None:
        with writing():
            hold = ledger.Hold(self.store.key, self.variant(sku).key, units * 1000, new_key(), now_ms())
            ledger.reserve(self.merchant.key, [hold])

    def fresh(self) -> Channel:
        self.channel = Channel.objects.select_related("merchant").get(pk=self.channel.pk)
        return self.channel

    def listing(self, sku: str):
        return self.channel.listings.get(sku=sku)

    def run(self, *jobs: str) -> None:
        for job in jobs or sync.JOBS:
            sync.JOBS[job][0](self.fresh())


@pytest.fixture(autouse=True)
def _at_once(settings, monkeypatch):
    """Fakes show an order in the moment of its sale, and nobody rests before asking again."""
    settings.CHANNEL_PACE = {"settle_s": 0}
    monkeypatch.setattr(patience, "RESTS_S", (0, 0, 0))


@pytest.fixture
def stall(db, monkeypatch) -> Stall:
    made = Stall(["A", "B", "C"])
    monkeypatch.setattr(sync, "connector_of", lambda _channel: made.market)
    return made


@pytest.fixture
def stall_factory(db, monkeypatch):
    """Stalls for a property test: each is rolled back at its end."""

    @contextmanager
    def made(skus):
        with transaction.atomic():
            stall = Stall(skus)
            monkeypatch.setattr(sync, "connector_of", lambda _channel: stall.market)
            yield stall
            transaction.set_rollback(True)

    return made


@pytest.fixture
def on_sale(stall, settings):
    """The stall's goods on sale, read, linked and written."""
    settings.CHANNEL_PACE = {"settle_s": 0, "first_orders_s": 4 * 3_600}
    stall.keys = {sku: stall.market.put_on_sale(str(at), sku) for at, sku in enumerate("ABC", 1)}
    settle(stall)
    assert not Drift.objects.exists()
    return stall
