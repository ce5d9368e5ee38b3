"""How a till sells: its country's pack, and who may say otherwise."""

from __future__ import annotations

import pytest

from appliance.core import countries
from appliance.store import Store
from tests.store.goods import apply

DE_STANDARD = {
    "name": "Regelsatz 2031",
    "taxes": [{"key": "u", "name": "USt 21%", "rate_ppm": 210_000, "included": True}],
}


@pytest.fixture
def fed(tmp_path):
    stores = []

    def make(*rows):
        store = Store(tmp_path / f"till-{len(stores)}.db")
        stores.append(store)
        assert apply(store, list(rows))
        return store.catalogue

    yield make
    for store in stores:
        store.close()


@pytest.mark.parametrize("key", countries.KEYS)
def test_a_country_gives_everything_a_shop_needs(fed, key):
    country = countries.read(key)
    catalogue = fed(("store", "s", {"name": "Shop", "country": key}))
    shop = catalogue.shop()
    assert (shop.country, shop.currency, shop.policy) == (key, country.currency, country.policy)
    assert (shop.rounding.step_minor, shop.rounding.mode) == (country.rounding.step_minor, country.rounding.mode)
    assert (shop.notes_minor, shop.coins_minor) == (country.notes_minor, country.coins_minor)
    assert [rule.pattern for rule in shop.label_rules] == [rule.pattern for rule in country.label_rules()]
    assert (shop.legends, shop.when, shop.first_weekday) == (country.legends(), country.when, country.first_weekday)
    assert set(country.tax_classes()) <= set(catalogue.tax_classes())


def test_merchant_store_and_till_each_have_a_later_word(fed):
    merchant = ("merchant", "m", {"country": "ID", "policy": "rate", "notes_minor": [5_000]})
    store = ("store", "s", {"name": "Shop", "rounding": {"step_minor": 500, "mode": "up"}, "notes_minor": [2_000]})
    till = ("till", "t", {"label_rules": [{"pattern": "21.....{NNNNN}.", "meaning": "price"}]})
    shop = fed(merchant, store, till).shop()
    assert (shop.policy, shop.rounding.step_minor, shop.rounding.mode) == ("rate", 500, "up")
    assert (shop.notes_minor, shop.currency.code) == ((2_000,), "IDR")
    assert [rule.pattern for rule in shop.label_rules] == ["21.....{NNNNN}."]


def test_a_store_abroad_does_not_take_its_merchants_money_along(fed):
    money = {"currency": "IDR", "rounding": {"step_minor": 100, "mode": "down"}, "notes_minor": [1_000]}
    shop = fed(("merchant", "m", {"country": "ID", **money}), ("store", "s", {"country": "SG"})).shop()
    assert (shop.currency.code, shop.rounding.step_minor, shop.notes_minor[0]) == ("SGD", 5, 200)


def test_a_tax_class_of_the_feed_stands_before_the_packs(fed):
    catalogue = fed(("store", "s", {"country": "DE"}), ("tax_class", "de-standard", DE_STANDARD))
    classes = catalogue.tax_classes()
    assert classes["de-standard"].taxes[0].rate_ppm == 210_000
    assert classes["de-reduced"].taxes[0].rate_ppm == 70_000


def test_a_service_charge_is_taxed_by_the_class_it_names(fed):
    service = {"rate_ppm": 50_000, "base": "before_discount", "tax_class": "id-pbjt", "name": "Layanan 5%"}
    shop = fed(("store", "s", {"country": "ID", "service": service})).shop()
    assert (shop.service.rate_ppm, shop.service.base, shop.service.name) == (50_000, "before_discount", "Layanan 5%")
    assert [tax.name for tax in shop.service.tax_class.taxes] == ["PBJT 10%"]


def test_the_sellers_tax_number_stands_in_the_heading_under_its_name_in_the_country(fed):
    shop = fed(("merchant", "m", {"tax_number": "M1234567X"}), ("store", "s", {"country": "SG", "lines": ["Road 1"]}))
    assert shop.shop().heading.lines == ["Road 1", "GST Reg No M1234567X"]


@pytest.mark.parametrize("rows", [(), (("store", "s", {"country": "XX", "name": "Shop"}),)])
def test_without_a_pack_a_till_sells_as_it_always_did(fed, rows):
    shop = fed(*rows).shop()
    assert (shop.currency.code, shop.rounding.step_minor, shop.country) == ("IDR", 1, "")


def test_a_service_charge_on_an_unknown_base_is_refused_with_its_row(fed):
    catalogue = fed(("store", "s", {"name": "Bad", "service": {"rate_ppm": 1, "base": "on_sundays"}}))
    assert catalogue.shop().name == "Lapak"
