"""Reading the catalogue."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.port import Listed, ListingKey
from cloud_bridge.connectors.shopee._walk import Walk


def everything(connector, since_ms=None) -> list[Listed]:
    items, cursor = [], None
    while True:
        page = connector.list_products(cursor, since_ms)
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items


def test_items_and_models_become_one_listing_each(connector) -> None:
    kopi_250, kopi_1000, teh = everything(connector)
    assert kopi_250.key == ListingKey("1001", "1001001")
    assert kopi_250.name == "Kopi Gayo, 250 g"
    assert (kopi_1000.sku, kopi_1000.price_minor, kopi_1000.stock) == ("KG-1000", 310_000, 3)
    assert teh.key == ListingKey("1002")
    assert (teh.sku, teh.price_minor, teh.stock, teh.status) == ("TM-50", 12_500, 40, "NORMAL")


def test_every_item_of_many_pages_is_listed_once(connector, shop) -> None:
    shop.seed([{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(120)])
    keys = [item.key for item in everything(connector)]
    assert len(keys) == len(set(keys)) == 123


def test_banned_and_unlisted_items_are_listed_and_deleted_ones_are_not(connector, shop) -> None:
    shop.catalogue.set_status(1001, "SELLER_DELETE")
    shop.catalogue.set_status(1002, "BANNED")
    assert [item.status for item in everything(connector)] == ["BANNED"]


def test_only_what_changed_since_is_listed(connect, shop) -> None:
    shop.store.write("UPDATE item SET updated_at = 1700000000 WHERE item_id = 1001")
    assert [item.sku for item in everything(connect(), 1_700_000_001_000)] == ["TM-50"]
    assert len(everything(connect(), 1_700_000_000_000)) == 3


@pytest.mark.parametrize("offset_limit", [50, 100])
def test_a_catalogue_deeper_than_shopee_counts_is_listed_whole(connector, shop, offset_limit) -> None:
    shop.behaviour.turn(offset_limit=offset_limit)
    shop.seed([{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(400)])
    shop.store.write("UPDATE item SET updated_at = 1600000000 + item_id * 1000")
    assert {item.key.product_id for item in everything(connector)} == {str(n) for n in range(1001, 1403)}


@pytest.mark.parametrize("missing_is_error", [False, True])
def test_a_product_that_is_gone_is_left_out(connector, shop, missing_is_error) -> None:
    shop.behaviour.turn(missing_is_error=missing_is_error)
    assert {item.key.product_id for item in connector.read_products(["1001", "404", "1002", "405"])} == {"1001", "1002"}
    assert connector.read_products([]) == ()


def test_stock_held_for_a_promotion_is_told_apart(connector, shop) -> None:
    shop.reserve(1002, 0, 15)
    [teh] = connector.read_products(["1002"])
    assert (teh.stock, teh.reserved) == (40, 15)


def test_stock_is_that_of_the_connectors_own_warehouse(connect, shop) -> None:
    shop.behaviour.turn(location_id="IDZ")
    assert connect().read_products(["1002"])[0].stock == 0
    assert connect(location_id="IDZ").read_products(["1002"])[0].stock == 40


@settings(max_examples=200)
@given(st.lists(st.integers(1_420_070_400, 1_800_000_000), max_size=60), st.integers(1, 20))
def test_windows_cover_every_moment_once_however_they_are_halved(moments, depth) -> None:
    seen, walk, now_s = [], Walk(), 1_800_000_000
    while walk is not None:
        found = [at for at in moments if walk.from_s <= at and (not walk.to_s or at <= walk.to_s)]
        narrower = walk.narrower(now_s) if len(found) > depth else None
        if narrower is not None:
            walk = Walk.read(str(narrower))
            continue
        seen += found
        walk = walk.onwards()
    assert sorted(seen) == sorted(moments)
