from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.store import Store
from tests.store.goods import (
    BREAD,
    COFFEE,
    COFFEE_CODE,
    PRICES,
    STALL,
    TEA,
    WAIT_S,
    apply,
    contents,
    feed_rows,
    open_stall,
    run,
    sell,
)


@pytest.fixture
def store(tmp_path):
    with_stall = open_stall(tmp_path / "till.db")
    yield with_stall
    with_stall.close()


def names(found):
    return [variant.name for variant in found]


def test_rows_that_do_not_begin_at_the_cursor_change_nothing(store):
    before = contents(store)
    for since in (0, len(STALL) - 1, len(STALL) + 1):
        rows = feed_rows([("price", COFFEE, {"price_minor": 1})], since + 1)
        assert store.feed.apply(since, since + 1, rows, 0).result(WAIT_S) is False
    assert contents(store) == before


def test_rows_and_cursor_are_one_step(store):
    before = contents(store)
    run(store, "CREATE TRIGGER broken BEFORE UPDATE OF feed_version ON head BEGIN SELECT RAISE(ABORT, 'worn'); END")
    with pytest.raises(Exception, match="could not be written"):
        apply(store, [("price", COFFEE, {"price_minor": 1})])
    assert contents(store) == before


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(), cuts=st.lists(st.integers(1, len(STALL) - 1), max_size=4, unique=True))
def test_the_catalogue_is_the_same_in_whatever_order_and_pieces_it_came(tmp_path_factory, seed, cuts):
    store = Store(tmp_path_factory.mktemp("order") / "till.db")
    things = list(STALL)
    random.Random(seed).shuffle(things)
    edges = [0, *sorted(cuts), len(things)]
    for start, stop in pairwise(edges):
        assert apply(store, things[start:stop])
    found = store.catalogue.by_barcode("0" + COFFEE_CODE)
    assert (found.name, found.price_minor, found.stock_milli) == ("Kopi susu", 18_000, 10_000)
    assert found.tax_class.taxes[0].rate_ppm == 120_000
    assert names(store.catalogue.search("kopi")) == ["Kopi susu"]
    assert store.catalogue.shop().name == "Warung Melati"
    assert {key: store.catalogue.by_key(key).price_minor for key in PRICES} == PRICES
    store.close()


def test_a_variant_is_not_sold_before_it_has_a_name_and_a_price(tmp_path):
    store = Store(tmp_path / "till.db")
    apply(store, [("price", TEA, {"price_minor": 5_000}), ("stock", TEA, {"on_hand_milli": 1_000})])
    assert store.catalogue.by_key(TEA) is None
    apply(store, [("variant", TEA, {"name": "Teh", "sku": "TEH"})])
    assert store.catalogue.by_key(TEA).stock_milli == 1_000
    apply(store, [("price", TEA, None)])
    assert store.catalogue.by_key(TEA) is None
    store.close()


def test_tombstones_take_away_and_a_row_that_comes_back_is_back(store):
    apply(store, [("variant", COFFEE, None), ("category", "drinks", None), ("stock", BREAD, None)])
    assert store.catalogue.by_barcode("0" + COFFEE_CODE) is None
    assert store.catalogue.search("kopi") == []
    assert [category.key for category in store.catalogue.categories()] == ["food"]
    apply(store, [("variant", COFFEE, {"name": "Kopi hitam", "sku": "KOPI-S"})])
    found = store.catalogue.by_barcode("0" + COFFEE_CODE)
    assert (found.name, found.price_minor) == ("Kopi hitam", 18_000)
    assert names(store.catalogue.search("hitam")) == ["Kopi hitam"]
    apply(store, [("barcode", "0" + COFFEE_CODE, None), ("stock", COFFEE, None)])
    assert store.catalogue.by_barcode("0" + COFFEE_CODE) is None
    assert store.catalogue.by_key(COFFEE).stock_milli is None


def test_the_latest_version_of_a_row_wins_within_one_message(store):
    since = store.feed.cursor().result(WAIT_S)
    rows = feed_rows([("category", "x", None), ("category", "x", {"name": "X"})], since + 1)
    assert store.feed.apply(since, since + 2, rows[::-1], 0).result(WAIT_S)
    assert "X" in [category.name for category in store.catalogue.categories()]


def test_search_follows_a_rename_and_forgets_the_old_name(store):
    apply(store, [("variant", COFFEE, {"sku": "NEW-1", "name": "Espresso"})])
    assert store.catalogue.search("kopi") == []
    assert names(store.catalogue.search("espr")) == names(store.catalogue.search("new")) == ["Espresso"]
    run(store, "INSERT INTO finder (finder) VALUES ('integrity-check')")


def test_stock_from_the_bridge_does_not_count_what_was_sold_here_since(store):
    seq = sell(store, 1, COFFEE)["seq"]
    sell(store, 2, COFFEE, BREAD)
    apply(store, [("stock", COFFEE, {"on_hand_milli": 50_000, "reserved_milli": 4_000})], seq=seq)
    assert store.catalogue.by_key(COFFEE).stock_milli == 45_000
    assert store.catalogue.by_key(BREAD).stock_milli is None


def test_a_feed_that_does_not_say_what_it_counts_is_taken_to_count_what_is_acknowledged(store):
    entry = sell(store, 1, COFFEE)
    assert store.outbox.ack(entry["seq"], entry["hash"]).result(WAIT_S)
    sell(store, 2, COFFEE)
    apply(store, [("stock", COFFEE, {"on_hand_milli": 50_000})], seq=None)
    assert store.catalogue.by_key(COFFEE).stock_milli == 49_000


def test_a_table_of_a_later_version_is_kept(store):
    apply(store, [("loyalty", "gold", {"points": 3})])
    assert run(store, "SELECT key, data FROM fact WHERE tbl = 'loyalty'") == [("gold", '{"points": 3}')]


UNUSABLE = [
    ("price", COFFEE, {"price_minor": 1.5}),
    ("price", COFFEE, {"price_minor": 2**70}),
    ("variant", COFFEE, {"name": "x", "rank": "first"}),
    ("variant", "\ud800", {"name": "x"}),
    ("stock", COFFEE, {"on_hand_milli": []}),
    ("merchant", "m", {"policy": "sometimes"}),
    ("merchant", "m", {"rounding": {"step_minor": 100, "mode": "sideways"}}),
    ("merchant", "m", {"notes_minor": ["many"]}),
    ("store", "s", {"utc_offset_minutes": 10**6}),
    ("store", "s", {"lines": 5}),
    ("till", "t", {"label_rules": [5]}),
    ("tax_class", "ppn", {"taxes": [{"rate": 12}]}),
    ("tax_class", "ppn", {"taxes": [{"key": "a", "name": "a", "rate_ppm": "12 %"}]}),
    ("tax_class", "ppn", {"taxes": [{"key": "a", "name": "a", "base_den": 0}]}),
    ("category", "food", {"rank": "first"}),
    ("stock", COFFEE, {}),
    ("order", "o", {"lines": [{"quantity_milli": "two"}]}),
    ("order", "o", {"at_ms": "now"}),
]


@pytest.mark.parametrize("row", UNUSABLE, ids=lambda row: f"{row[0]} {row[2]}"[:40])
def test_a_row_that_cannot_be_used_is_left_out_and_holds_up_nothing(store, row, caplog):
    before = contents(store)
    good = [("price", key, {"price_minor": 7}) for key in (TEA, BREAD)]
    assert apply(store, [good[0], row, good[1]])
    assert store.catalogue.by_key(TEA).price_minor == store.catalogue.by_key(BREAD).price_minor == 7
    assert store.catalogue.by_key(COFFEE).price_minor == 18_000
    assert {key: contents(store)[key] for key in ("fact", "stock")} == {key: before[key] for key in ("fact", "stock")}
    assert "cannot be used" in caplog.text
    assert store.catalogue.shop().name == "Warung Melati"
    assert store.catalogue.categories()
    assert store.catalogue.orders() == []


def test_a_label_rule_that_cannot_be_read_does_not_take_the_others_along(store):
    rules = [{"pattern": "{", "meaning": "price"}, {"pattern": "29.....{NNNNN}.", "meaning": "price"}]
    apply(store, [("till", "t", {"name": "Kasir 1", "label_rules": rules})])
    assert [rule.pattern for rule in store.catalogue.shop().label_rules] == ["29.....{NNNNN}."]


def test_orders_come_oldest_first_with_the_name_of_their_channel(store):
    lines = [{"sku": "KOPI-S", "name": "Kopi susu", "quantity_milli": 2_000}]
    order = {"channel": "c", "number": "220101", "state": "paid", "buyer": "ani", "lines": lines}
    apply(store, [("order", "o2", {**order, "at_ms": 2}), ("order", "o1", {**order, "at_ms": 1, "channel": "d"})])
    apply(store, [("channel", "c", {"name": "Shopee Bu Sri"})])
    found = store.catalogue.orders()
    assert [(order.key, order.channel) for order in found] == [("o1", "d"), ("o2", "Shopee Bu Sri")]
    assert [(line.name, line.quantity_milli) for line in found[0].lines] == [("Kopi susu", 2_000)]
