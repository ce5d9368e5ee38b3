"""Putting products on sale."""

import dataclasses

import pytest

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import DraftVariant, ListingDraft, Picture, WritesListings

KAOS = ListingDraft(
    name="Kaos Polos",
    description="<p>Katun</p>",
    category="Kaos",
    attributes={"vendor": "Rumah Kaos", "bahan": "katun"},
    pictures=(Picture("kaos.png", b"\x89PNG", "image/png"),),
    weight_g=180,
    variants=(
        DraftVariant("KP-M", ("Merah", "M"), 75_000, 5, "8991234567890"),
        DraftVariant("KP-L", ("Merah", "L"), 80_000, 2),
    ),
    option_names=("Warna", "Ukuran"),
)
GULA = ListingDraft("Gula", "", "", {}, (), 1000, (DraftVariant("G-1", (), 15_000, 9),))


def test_a_product_is_put_on_sale_with_its_variants_and_pictures(connector, shop) -> None:
    assert isinstance(connector, WritesListings)
    medium, large = connector.create_listing(KAOS)
    assert (medium.name, medium.sku, medium.price_minor, medium.stock) == ("Kaos Polos, Merah / M", "KP-M", 75_000, 5)
    assert (large.sku, large.stock, large.status) == ("KP-L", 2, "ACTIVE")
    [upload] = shop.store.rows("SELECT * FROM shopify_upload")
    assert (upload["data"], upload["media_type"]) == (b"\x89PNG", "image/png")


def test_it_is_put_on_sale_once_however_often_it_is_asked_for(connector, shop) -> None:
    first = connector.create_listing(KAOS)
    again = connector.create_listing(dataclasses.replace(KAOS, name="Kaos Merah"))
    assert [item.key for item in again] == [item.key for item in first]
    assert again[0].name == "Kaos Merah, Merah / M"
    assert len(shop.catalogue.items()) == 3


def test_a_creation_whose_answer_was_lost_makes_no_second_one(connect, shop) -> None:
    connector = connect(timeout_s=0.3)
    shop.faults.turn(lose_answer=1.0, lost_for_s=0.6, spare=1)
    with pytest.raises(TryLater):
        connector.create_listing(GULA)
    shop.faults.reset()
    [gula] = connector.create_listing(GULA)
    assert (gula.sku, gula.stock) == ("G-1", 9)
    assert len(shop.catalogue.items()) == 3


def test_an_update_leaves_the_stock_alone(connector, shop) -> None:
    [gula] = connector.create_listing(GULA)
    shop.restock(int(gula.key.product_id), shop.catalogue.variants(int(gula.key.product_id))[0]["variant_id"], 3)
    draft = dataclasses.replace(GULA, name="Gula Aren", variants=(DraftVariant("G-1", (), 16_000, 99),))
    [now] = connector.update_listing(gula.key.product_id, draft)
    assert (now.key, now.price_minor, now.stock) == (gula.key, 16_000, 3)


def test_what_does_not_fit_together_or_is_not_there_is_refused(connector) -> None:
    with pytest.raises(Refused, match="options"):
        connector.create_listing(dataclasses.replace(KAOS, option_names=("Warna",)))
    with pytest.raises(Refused, match="PRODUCT_DOES_NOT_EXIST"):
        connector.update_listing("404", GULA)
    with pytest.raises(Refused, match="MISSING_FIELD_REQUIRED"):
        connector.create_listing(dataclasses.replace(GULA, name=""))
