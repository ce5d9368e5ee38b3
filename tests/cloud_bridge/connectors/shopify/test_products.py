"""Reading the catalogue."""

import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused
from cloud_bridge.connectors.port import Listed, ListingKey
from cloud_bridge.connectors.shopify import _walk
from cloud_bridge.connectors.shopify._walk import Walk


def everything(connector, since_ms=None) -> list[Listed]:
    items, cursor = [], None
    while True:
        page = connector.list_products(cursor, since_ms)
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items


def test_every_variant_is_a_listing_also_the_only_one(connector) -> None:
    kopi_250, kopi_1000, teh = everything(connector)
    assert kopi_250.key == ListingKey("1001", "1001001")
    assert kopi_250.name == "Kopi Gayo, 250 g"
    assert (kopi_1000.sku, kopi_1000.price_minor, kopi_1000.stock) == ("KG-1000", 310_000, 3)
    assert teh.key == ListingKey("1002", "1002000")
    assert (teh.name, teh.sku, teh.price_minor, teh.stock, teh.status) == ("Teh Melati", "TM-50", 12_500, 40, "ACTIVE")
    assert teh.is_counted


def test_every_product_of_many_pages_and_every_variant_of_many_is_listed_once(connector, shop) -> None:
    shop.seed([{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(90)])
    models = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 0} for n in range(230)]
    shop.seed([{"name": "Benang", "models": models}])
    keys = [item.key for item in everything(connector)]
    assert len(keys) == len(set(keys)) == 3 + 90 + 230


def test_only_what_changed_since_is_listed(connector, shop) -> None:
    shop.store.write("UPDATE item SET updated_at = updated_at - 3600")
    shop.catalogue.set_price(1002, 0, 13_000)
    since_ms = (shop.catalogue.item(1002)["updated_at"] - 60) * 1000
    assert [item.sku for item in everything(connector, since_ms)] == ["TM-50"]


def test_drafts_and_archived_products_are_listed_with_their_status(connector, shop) -> None:
    shop.catalogue.set_status(1002, "ARCHIVED")
    assert [item.status for item in everything(connector)] == ["ACTIVE", "ACTIVE", "ARCHIVED"]


def test_a_catalogue_deeper_than_shopify_pages_is_listed_whole(connector, shop, monkeypatch) -> None:
    monkeypatch.setattr(_walk, "DEEPEST", 40)
    shop.behaviour.turn(page_depth=50)
    shop.seed([{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(120)])
    shop.store.write("UPDATE item SET updated_at = updated_at - 1000 + item_id / 30")
    assert {item.sku for item in everything(connector)} >= {f"B-{n}" for n in range(120)}


def test_more_changes_in_a_second_than_can_be_paged_are_refused_not_left_out() -> None:
    walk = Walk(since_s=5, depth=_walk.DEEPEST)
    with pytest.raises(Refused, match="one second"):
        walk.onwards(1, "x", 5_999)
    assert walk.onwards(1, "x", 6_000) == Walk(since_s=6)
    assert Walk.read(str(Walk(1, 2, "a:b="))) == Walk(1, 2, "a:b=")


def test_a_product_that_is_gone_is_left_out(connector) -> None:
    assert [item.sku for item in connector.read_products(["1002", "999", "none"])] == ["TM-50"]


def test_what_is_not_counted_or_not_kept_here_says_so(connect, shop) -> None:
    shop.stop_counting(1002)
    assert [item.is_counted for item in connect().read_products(["1002"])] == [False]
    [kopi, _] = connect(location_id="60002").read_products(["1001"])
    assert (kopi.is_counted, kopi.stock) == (False, 0)


def test_the_only_location_of_a_shop_is_found(connect) -> None:
    assert connect(location_id="").read_products(["1002"])[0].stock == 40


def test_a_shop_with_several_locations_has_to_choose_one(connect, shop) -> None:
    shop.behaviour.turn(locations=2)
    with pytest.raises(NeedsOwner, match="60001 Gudang Utama, 60002 Toko Kedua"):
        connect(location_id="").read_products(["1002"])
