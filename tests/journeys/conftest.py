from __future__ import annotations

import pytest

from tests.journeys.two_sides import empty_store


@pytest.fixture(scope="module")
def template():
    return empty_store()


@pytest.fixture
def world(db):
    from cloud_bridge.catalog.goods import add_products
    from cloud_bridge.catalog.models import TaxClass
    from cloud_bridge.fleet.models import Merchant, Store, Till

    merchant = Merchant.objects.create(name="Warung")
    store = Store.objects.create(merchant=merchant, name="Pasar")
    till = Till.objects.create(merchant=merchant, store=store, name="Kasir 1")
    TaxClass.objects.create(merchant=merchant, key="ppn", name="PPN", taxes=[])
    variants = add_products(
        merchant.key,
        [{
            "name": "Teh",
            "tax_class": "ppn",
            "variants": [
                {"sku": f"TEH-{i}", "name": str(i), "price_minor": 5_000, "stock_milli": 10_000} for i in range(3)
            ],
        }],
        store.key,
    )  # fmt: skip
    return till, [variant.key for variant in variants]
