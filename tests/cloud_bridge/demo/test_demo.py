from __future__ import annotations

from pathlib import Path

import pytest

from appliance.core.gtin import is_valid
from appliance.core.promotion import Moment, PricedLine, applied, from_data
from appliance.core.scale_label import LabelRule, read_label
from appliance.core.tax import Tax, TaxClass
from cloud_bridge.catalog.models import ModifierGroup, Product, Promotion, Variant
from cloud_bridge.demo import CATEGORIES, TAX_CLASSES, load, market_items, open_stall, products
from cloud_bridge.demo._goods import GOODS
from cloud_bridge.demo._stall import LABEL_RULES
from cloud_bridge.demo._terms import PROMOTIONS
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock.models import Level

PICTURES = set((Path(__file__).parents[3] / "appliance/ui/pictures.txt").read_text().split())
WEIGHED = [row for row in GOODS if row["unit"] == "kg"]


def test_there_is_a_stall_full_of_goods():
    assert 180 <= len(products()) <= 230
    assert len(WEIGHED) == 10
    assert 10 <= sum(row["favourite"] == "yes" for row in GOODS) <= 40


@pytest.mark.parametrize("column", ["sku", "barcode"])
def test_every_sku_and_every_barcode_exists_once(column):
    found = [row[column] for row in GOODS]
    assert len(set(found)) == len(found)


def test_every_barcode_is_an_indonesian_ean_13_of_nobody_or_a_code_of_the_scale():
    for row in GOODS:
        assert is_valid(row["barcode"])
        assert len(row["barcode"]) == 13
        assert row["barcode"].startswith("21" if row["unit"] == "kg" else "8990000")


def test_every_price_is_in_rupiah_that_exist():
    assert all(int(row["price"]) > 0 and int(row["price"]) % 100 == 0 for row in GOODS)


def test_every_shelf_holds_something():
    assert all(int(row["stock"]) > 0 for row in GOODS)


def test_every_picture_is_one_that_the_till_can_draw():
    assert {row["picture"] for row in [*GOODS, *CATEGORIES]} <= PICTURES


def test_every_category_and_tax_class_is_known_and_used():
    assert {row["category"] for row in GOODS} == {row["key"] for row in CATEGORIES}
    assert {row["tax_class"] for row in GOODS} == set(TAX_CLASSES)


def test_tax_classes_are_what_a_till_computes_with():
    ppn = TaxClass("ppn", "PPN", [Tax(**tax) for tax in TAX_CLASSES["ppn"][1]])
    share = ppn.shares[0]
    assert share.of(111_000, 1000) == 11_000 * share.d


def test_a_label_of_the_scale_leads_to_its_goods():
    rules = [LabelRule(**rule) for rule in LABEL_RULES]
    for row in WEIGHED:
        label = read_label(row["barcode"], rules, 0)
        assert label is not None
        assert (label.base_code, label.price_minor) == (row["barcode"], 0)


def test_a_product_has_variants_with_different_names():
    for product in products():
        names = [variant["name"] for variant in product["variants"]]
        assert len(set(names)) == len(names)


def test_the_shop_on_the_marketplace_sells_a_part_of_it():
    items = market_items()
    skus = [model["sku"] for item in items for model in item.get("models", [item])]
    assert 55 <= len(skus) == len(set(skus)) <= 70
    assert sum("models" in item for item in items) >= 3
    assert set(skus) <= {row["sku"] for row in GOODS}
    assert not {row["sku"] for row in WEIGHED} & set(skus)


def test_a_new_owner_sees_options_modifiers_an_open_price_and_an_age():
    by_name = {product["name"]: product for product in products()}
    shirt = by_name["Kaos Pasar Melati"]
    assert {option["name"]: len(option["values"]) for option in shirt["options"]} == {"Ukuran": 3, "Warna": 2}
    assert len({tuple(variant["options"]) for variant in shirt["variants"]}) == 6
    assert by_name["Es Teh"]["modifiers"] == ["Gula", "Es", "Tambahan"]
    assert [name for name, product in by_name.items() if product["open_price"]] == ["Kue Titipan"]
    assert [name for name, product in by_name.items() if product["min_age"]] == ["Bir Pilsener 330 ml"]


def test_the_stall_promises_what_its_goods_cost_less(db):
    merchant, *_ = open_stall()
    gives = {}
    for promotion in Promotion.objects.filter(merchant=merchant):
        rule = from_data(promotion.key, promotion.data())
        goods = rule.goods.variants or frozenset().union(*[part.goods.variants for part in rule.parts])
        lines = [
            PricedLine(number, variant.key, "", 3_000, variant.price_minor, 3 * variant.price_minor)
            for number, variant in enumerate(Variant.objects.filter(key__in=goods) or Variant.objects.all()[:40])
        ]
        at = Moment(0, rule.when.from_minute, "2026-11-23")
        gives[rule.name] = sum(off.off_minor for off in applied(lines, [rule], at, "", [rule.coupon]))
    assert len(gives) == len(PROMOTIONS)
    assert all(gives.values()), gives
    assert ModifierGroup.objects.get(name="Gula").min_choices == 1


def test_opening_the_stall_twice_is_opening_it_once(db):
    first = open_stall()
    counts = (Product.objects.count(), Variant.objects.count(), Level.objects.count(), FeedRow.objects.count())
    Variant.objects.filter(sku="TEMPE").update(price_minor=6500)
    assert open_stall() == first
    assert load(*first[:2]) == []
    again = (Product.objects.count(), Variant.objects.count(), Level.objects.count(), FeedRow.objects.count())
    assert again == counts == (len(products()), len(GOODS), len(GOODS), counts[3])
    assert Variant.objects.get(sku="TEMPE").price_minor == 6500
