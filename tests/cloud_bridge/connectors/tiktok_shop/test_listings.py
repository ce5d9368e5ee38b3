"""Putting products on sale."""

from dataclasses import replace

import pytest

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import DraftVariant, ListingDraft, Picture, WritesListings

PICTURE = Picture('muka "depan".png', b"\x89PNG\r\n--not a boundary", "image/png")
KAOS = ListingDraft(
    name="Kaos polos katun lengan pendek",
    description="Katun <100 %>.\n\nDingin dipakai.",
    category="600001",
    attributes={"100392": "1001533", "100393": "Katun"},
    pictures=(PICTURE,),
    weight_g=180,
    variants=(
        DraftVariant("KP-M", ("M",), 75_000, 5, "8991234567890"),
        DraftVariant("KP-L", ("L",), 80_000, 6),
    ),
    option_names=("Ukuran",),
)


def products(shop) -> int:
    return len(shop.catalogue.items())


def test_a_draft_becomes_a_product_on_sale(connector, shop) -> None:
    assert isinstance(connector, WritesListings)
    medium, large = connector.create_listing(KAOS)
    assert (medium.sku, medium.price_minor, medium.stock) == ("KP-M", 75_000, 5)
    assert (large.sku, large.name) == ("KP-L", "Kaos polos katun lengan pendek, L")
    assert shop.store.row("SELECT bytes FROM tiktok_image")["bytes"] == len(PICTURE.data)


def test_a_product_is_made_once_however_often_it_is_asked_for(connect, shop) -> None:
    connector = connect(timeout_s=0.3)
    shop.faults.turn(lose_answer=1.0, only="/product/202309/products", lost_for_s=0.6)
    with pytest.raises(TryLater):
        connector.create_listing(KAOS)
    shop.faults.reset()
    assert products(shop) == 3
    shop.store.write("UPDATE variant SET sku = sku || '?' WHERE item_id = 1003")  # not to be found by its SKU yet
    connector.create_listing(KAOS)
    assert products(shop) == 3
    shop.store.write("DELETE FROM tiktok_created")  # the key is forgotten, but it can be found by now
    shop.store.write("UPDATE variant SET sku = rtrim(sku, '?') WHERE item_id = 1003")
    assert connector.create_listing(KAOS)[0].key.product_id == "1003"
    assert products(shop) == 3


def test_a_refused_draft_says_why(connector) -> None:
    with pytest.raises(Refused, match="25 to 255"):
        connector.create_listing(replace(KAOS, name="Kaos"))
    with pytest.raises(Refused, match="image"):
        connector.create_listing(replace(KAOS, pictures=()))


def test_a_product_becomes_what_the_draft_says_apart_from_its_stock(connector, shop) -> None:
    product_id = connector.create_listing(KAOS)[0].key.product_id
    shop.buy(int(product_id), int(product_id) * 1000 + 1, 2)
    changed = replace(
        KAOS,
        name="Kaos polos katun lengan panjang",
        variants=(replace(KAOS.variants[0], price_minor=90_000), DraftVariant("KP-XL", ("XL",), 95_000, 4)),
    )
    medium, huge = connector.update_listing(product_id, changed)
    assert (medium.name, medium.price_minor, medium.stock) == ("Kaos polos katun lengan panjang, M", 90_000, 3)
    assert (huge.sku, huge.stock) == ("KP-XL", 4)
    with pytest.raises(Refused, match="404"):
        connector.update_listing("404", changed)


def test_a_product_with_one_variant_needs_no_options(connector) -> None:
    single = replace(KAOS, variants=(DraftVariant("KP", (), 75_000, 5),), option_names=())
    [listed] = connector.create_listing(single)
    assert (listed.sku, listed.name) == ("KP", KAOS.name)
