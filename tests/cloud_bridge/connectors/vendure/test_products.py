"""Reading the catalogue."""

import time

import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.connectors.vendure import _walk
from tests.cloud_bridge.connectors.vendure.conftest import every_listing

pytestmark = pytest.mark.xdist_group("vendure")


def test_every_variant_is_a_listing(connector) -> None:
    shown = {item.sku: item for item in every_listing(connector)}
    kopi, teh = shown["KG-1000"], shown["TM-50"]
    assert (kopi.key, kopi.name, kopi.price_minor) == (ListingKey("1", "2"), "Kopi Gayo 1 kg", 310_000)
    assert (teh.name, teh.price_minor, teh.stock, teh.status) == ("Teh Melati", 12_500, 40, "enabled")
    assert teh.is_counted
    assert abs(teh.updated_at_ms - time.time() * 1000) < 3_600_000


def test_what_the_shop_does_not_track_is_not_counted(connector) -> None:
    [card] = [item for item in every_listing(connector) if item.sku == "KU-1"]
    assert not card.is_counted


def test_the_servers_settings_hold_where_a_variant_says_nothing(connector, admin) -> None:
    made = admin.make(10, trackInventory="INHERIT")
    assert connector.read_products([made["product"]])[0].is_counted
    settings = "mutation ($on: Boolean!, $held: Int!) { updateGlobalSettings(input: { trackInventory: $on, "
    settings += "outOfStockThreshold: $held }) { __typename } }"
    admin.ask(settings, on=False, held=0)
    assert not connector.read_products([made["product"]])[0].is_counted
    admin.ask(settings, on=True, held=3)
    assert connector.read_products([made["product"]])[0].stock == 7
    admin.ask(settings, on=True, held=0)


def test_only_what_changed_since_is_listed(connector, admin) -> None:
    old, new = admin.make(1), admin.make(1)
    time.sleep(1.1)
    since_ms = int(time.time() * 1000)
    admin.change(new["variant"], price=2_000_000)
    skus = [item.sku for item in every_listing(connector, since_ms)]
    assert new["sku"] in skus
    assert old["sku"] not in skus


def test_what_is_off_sale_is_listed_with_its_status(connector, admin) -> None:
    made = admin.make(1, enabled=False)
    assert {item.sku: item.status for item in every_listing(connector)}[made["sku"]] == "disabled"


def test_a_product_that_is_gone_is_left_out(connector, admin) -> None:
    made = admin.make(5)
    assert connector.read_products([made["product"], "99999"])[0].sku == made["sku"]
    admin.ask("mutation ($id: ID!) { deleteProduct(id: $id) { result } }", id=made["product"])
    assert connector.read_products([made["product"]]) == ()
    assert connector.read_products([]) == ()


def test_a_catalogue_of_many_pages_is_listed_once_however_many_were_made_at_once(connector, admin, monkeypatch) -> None:
    monkeypatch.setattr(_walk, "PAGE", 5)
    made = {admin.make(1)["sku"] for _ in range(12)}
    skus = [item.sku for item in every_listing(connector)]
    assert len(skus) == len(set(skus))
    assert made <= set(skus)


def test_nothing_is_left_out_while_products_before_it_go_and_others_come(connector, admin, monkeypatch) -> None:
    monkeypatch.setattr(_walk, "PAGE", 5)
    made = [admin.make(1) for _ in range(12)]
    kept = {one["sku"] for one in made[1::2]}
    seen, going, cursor = set(), made[::2], None
    while True:
        shown = connector.list_products(cursor)
        seen |= {item.sku for item in shown.items}
        cursor = shown.cursor
        if cursor is None:
            break
        if going and going[0]["sku"] in seen:
            admin.ask("mutation ($id: ID!) { deleteProduct(id: $id) { result } }", id=going.pop(0)["product"])
            kept.add(admin.make(1)["sku"])
    assert kept <= seen


def test_a_channel_another_currency_or_several_locations_are_the_owners_matter(connect, admin) -> None:
    with pytest.raises(NeedsOwner, match="other-shop"):
        connect(shop_id="other-shop").read_products(["1"])
    with pytest.raises(NeedsOwner, match="sells in IDR, not in SGD"):
        connect(currency="SGD").read_products(["1"])
    with pytest.raises(Refused, match="XXX"):
        connect(currency="XXX")
    second = admin.ask('mutation { createStockLocation(input: { name: "Gudang" }) { id } }')["createStockLocation"][
        "id"
    ]
    try:
        with pytest.raises(NeedsOwner, match=r"1 Default Stock Location, .* Gudang"):
            connect().read_products(["1"])
        made = admin.make(4, stockLevels=[{"stockLocationId": second, "stockOnHand": 9}])
        assert connect(location_id=second).read_products([made["product"]])[0].stock == 9
    finally:
        admin.ask("mutation ($id: ID!) { deleteStockLocation(input: { id: $id }) { result } }", id=second)
    with pytest.raises(NeedsOwner, match="choose"):
        connect(location_id=second).read_products(["1"])
