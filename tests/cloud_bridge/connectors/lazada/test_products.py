"""Reading the catalogue: whole, in part, and while it changes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.lazada import _walk
from cloud_bridge.connectors.lazada._walk import PAGE, Walk
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.sandbox.lazada import _products


def everything(connector, since_ms=None):
    found, cursor = [], None
    while True:
        page = connector.list_products(cursor, since_ms)
        found += page.items
        cursor = page.cursor
        if cursor is None:
            return found


def age(shop, item_id: int, at_s: float) -> None:
    shop.store.write("UPDATE item SET updated_at = ? WHERE item_id = ?", int(at_s), item_id)


def many(shop, count: int, at_s: float) -> list[int]:
    ids = shop.seed({"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1_000, "stock": 1} for n in range(count))
    for n, item_id in enumerate(ids):
        age(shop, item_id, at_s + n)
    return ids


def test_each_sku_is_a_listing_with_price_stock_and_words(connector) -> None:
    small, large, tea = everything(connector)
    assert small.key == ListingKey("1001", "1001001")
    assert (small.sku, small.name, small.status) == ("KG-250", "Kopi Gayo, 250 g", "active")
    assert (large.price_minor, large.stock, large.reserved) == (310_000, 3, 0)
    assert (tea.key, tea.name) == (ListingKey("1002", "1002001"), "Teh Melati")
    assert abs(tea.updated_at_ms - time.time() * 1000) < 10_000


def test_stock_is_what_can_be_bought_and_reserved_what_a_campaign_holds_now(connector, shop) -> None:
    shop.buy(1002, quantity=3, pay=False)
    shop.buy(1002, quantity=2)
    shop.reserve(1002, 0, 5)
    [tea] = connector.read_products(["1002"])
    assert (tea.stock, tea.reserved) == (35, 5)  # a campaign that is over is in the answer too


@pytest.mark.parametrize("detail_is_camel", [False, True])
def test_a_product_that_is_gone_is_left_out(connector, shop, detail_is_camel) -> None:
    shop.behaviour.turn(detail_is_camel=detail_is_camel)
    shop.delete(1001)
    assert [listed.key.product_id for listed in connector.read_products(["1001", "1002", "404"])] == ["1002"]


def test_what_is_off_sale_is_listed_and_what_is_deleted_is_not(connector, shop) -> None:
    shop.catalogue.set_status(1002, "UNLIST")
    shop.delete(1001)
    assert [(listed.key.product_id, listed.status) for listed in everything(connector)] == [("1002", "inactive")]


def test_only_what_changed_since_is_listed(connector, shop) -> None:
    age(shop, 1001, 1_700_000_000)
    age(shop, 1002, 1_800_000_000)
    assert [listed.sku for listed in everything(connector, 1_750_000_000_000)] == ["TM-50"]


def test_a_small_shop_is_one_call(connector, shop) -> None:
    assert connector.list_products(None).cursor is None


@pytest.mark.parametrize("list_order", ["updated", "latest", "id"])
def test_a_catalogue_of_many_pages_is_listed_whole_while_it_changes(connector, shop, list_order) -> None:
    shop.behaviour.turn(list_order=list_order)
    ids = many(shop, 130, 1_700_000_000)
    found, cursor, turn = set(), None, 0
    while cursor or not turn:
        page = connector.list_products(cursor)
        found |= {int(listed.key.product_id) for listed in page.items}
        cursor = page.cursor
        for item_id in ids[turn * 7 : turn * 7 + 5]:
            shop.restock(item_id, 0, 9)
        turn += 1
    assert found >= {*ids, 1001, 1002}


def test_a_catalogue_deeper_than_offsets_reach_is_listed_whole_by_date(connector, shop, monkeypatch) -> None:
    monkeypatch.setattr(_walk, "DEEPEST", 60)
    monkeypatch.setattr(_products, "DEEPEST", 60)  # what the sandbox refuses
    ids = many(shop, 300, 1_600_000_000)
    for item_id in (1001, 1002):
        age(shop, item_id, 1_500_000_000)
    found = [int(listed.key.product_id) for listed in everything(connector)]
    assert sorted(set(found)) == [1001, 1002, *ids]


def test_one_warehouse_of_several_is_read(connect, shop) -> None:
    shop.behaviour.turn(warehouse="dropshipping", other_warehouse="bandung")
    shop.shelf.set_elsewhere(1002001, 8)
    assert [connect(warehouse=code).read_products(["1002"])[0].stock for code in ("", "bandung", "nowhere")] == [
        40,
        8,
        0,
    ]


class Market:
    """A list of products by update time, as Lazada pages it, that changes between the calls."""

    def __init__(self, count: int, order: str) -> None:
        self.now = 1_700_010_000
        self.updated = {n: 1_700_000_000 + n // 3 for n in range(count)}
        self.order = order

    def ask(self, walk: Walk) -> tuple[int, list[int]]:
        assert walk.offset <= _walk.DEEPEST
        inside = [n for n, at in self.updated.items() if walk.after_s <= at <= (walk.before_s or 1 << 40)]
        keys = {"updated": lambda n: (self.updated[n], n), "latest": lambda n: (-self.updated[n], n), "id": lambda n: n}
        inside.sort(key=keys[self.order])
        return len(inside), inside[walk.offset : walk.offset + PAGE]


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(0, 260),
    order=st.sampled_from(["updated", "latest", "id"]),
    deepest=st.sampled_from([50, 100, 10_000]),
    changes=st.lists(st.lists(st.integers(0, 259), max_size=8), max_size=10),
)
def test_no_product_is_jumped_over_in_whatever_order_and_however_they_change(count, order, deepest, changes) -> None:
    before, _walk.DEEPEST = _walk.DEEPEST, deepest
    try:
        market = Market(count, order)
        seen, walk = set(), Walk()
        pending = iter(changes)
        while walk is not None:
            market.now += 10
            while True:
                total, page = market.ask(walk)
                fitting = walk.fitting(total, market.now)
                assert fitting is not None
                if fitting == walk:
                    break
                walk = fitting
            seen |= set(page)
            walk = walk.next(total)
            if walk is not None:
                walk = Walk.read(str(walk))
            market.now += 10
            for n in next(pending, []):
                if n in market.updated:
                    market.updated[n] = market.now
        assert seen == set(range(count))
    finally:
        _walk.DEEPEST = before
