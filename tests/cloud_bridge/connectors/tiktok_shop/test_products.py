"""Reading the catalogue."""

import time

import pytest

from cloud_bridge.connectors.port import Listed, ListingKey


def everything(connector, since_ms=None) -> list[Listed]:
    items, cursor = [], None
    while True:
        page = connector.list_products(cursor, since_ms)
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items


def test_every_sku_is_one_listing(connector) -> None:
    kopi_250, kopi_1000, teh = everything(connector)
    assert kopi_250.key == ListingKey("1001", "1001001")
    assert (kopi_1000.sku, kopi_1000.price_minor, kopi_1000.stock) == ("KG-1000", 310_000, 3)
    assert teh.key == ListingKey("1002", "1002000")
    assert (teh.sku, teh.price_minor, teh.stock, teh.status) == ("TM-50", 12_500, 40, "ACTIVATE")


def test_every_product_of_many_pages_is_listed_once(connector, shop) -> None:
    shop.seed([{"name": f"Barang {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": n} for n in range(220)])
    keys = [item.key for item in everything(connector)]
    assert len(keys) == len(set(keys)) == 223


def test_what_is_off_sale_is_listed_with_its_status_and_what_is_deleted_is_not(connector, shop) -> None:
    shop.catalogue.set_status(1001, "DELETED")
    shop.catalogue.set_status(1002, "PLATFORM_DEACTIVATED")
    assert [item.status for item in everything(connector)] == ["PLATFORM_DEACTIVATED"]


def test_only_what_changed_since_is_listed(connector, shop) -> None:
    shop.store.write("UPDATE item SET updated_at = updated_at - 1000 WHERE item_id = 1001")
    assert {item.key.product_id for item in everything(connector, int((time.time() - 500) * 1000))} == {"1002"}


def test_a_single_product_is_read_with_how_its_variants_differ(connector) -> None:
    kopi_250, kopi_1000 = connector.read_products(["1001"])
    assert (kopi_250.name, kopi_1000.name) == ("Kopi Gayo, 250 g", "Kopi Gayo, 1 kg")
    assert kopi_1000.price_minor == 310_000


def test_a_product_that_is_gone_is_left_out(connector, shop) -> None:
    shop.catalogue.set_status(1001, "DELETED")
    assert [item.key.product_id for item in connector.read_products(["1001", "404", "1002"])] == ["1002"]
    assert connector.read_products(["404"]) == ()


@pytest.mark.parametrize("warehouses", [1, 3])
def test_stock_is_that_of_all_warehouses_and_what_campaigns_hold_is_said(connector, shop, warehouses) -> None:
    shop.behaviour.turn(warehouses=warehouses)
    shop.reserve(1002, 0, 15)
    [teh] = connector.read_products(["1002"])
    assert (teh.stock, teh.reserved, teh.is_counted) == (40, 15, True)
