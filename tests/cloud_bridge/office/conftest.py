from __future__ import annotations

import pytest

from appliance.store import Store as TillStore
from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import TaxClass, Variant
from cloud_bridge.channels.models import Channel, Hint, Listing
from cloud_bridge.connectors.port import TO_PREPARE
from cloud_bridge.database import writing
from cloud_bridge.demo import TAX_CLASSES, products
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.office.theme import UNFOLD
from cloud_bridge.orders.models import Order, OrderLine, Payment
from cloud_bridge.replication import feed
from cloud_bridge.replication.models import Entry
from cloud_bridge.stock import ledger

SKUS = {"TEMPE", "TAHU", "INDOMIE-GR", "AQUA-600", "W-JERUK", "KAOS-HTM-S"}


class Office:
    """A stall with a day behind it, and somebody signed in who looks at it."""

    def __init__(self, client) -> None:
        self.client = client
        self.merchant = Merchant.objects.create(name="Warung Melati")
        self.store = Store.objects.create(merchant=self.merchant, name="Warung Melati")
        self.till = Till.objects.create(merchant=self.merchant, store=self.store, name="Kasir 1")
        for key, (name, taxes) in TAX_CLASSES.items():
            TaxClass.objects.create(merchant=self.merchant, key=key, name=name, taxes=taxes)
        shelf = [one for one in products() if one["variants"][0]["sku"] in SKUS]
        add_products(self.merchant.key, shelf, self.store.key)
        self.channel = Channel.objects.create(
            merchant=self.merchant, store=self.store, market="shopee", name="Melati Official", shop_id="700001"
        )

    def variant(self, sku):
        return Variant.objects.select_related("product").get(sku=sku)

    def sell(self, sku, units=1, origin="", state="completed", at_ms=0):
        variant, at_ms = self.variant(sku), at_ms or now_ms()
        order = Order.objects.create(
            merchant=self.merchant,
            store=self.store,
            origin=origin or f"till:{self.till.key}",
            external_id=new_key(),
            number=f"A-{Order.objects.count() + 1:04d}",
            state=state,
            currency="IDR",
            total_minor=variant.price_minor * units,
            buyer="dewi",
            at_ms=at_ms,
        )
        OrderLine.objects.create(
            order=order,
            line=1,
            variant=variant,
            sku=sku,
            name=str(variant),
            quantity_milli=units * 1000,
            price_minor=variant.price_minor,
        )
        Payment.objects.create(order=order, number=1, kind="cash", amount_minor=order.total_minor)
        with writing():
            move = ledger.Move(self.store.key, variant.key, "sale", -units * 1000, new_key(), at_ms)
            ledger.move(self.merchant.key, [move])
        return order

    def fill(self, count=30):
        """Put some of everything on every page."""
        for number in range(count):
            self.sell("INDOMIE-GR")
            Entry.objects.create(till=self.till, seq=number + 1, at_ms=now_ms(), type="sale.completed", body="{}")
            Listing.objects.create(
                channel=self.channel, external_product=str(number), name="Indomie", variant=self.variant("INDOMIE-GR")
            )
            Hint.objects.create(channel=self.channel, kind="order", external_id=str(number), at_ms=1, refused="no")
            Till.objects.create(merchant=self.merchant, store=self.store, name="Kasir", prefix=f"K{number}")
            Channel.objects.create(
                merchant=self.merchant, store=self.store, market="shopee", name="Toko", shop_id=str(number)
            )
        self.sell("AQUA-600", origin=f"channel:{self.channel.key}", state=TO_PREPARE)

    def get(self, path, **query):
        answer = self.client.get(path, query)
        assert answer.status_code == 200, path
        return answer.content.decode()


@pytest.fixture(autouse=True)
def _dressed(settings):
    settings.UNFOLD = UNFOLD
    settings.ROOT_URLCONF = "tests.cloud_bridge.office.urls"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def office(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return Office(admin_client)


@pytest.fixture
def sells(office, tmp_path):
    """Return how the till sells after it has read the feed, and its catalogue."""
    file = TillStore(tmp_path / "till.db")
    stands = [0]

    def look():
        page = feed.since(office.till, stands[0], 500)
        assert file.feed.apply(stands[0], page.upto, page.rows, page.seq).result(20)
        stands[0] = page.upto
        file.catalogue.forget()
        return file.catalogue.shop(), file.catalogue

    look.file = file
    yield look
    file.close()
