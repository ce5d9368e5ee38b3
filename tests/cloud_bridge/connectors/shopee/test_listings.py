"""Putting items on sale."""

from dataclasses import replace

import pytest

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import DraftVariant, ListingDraft, Picture, WritesListings

PICTURE = Picture('muka "depan".png', b"\x89PNG\r\n--not a boundary", "image/png")
KAOS = ListingDraft(
    name="Kaos polos katun",
    description="Katun 100 %.\nDingin dipakai.",
    category="100416",
    attributes={"100392": "1001533", "100393": "Katun"},
    pictures=(PICTURE,),
    weight_g=180,
    variants=(
        DraftVariant("KP-MM", ("Merah", "M"), 75_000, 5, "8991234567890"),
        DraftVariant("KP-BL", ("Biru", "L"), 80_000, 6),
    ),
    option_names=("Warna", "Ukuran"),
)
SINGLE = replace(KAOS, variants=(DraftVariant("KP", (), 75_000, 5),), option_names=())


def items(shop) -> int:
    return len(shop.catalogue.items())


def test_a_draft_becomes_an_item_on_sale(connector, shop) -> None:
    assert isinstance(connector, WritesListings)
    medium, large = connector.create_listing(KAOS)
    assert (medium.sku, medium.price_minor, medium.stock) == ("KP-MM", 75_000, 5)
    assert (large.sku, large.name, large.stock) == ("KP-BL", "Kaos polos katun, Biru / L", 6)
    assert shop.store.row("SELECT bytes FROM shopee_image")["bytes"] == len(PICTURE.data)


def test_an_item_without_options_is_its_only_variant(connector) -> None:
    [listed] = connector.create_listing(SINGLE)
    assert (listed.sku, listed.name, listed.stock, listed.key.variant_id) == ("KP", KAOS.name, 5, "")


@pytest.mark.parametrize("call", ["add_item", "init_tier_variation"])
@pytest.mark.parametrize("fault", ["lose_answer", "server_error"])
def test_an_item_is_made_once_and_whole_however_often_it_breaks_off(connect, shop, call, fault) -> None:
    connector = connect(timeout_s=0.2)
    shop.faults.turn(only=call, lost_for_s=0.4, **{fault: 1.0})
    with pytest.raises(TryLater):
        connector.create_listing(KAOS)
    half = shop.catalogue.everything()[3:]
    assert all(row["has_variants"] or not row["stock"] for row in half)  # nobody buys half an item
    shop.faults.reset()
    for _ in range(2):
        assert [listed.sku for listed in connector.create_listing(KAOS)] == ["KP-MM", "KP-BL"]
    assert items(shop) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pictures": ()}, "image"),
        ({"category": "Kaos"}, "number"),
        ({"option_names": ()}, "one option or two"),
        ({"option_names": ("Warna", "Ukuran", "Kain")}, "one option or two"),
        ({"attributes": {"100393": ""}}, "Value_name"),
    ],
)
def test_a_refused_draft_says_why(connector, shop, change, words) -> None:
    with pytest.raises(Refused, match=words):
        connector.create_listing(replace(KAOS, **change))
    assert items(shop) == 2


def test_an_item_becomes_what_the_draft_says_apart_from_its_stock(connector, shop) -> None:
    product_id = connector.create_listing(KAOS)[0].key.product_id
    shop.buy(int(product_id), int(product_id) * 1000 + 1, 2)
    changed = replace(
        KAOS,
        name="Kaos polos lengan panjang",
        pictures=(),
        variants=(replace(KAOS.variants[0], price_minor=90_000), DraftVariant("KP-HX", ("Hijau", "XL"), 95_000, 4)),
    )
    medium, huge = connector.update_listing(product_id, changed)
    assert (medium.name, medium.price_minor, medium.stock) == ("Kaos polos lengan panjang, Merah / M", 90_000, 3)
    assert (huge.sku, huge.name, huge.stock) == ("KP-HX", "Kaos polos lengan panjang, Hijau / XL", 4)
    with pytest.raises(Refused, match="404"):
        connector.update_listing("404", changed)


def test_an_item_without_variants_changes_its_price_and_may_get_some(connector) -> None:
    [listed] = connector.create_listing(SINGLE)
    product_id = listed.key.product_id
    other = replace(SINGLE, variants=(DraftVariant("KP2", (), 77_000, 1),))
    [listed] = connector.update_listing(product_id, other)
    assert (listed.sku, listed.price_minor, listed.stock) == ("KP2", 77_000, 5)
    assert len(connector.update_listing(product_id, KAOS)) == 2
    with pytest.raises(Refused, match="has variants"):
        connector.update_listing(product_id, SINGLE)


def test_all_variants_of_an_item_may_be_replaced(connector) -> None:
    product_id = connector.create_listing(KAOS)[0].key.product_id
    new = replace(KAOS, variants=(DraftVariant("KP-S", ("S",), 70_000, 2),), option_names=("Ukuran",))
    [listed] = connector.update_listing(product_id, new)
    assert (listed.sku, listed.name) == ("KP-S", "Kaos polos katun, S")


def test_a_price_that_a_promotion_locks_is_refused_only_where_it_changes(connector, shop) -> None:
    product_id = connector.create_listing(KAOS)[0].key.product_id
    shop.reserve(int(product_id), int(product_id) * 1000 + 1, 1)
    connector.update_listing(product_id, replace(KAOS, name="Kaos"))
    dearer = replace(KAOS, variants=(replace(KAOS.variants[0], price_minor=99_000), KAOS.variants[1]))
    with pytest.raises(Refused, match="promotion"):
        connector.update_listing(product_id, dearer)


def test_new_stock_stands_in_the_connectors_own_warehouse(connect, shop) -> None:
    shop.behaviour.turn(location_id="IDZ")
    with pytest.raises(Refused, match="location_id"):
        connect().create_listing(SINGLE)
    assert connect(location_id="IDZ").create_listing(KAOS)[0].stock == 5
