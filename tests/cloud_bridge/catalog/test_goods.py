from __future__ import annotations

import json

import pytest

from appliance.core.gtin import BarcodeDamaged
from cloud_bridge.catalog.errors import ModifierUnknown, TaxClassUnknown
from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import Barcode, Category, ModifierGroup, Product, Variant
from cloud_bridge.fleet.models import Store
from cloud_bridge.replication import audit
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.shop import Shop

pytestmark = pytest.mark.django_db
GTIN = "4006381333931"


@pytest.fixture
def shop():
    return Shop()


def told(table, key):
    data = FeedRow.objects.get(table=table, key=key).data
    return None if data is None else json.loads(data)


def coffee(**changes):
    variant = {"sku": "KOPI-L", "name": "Besar", "price_minor": 18_000, "barcodes": [GTIN], "stock_milli": 5_000}
    return {"name": "Kopi", "tax_class": "none", "category": "Minuman", "variants": [variant], **changes}


def test_goods_come_with_category_barcode_price_and_stock(shop):
    (variant,) = add_products(shop.merchant.key, [coffee()], shop.store.key)
    assert told("variant", variant.key)["name"] == "Kopi Besar"
    assert told("variant", variant.key)["category"] == "minuman"
    assert told("price", variant.key) == {"price_minor": 18_000}
    assert told("barcode", "0" + GTIN) == {"variant": variant.key}
    assert list(audit.differences(shop.merchant.key)) == []


def test_adding_the_same_goods_again_adds_nothing(shop):
    add_products(shop.merchant.key, [coffee()], shop.store.key)
    head = shop.head()
    assert add_products(shop.merchant.key, [coffee()], shop.store.key) == []
    assert shop.head() == head


def test_goods_come_with_options_modifiers_and_what_the_till_must_ask(shop):
    for rank, name in enumerate(("Gula", "Es")):
        ModifierGroup.objects.create(merchant=shop.merchant, name=name, rank=rank)
    said = {"options": [{"name": "Isi", "values": ["Besar"]}], "modifiers": ["Es", "Gula"], "open_price": True}
    said |= {"min_age": 21, "variants": [{"sku": "K", "price_minor": 1, "options": ["Besar"], "weight_g": 300}]}
    (variant,) = add_products(shop.merchant.key, [coffee(**said)])
    assert told("product", variant.product_id) == {"name": "Kopi", "options": said["options"]}
    row = told("variant", variant.key)
    assert (row["name"], row["options"], row["weight_g"]) == ("Kopi Besar", ["Besar"], 300)
    assert (row["open_price"], row["min_age"], len(row["modifiers"])) == (True, 21, 2)
    assert list(audit.differences(shop.merchant.key)) == []


def test_a_modifier_nobody_made_is_refused_by_name(shop):
    with pytest.raises(ModifierUnknown, match="Gula"):
        add_products(shop.merchant.key, [coffee(modifiers=["Gula"])])


def test_one_wrong_product_leaves_nothing_behind(shop):
    before = Product.objects.count()
    with pytest.raises(TaxClassUnknown):
        add_products(shop.merchant.key, [coffee(), coffee(tax_class="?", variants=[{"sku": "X", "price_minor": 1}])])
    with pytest.raises(BarcodeDamaged):
        add_products(
            shop.merchant.key, [coffee(variants=[{"sku": "X", "price_minor": 1, "barcodes": ["4006381333930"]}])]
        )
    assert Product.objects.count() == before


def test_a_barcode_stays_with_the_variant_that_has_it(shop):
    (first,) = add_products(shop.merchant.key, [coffee()])
    add_products(shop.merchant.key, [coffee(variants=[{"sku": "X", "price_minor": 1, "barcodes": [GTIN]}])])
    assert told("barcode", "0" + GTIN) == {"variant": first.key}
    assert list(audit.differences(shop.merchant.key)) == []


def test_saving_a_product_tells_what_changed_and_nothing_else(shop):
    head = shop.head()
    product = Product.objects.get(name="Teh 0")
    product.save()
    assert shop.head() == head
    product.name = "Teh manis"
    product.save()
    assert shop.head() == head + 2  # the product, and its variant's name
    assert told("variant", shop.variants[0])["name"] == "Teh manis"


def test_a_category_or_tax_class_tells_its_variants_too(shop):
    (variant,) = add_products(shop.merchant.key, [coffee()])
    category = Category.objects.get(name="Minuman")
    category.key = "drinks"
    category.save()
    assert told("category", "minuman") is None
    assert told("variant", variant.key)["category"] == "drinks"
    assert list(audit.differences(shop.merchant.key)) == []


def test_a_barcode_that_is_corrected_is_forgotten_under_its_old_digits(shop):
    barcode = Barcode.objects.create(merchant=shop.merchant, gtin="0" + GTIN, variant_id=shop.variants[0])
    barcode.gtin = "00000096385074"
    barcode.save()
    assert told("barcode", "0" + GTIN) is None
    assert told("barcode", "00000096385074") == {"variant": shop.variants[0]}


def test_what_is_deleted_leaves_tombstones(shop):
    (variant,) = add_products(shop.merchant.key, [coffee()])
    Product.objects.get(name="Kopi").delete()
    assert [told(table, variant.key) for table in ("variant", "price")] == [None, None]
    assert told("barcode", "0" + GTIN) is None
    assert not Variant.objects.filter(key=variant.key).exists()
    assert list(audit.differences(shop.merchant.key)) == []


def test_a_store_tells_its_own_tills_how_a_receipt_looks(shop):
    other = Store.objects.create(merchant=shop.merchant, name="Mal", heading="Satu\nDua")
    row = FeedRow.objects.get(table="store", key=other.key)
    assert row.scope == other.key
    assert json.loads(row.data or "")["lines"] == ["Satu", "Dua"]
