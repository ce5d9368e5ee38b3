from __future__ import annotations

from datetime import date, time

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from appliance.core.promotion import Moment, PricedLine, PromotionWrong, applied, from_data
from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import Category, Product, Promotion, Variant
from cloud_bridge.office.formats import NOTHING
from cloud_bridge.people.models import CustomerGroup

KOPI = {"name": "Kopi", "tax_class": "none"}
ADD = "admin:catalog_promotion_add"


def promotion(shop, **fields):
    return Promotion(merchant=shop.merchant, name="Promo", **fields)


def form(**fields):
    return {"name": "Promo", "is_active": "on", "kind": "percent_each", "is_exclusive": "on", "priority": "0", **fields}


def test_a_promotion_is_told_in_the_words_of_the_till_in_the_transaction_that_saves_it(shop, told):
    member = CustomerGroup.objects.create(merchant=shop.merchant, key="member", name="Member")
    one = promotion(
        shop, kind="n_for_m", buy=3, pay=2, variants=[shop.variants[0]], weekdays=[4], from_time=time(17),
        to_time=time(0), from_date=date(2026, 11, 1), to_date=date(2026, 11, 30), coupon="HEMAT",
        groups=[member.key], minimum_minor=10_000, limit=2, priority=5, is_exclusive=False,
    )  # fmt: skip
    one.save()
    assert told("promotion", one.key) == {
        "name": "Promo", "kind": "n_for_m", "buy": 3, "pay": 2, "variants": [shop.variants[0]], "weekdays": [4],
        "from_minute": 1020, "to_minute": 1440, "from_date": "2026-11-01", "to_date": "2026-11-30", "coupon": "HEMAT",
        "groups": ["member"], "minimum_minor": 10_000, "limit": 2, "priority": 5, "exclusive": False,
    }  # fmt: skip
    one.is_active = False
    one.save()
    assert told("promotion", one.key) is None


def test_a_plain_promotion_says_no_more_than_it_must(shop, told):
    one = promotion(shop, kind="quantity_price", quantity=3, price_minor=0)
    one.save()
    assert told("promotion", one.key) == {"name": "Promo", "kind": "quantity_price", "quantity": 3, "price_minor": 0}


def test_a_product_stands_for_its_variants_also_for_those_that_come_later(shop, told):
    product = Product.objects.get(variants=shop.variants[0])
    one = promotion(shop, ppm=100_000, products=[product.key])
    one.save()
    assert told("promotion", one.key)["variants"] == [shop.variants[0]]
    new = Variant.objects.create(merchant=shop.merchant, product=product, sku="NEW", price_minor=1)
    assert told("promotion", one.key)["variants"] == sorted([shop.variants[0], new.key])
    new.delete()
    assert told("promotion", one.key)["variants"] == [shop.variants[0]]


def test_a_promotion_whose_goods_are_all_gone_is_not_one_for_everything(shop, told):
    (variant,) = add_products(shop.merchant.key, [{**KOPI, "variants": [{"sku": "KOPI", "price_minor": 5_000}]}])
    one = promotion(shop, ppm=100_000, products=[variant.product_id])
    one.save()
    assert told("promotion", one.key)["variants"] == [variant.key]
    variant.product.delete()
    assert told("promotion", one.key) is None
    one.save()
    assert told("promotion", one.key) is None


def test_a_bundle_gives_at_the_till_what_the_office_promised(shop, told):
    first, second, _ = (Product.objects.get(variants=key).key for key in shop.variants)
    one = promotion(
        shop, kind="bundle", price_minor=2_500, parts=[{"products": [first], "quantity": 2}, {"products": [second]}]
    )
    one.save()
    rule = from_data(one.key, told("promotion", one.key))
    lines = [PricedLine(n, key, "", 2_000, 1_000, 2_000) for n, key in enumerate(shop.variants)]
    assert sum(off.off_minor for off in applied(lines, [rule], Moment(0, 0, "2026-01-01"))) == 500


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "percent_each"}, "ppm"),
        ({"kind": "amount_sum", "minor": -5}, "minor"),
        ({"kind": "n_for_m", "buy": 2, "pay": 2}, "pay"),
        ({"kind": "bundle", "price_minor": 1}, "parts"),
        ({"ppm": 1, "from_time": time(5), "to_time": time(5)}, "to_time"),
        ({"ppm": 1, "from_date": date(2026, 2, 2), "to_date": date(2026, 2, 1)}, "to_date"),
        ({"ppm": 1, "limit": 0}, "limit"),
    ],
)
def test_what_a_till_cannot_compute_is_never_saved_and_said_at_its_field(shop, fields, field):
    one = promotion(shop, **fields)
    with pytest.raises(ValidationError) as refused:
        one.full_clean()
    assert list(refused.value.message_dict) == [field]
    with pytest.raises(PromotionWrong):
        one.save()
    assert not Promotion.objects.exists()


def test_an_owner_makes_a_promotion_with_names_percents_and_days(shop, office, told):
    category = Category.objects.create(merchant=shop.merchant, key="minuman", name="Minuman")
    product = Product.objects.get(variants=shop.variants[0])
    answer = office.post(reverse(ADD), form(
        ppm="12.5", products=[product.key], categories=[category.key], weekdays=["0", "5"], from_time="17:00",
        to_time="19:30", coupon=" hemat ",
    ))  # fmt: skip
    assert answer.status_code == 302, answer.context["errors"]
    one = Promotion.objects.get()
    assert told("promotion", one.key) == {
        "name": "Promo", "kind": "percent_each", "ppm": 125_000, "variants": [shop.variants[0]],
        "categories": ["minuman"], "weekdays": [0, 5], "from_minute": 1020, "to_minute": 1170, "coupon": "hemat",
    }  # fmt: skip
    page = office.get(reverse("admin:catalog_promotion_change", args=[one.key])).content.decode()
    assert 'value="12.5"' in page
    assert "12.5 %" in office.get(reverse("admin:catalog_promotion_changelist")).content.decode()


def test_an_owner_makes_a_bundle(shop, office, told):
    keys = [Product.objects.get(variants=key).key for key in shop.variants]
    answer = office.post(reverse(ADD), form(
        kind="bundle", price_minor="1500", products_1=keys[:1], quantity_1="1", products_2=keys[1:], quantity_2="2",
    ))  # fmt: skip
    assert answer.status_code == 302, answer.context["errors"]
    assert told("promotion", Promotion.objects.get().key)["parts"] == [
        {"variants": [shop.variants[0]], "quantity": 1}, {"variants": sorted(shop.variants[1:]), "quantity": 2},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        ({}, "ppm", "“percent off” of a promotion must be a whole number"),
        ({"kind": "bundle", "price_minor": "5"}, "products_1", "at least two pieces"),
        ({"kind": "n_for_m", "buy": "2", "pay": "2"}, "pay", "2 of 2 takes nothing off"),
    ],
)
def test_the_page_says_at_the_field_what_is_wrong(shop, office, fields, field, text):
    answer = office.post(reverse(ADD), form(**fields))
    assert answer.status_code == 200
    assert text in str(answer.context["adminform"].form.errors[field])
    assert not Promotion.objects.exists()


def test_the_reason_is_in_the_language_of_the_reader(shop):
    with translation.override("id"), pytest.raises(ValidationError) as refused:
        promotion(shop, kind="n_for_m", buy=2, pay=2).full_clean()
    assert "2 dari 2" in str(refused.value)


def test_the_history_says_what_was_and_what_is(shop, office):
    one = promotion(shop, ppm=100_000)
    one.save()
    product = Product.objects.get(variants=shop.variants[0])
    said = form(ppm="20", weekdays=["0"], products=[product.key])
    office.post(reverse("admin:catalog_promotion_change", args=[one.key]), said)
    entry = LogEntry.objects.get()
    assert entry.object_id == one.key
    text = entry.get_change_message()
    assert "Percent off: 10 → 20" in text
    assert f"Products: {NOTHING} → Teh 0" in text
    assert f"Days of the week: {NOTHING} → Monday" in text
    assert "10 → 20" in office.get(reverse("admin:catalog_promotion_history", args=[one.key])).content.decode()
