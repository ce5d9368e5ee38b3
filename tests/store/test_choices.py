from __future__ import annotations

import pytest

from appliance.store import Store
from appliance.till.product import Choice, ModifierGroup, Option
from tests.store.goods import apply

SHIRT = {"name": "Kaos", "options": [{"name": "Ukuran", "values": ["S", "L"]}, {"name": "Warna", "values": ["Red"]}]}


def shirt(options, **more):
    return {"name": "Kaos " + " ".join(options), "product": "shirt", "options": options, "category": "wear", **more}


@pytest.fixture
def store(tmp_path):
    with_shirts = Store(tmp_path / "till.db")
    apply(with_shirts, [
        ("product", "shirt", SHIRT), ("product", "tea", {"name": "Tea"}),
        ("variant", "tea", {"name": "Tea", "product": "tea", "category": "wear"}),
        ("variant", "s", shirt(["S", "Red"], rank=1)), ("variant", "l", shirt(["L", "Red"], rank=2)),
        ("price", "l", {"price_minor": 2}), ("price", "tea", {"price_minor": 3}),
    ])  # fmt: skip
    yield with_shirts
    with_shirts.close()


def test_a_product_has_its_variants_that_can_be_sold_with_their_options(store):
    product = store.catalogue.product("shirt")
    assert (product.name, product.options) == ("Kaos", (Option("Ukuran", ("S", "L")), Option("Warna", ("Red",))))
    assert [(variant.key, variant.options) for variant in product.variants] == [("l", ("L", "Red"))]
    apply(store, [("price", "s", {"price_minor": 1})])
    assert [variant.key for variant in store.catalogue.product("shirt").variants] == ["s", "l"]
    assert [variant.key for variant in product.matching(["", "Red"])] == ["l"]
    assert product.matching(["S", ""]) == []


def test_a_product_without_options_is_no_product_of_its_own(store):
    assert store.catalogue.product("tea") is None
    assert store.catalogue.product("gone") is None
    assert store.catalogue.product("") is None


def test_a_product_that_lost_its_options_is_forgotten(store):
    apply(store, [("product", "shirt", {"name": "Kaos"})])
    assert store.catalogue.product("shirt") is None


def test_a_product_stands_once_on_the_grid_and_is_counted_once(store):
    apply(store, [("price", "s", {"price_minor": 1})])
    assert [variant.key for variant in store.catalogue.page("wear", 0, 9)] == ["tea", "s"]
    assert store.catalogue.count("wear") == 2


def test_the_first_variant_that_can_be_sold_stands_for_its_product(store):
    assert [variant.key for variant in store.catalogue.page("wear", 0, 9)] == ["tea", "l"]
    apply(store, [("variant", "l", None), ("price", "s", {"price_minor": 1})])
    assert [variant.key for variant in store.catalogue.page("wear", 0, 9)] == ["tea", "s"]


def test_what_a_variant_asks_comes_with_it_and_goes_with_the_next_row(store):
    apply(store, [("variant", "tea", {"name": "Tea", "modifiers": ["m"], "open_price": True, "min_age": 18})])
    tea = store.catalogue.by_key("tea")
    assert (tea.modifiers, tea.open_price, tea.min_age, tea.options) == (("m",), True, 18, ())
    apply(store, [("variant", "tea", {"name": "Tea"})])
    tea = store.catalogue.by_key("tea")
    assert (tea.modifiers, tea.open_price, tea.min_age) == ((), False, 0)


def test_modifiers_come_in_the_order_they_are_asked_for_without_unknown_ones(store):
    choice = {"key": "a", "name": "A", "price_minor": 5, "default": True}
    apply(store, [("modifier", "m", {"name": "M", "min": 1, "max": 1, "choices": [choice]})])
    apply(store, [("modifier", "n", {"name": "N", "choices": [{"key": "b", "name": "B"}]})])
    groups = store.catalogue.modifiers(["n", "gone", "m"])
    assert groups == [
        ModifierGroup("n", "N", 0, 1, (Choice("b", "B"),)),
        ModifierGroup("m", "M", 1, 1, (Choice("a", "A", 5, is_default=True),)),
    ]


def test_a_group_never_asks_for_more_than_it_has(store):
    apply(store, [("modifier", "m", {"name": "M", "min": 3, "max": 2, "choices": [{"key": "a", "name": "A"}]})])
    (group,) = store.catalogue.modifiers(["m"])
    assert (group.least, group.most) == (1, 2)


@pytest.mark.parametrize(
    ("table", "data"),
    [
        ("product", {"name": "x", "options": [{"values": []}]}),
        ("product", {"name": "x", "options": "L"}),
        ("modifier", {"name": "x"}),
        ("modifier", {"name": "x", "choices": [{"name": "no key"}]}),
        ("variant", {"name": "x", "min_age": "old"}),
        ("variant", {"name": "x", "options": 5}),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_the_rest_stays(store, table, data):
    assert apply(store, [(table, "bad", data), ("price", "tea", {"price_minor": 9})])
    assert store.catalogue.by_key("tea").price_minor == 9
    assert store.catalogue.product("bad") is None
    assert store.catalogue.modifiers(["bad"]) == []
