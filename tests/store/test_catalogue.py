from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.tax import TaxClass
from appliance.store import Store
from tests.store.goods import BREAD, COFFEE, SUGAR, TEA, apply, open_stall


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with_stall = open_stall(tmp_path_factory.mktemp("catalogue") / "till.db")
    yield with_stall
    with_stall.close()


def keys(found):
    return [variant.key for variant in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("k", [COFFEE]),
        ("KOPI", [COFFEE]),
        ("susu kopi", [COFFEE]),
        ("ko su", [COFFEE]),
        ("kopi bakar", []),
        ("roti-1", [BREAD]),
        ("Kopi-S", [COFFEE]),
        ("gula pas", [SUGAR]),
        ("074", [TEA]),
        ("5074", [TEA]),
        ("8992761166021", [COFFEE]),
        ("21", []),
        ("", []),
        ("   ", []),
        ('"', []),
        ("kopi OR roti", []),
        ("kopi* NEAR(x)", []),
    ],
)
def test_search_finds_by_the_beginnings_of_words_by_sku_and_by_the_last_digits(store, text, found):
    assert keys(store.catalogue.search(text)) == found


@settings(max_examples=400, deadline=None)
@given(text=st.text(max_size=20) | st.text(alphabet='"*():-^+{} \x00\udfffANDORNEARkopi123٣²', max_size=30))
def test_no_text_makes_search_fail(store, text):
    assert isinstance(store.catalogue.search(text), list)


def test_a_variant_with_many_barcodes_is_found_once_and_the_limit_holds(tmp_path):
    store = Store(tmp_path / "till.db")
    apply(store, [("variant", str(n), {"name": f"Barang {n}"}) for n in range(30)])
    apply(store, [("price", str(n), {"price_minor": 1}) for n in range(30)])
    apply(store, [("barcode", f"{n:02d}{m:08d}7777", {"variant": str(n)}) for n in range(30) for m in range(3)])
    assert len(store.catalogue.search("barang", 10)) == 10
    found = keys(store.catalogue.search("7777", 10))
    assert len(found) == len(set(found)) > 0
    store.close()


def test_diacritics_and_other_scripts_are_found(tmp_path):
    store = Store(tmp_path / "till.db")
    for key, name in (("1", "Café crème"), ("2", "咖啡"), ("3", "น้ำตาล"), ("4", "Ёлка")):
        apply(store, [("variant", key, {"name": name}), ("price", key, {"price_minor": 1})])
    assert [keys(store.catalogue.search(text)) for text in ("cafe", "CRÈME", "咖", "น้ำ", "ёл")] == [
        ["1"], ["1"], ["2"], ["3"], ["4"],
    ]  # fmt: skip
    store.close()


def test_pages_follow_the_owners_order_and_cover_everything_once(tmp_path):
    store = Store(tmp_path / "till.db")
    ranks = {str(n): (n * 7) % 5 for n in range(25)}
    apply(
        store, [("variant", k, {"name": k, "category": "c", "rank": r, "favourite": r == 0}) for k, r in ranks.items()]
    )
    apply(store, [("price", key, {"price_minor": 1}) for key in ranks if key != "3"])
    pages = [keys(store.catalogue.page("c", offset, 10)) for offset in (0, 10, 20, 30)]
    shown = [key for page in pages for key in page]
    assert [len(page) for page in pages] == [10, 10, 4, 0]
    assert sorted(shown) == sorted(set(ranks) - {"3"})
    assert [ranks[key] for key in shown] == sorted(ranks[key] for key in shown)
    assert store.catalogue.count("c") == 24
    assert store.catalogue.count(None) == len(store.catalogue.page(None, 0, 99)) == 5
    assert store.catalogue.count("nothing") == 0
    store.close()


def test_categories_come_in_the_owners_order(store):
    assert [category.key for category in store.catalogue.categories()] == ["food", "drinks"]


def test_how_the_till_sells_comes_from_the_feed_and_has_a_sense_before_it(store, tmp_path):
    shop = store.catalogue.shop()
    assert (shop.name, shop.till_name, shop.utc_offset_minutes) == ("Warung Melati", "Kasir 1", 420)
    assert (shop.rounding.round(149), shop.heading.lines, len(shop.label_rules)) == (100, ["Jl. Mawar 1"], 2)
    bare = Store(tmp_path / "till.db")
    assert bare.catalogue.shop().currency.code == "IDR"
    assert bare.catalogue.categories() == bare.catalogue.orders() == []
    bare.close()


def test_a_tax_class_that_is_not_known_taxes_nothing_under_its_own_key(store):
    classes = store.catalogue.tax_classes()
    assert isinstance(classes["not yet here"], TaxClass)
    assert (classes["not yet here"].key, classes["not yet here"].taxes) == ("not yet here", [])
    assert classes["ppn"].taxes
    assert store.catalogue.by_key(TEA).tax_class.taxes == []
