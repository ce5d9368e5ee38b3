"""Reading the catalogue."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.port import Listed, ListingKey
from cloud_bridge.connectors.woocommerce._reply import Reply
from cloud_bridge.connectors.woocommerce._walk import OVERLAP, PAGE, Walk


def everything(connector, since_ms=None) -> list[Listed]:
    items, cursor = [], None
    while True:
        page = connector.list_products(cursor, since_ms)
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items


def goods(count: int) -> list[dict]:
    return [{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(count)]


def test_every_variation_is_a_listing_and_so_is_a_product_without_any(connector) -> None:
    kopi_250, kopi_1000, teh = everything(connector)
    assert kopi_250.key == ListingKey("1001", "1001001")
    assert kopi_250.name == "Kopi Gayo, 250 g"
    assert (kopi_1000.sku, kopi_1000.price_minor, kopi_1000.stock) == ("KG-1000", 310_000, 3)
    assert teh.key == ListingKey("1002")
    assert (teh.name, teh.sku, teh.price_minor, teh.stock, teh.status) == ("Teh Melati", "TM-50", 12_500, 40, "publish")
    assert teh.is_counted


@pytest.mark.parametrize("header_total", [True, False])
def test_every_product_of_many_pages_and_every_variation_of_many_is_listed_once(connector, shop, header_total) -> None:
    shop.behaviour.turn(header_total=header_total)
    shop.seed(goods(230))
    models = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 0} for n in range(230)]
    shop.seed([{"name": "Benang", "models": models}])
    keys = [item.key for item in everything(connector)]
    assert len(keys) == len(set(keys)) == 3 + 230 + 230


def test_a_product_that_goes_while_the_list_is_read_hides_no_other(connector, shop) -> None:
    shop.seed(goods(2 * PAGE))
    first = connector.list_products(None)
    for item_id in range(1003, 1003 + 3 * OVERLAP):
        shop.store.write("DELETE FROM variant WHERE item_id = ?", item_id)
        shop.store.write("DELETE FROM item WHERE item_id = ?", item_id)
    items, cursor = list(first.items), first.cursor
    while cursor:
        page = connector.list_products(cursor)
        items, cursor = [*items, *page.items], page.cursor
    keys = [item.key for item in items]
    assert len(keys) == len(set(keys))
    assert {item.sku for item in items} >= {f"B-{n}" for n in range(2 * PAGE)}


@settings(max_examples=60)
@given(st.sets(st.integers(1, 400), min_size=1), st.data())
def test_whatever_leaves_a_list_on_the_way_what_stays_is_read_once(ids, data) -> None:
    there = sorted(ids)
    gone: set[int] = set()

    class App:
        def get(self, _path, params):
            start = int(dict(params)["offset"])
            return Reply([{"id": number} for number in there[start : start + PAGE]], len(there))

    seen: list[int] = []
    walk: Walk | None = Walk()
    while walk is not None:
        rows, walk = Walk.read(str(walk)).page(App(), "things", ())
        seen += [row["id"] for row in rows]
        for number in data.draw(st.lists(st.sampled_from(there), max_size=30) if there else st.just([])):
            gone.add(number)
        there[:] = [number for number in there if number not in gone]
    assert len(seen) == len(set(seen))
    assert set(seen) >= ids - gone


@given(st.integers(0, 350), st.integers(0, 2000) | st.none())
def test_a_walk_ends_whatever_the_shop_says_the_length_of_its_list_is(length, lie) -> None:
    class App:
        def get(self, _path, params):
            start = int(dict(params)["offset"])
            rows = [{"id": number} for number in range(1, length + 1)[start : start + PAGE]]
            return Reply(rows, None if lie is None else max(lie, length))

    seen: list[int] = []
    walk: Walk | None = Walk()
    for _ in range(10):
        rows, walk = walk.page(App(), "things", ())
        seen += [row["id"] for row in rows]
        if walk is None:
            break
    assert (walk, seen) == (None, list(range(1, length + 1)))


def test_only_what_changed_since_is_listed(connector, shop) -> None:
    shop.store.write("UPDATE item SET updated_at = updated_at - 3600")
    shop.catalogue.set_price(1002, 0, 13_000)
    since_ms = shop.catalogue.item(1002)["updated_at"] * 1000
    assert [item.sku for item in everything(connector, since_ms)] == ["TM-50"]


@pytest.mark.parametrize("moves", [False, True])
def test_stock_that_an_order_took_shows_in_a_whole_scan_and_seldom_in_one_by_time(connector, shop, moves) -> None:
    shop.behaviour.turn(orders_move_modified=moves)
    shop.store.write("UPDATE item SET updated_at = updated_at - 3600")
    since_ms = int((shop.clock() - 60) * 1000)
    shop.buy(1002, quantity=4)
    assert [item.sku for item in everything(connector, since_ms)] == (["TM-50"] if moves else [])
    assert {item.sku: item.stock for item in everything(connector)}["TM-50"] == 36


def test_drafts_and_private_products_are_listed_with_their_status_and_the_trash_is_not(connector, shop) -> None:
    shop.catalogue.set_status(1002, "draft")
    assert [item.status for item in everything(connector)] == ["publish", "publish", "draft"]
    shop.catalogue.set_status(1002, "trash")
    assert len(everything(connector)) == 2


def test_what_only_points_elsewhere_is_not_sold_here(connector, shop) -> None:
    given = {"type": "external", "slug": "x", "name": "Elsewhere"}
    shop.store.write("INSERT INTO woocommerce_product VALUES (1002, 'x', ?)", json.dumps(given))
    assert [item.sku for item in everything(connector)] == ["KG-250", "KG-1000"]


def test_a_product_that_is_gone_is_left_out(connector) -> None:
    assert [item.sku for item in connector.read_products(["1002", "999", "none"])] == ["TM-50"]


def test_more_products_than_fit_a_page_are_read_by_id(connector, shop) -> None:
    ids = [str(number) for number in shop.seed(goods(150))]
    assert {item.key.product_id for item in connector.read_products(ids)} == set(ids)


def test_what_is_not_counted_says_so(connector, shop) -> None:
    shop.stop_counting(1002)
    [teh] = connector.read_products(["1002"])
    assert (teh.is_counted, teh.stock) == (False, 0)


def test_stock_that_variations_share_is_shown_for_each_and_counted_for_none(connector, shop) -> None:
    shop.share_stock(1001, 9)
    assert [(one.is_counted, one.stock) for one in connector.read_products(["1001"])] == [(False, 9), (False, 9)]
    shop.buy(1001, 1001001, 2)
    assert [one.stock for one in connector.read_products(["1001"])] == [7, 7]
