"""Putting products on sale."""

import json
from dataclasses import replace

import pytest

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import DraftVariant, ListingDraft, Picture, WritesListings
from cloud_bridge.connectors.woocommerce._weight import Weight

PICTURE = Picture("https://bridge.example.com/kaus.jpg", b"", "image/jpeg")
KAUS = ListingDraft(
    name="Kaus Polos",
    description="Katun",
    category="15",
    attributes={"Merek": "Lapak"},
    pictures=(PICTURE,),
    weight_g=250,
    option_names=("Ukuran", "Warna"),
    variants=(
        DraftVariant("KP-S-H", ("S", "Hitam"), 75_000, 5, "8991234567890"),
        DraftVariant("KP-M-H", ("M", "Hitam"), 80_000, 0),
    ),
)
GULA = ListingDraft("Gula Aren", "", "", {}, (), 0, (DraftVariant("GA", (), 22_000, 9),))


def given_of(shop, product_id) -> dict:
    return json.loads(shop.store.row("SELECT given FROM woocommerce_product WHERE item_id = ?", product_id)["given"])


def products(shop) -> int:
    return len(shop.catalogue.items())


def test_a_product_with_variants_goes_on_sale_with_all_of_them(connector, shop) -> None:
    assert isinstance(connector, WritesListings)
    small, medium = connector.create_listing(KAUS)
    assert (small.sku, small.name, small.price_minor, small.stock) == ("KP-S-H", "Kaus Polos, S / Hitam", 75_000, 5)
    assert (medium.sku, medium.stock, medium.is_counted, medium.status) == ("KP-M-H", 0, True, "publish")
    kept = given_of(shop, small.key.product_id)
    assert kept["weight"] == "0.25"
    assert kept["categories"] == [{"id": 15}]
    assert kept["images"][0]["src"] == PICTURE.name
    choices = [(one["name"], one["options"], one.get("variation", False)) for one in kept["attributes"]]
    assert choices == [("Ukuran", ["S", "M"], True), ("Warna", ["Hitam"], True), ("Merek", ["Lapak"], False)]


def test_a_product_without_options_is_sold_by_itself(connector) -> None:
    [gula] = connector.create_listing(GULA)
    assert (gula.key.variant_id, gula.sku, gula.price_minor, gula.stock, gula.is_counted) == ("", "GA", 22_000, 9, True)


@pytest.mark.parametrize("draft", [KAUS, GULA])
def test_a_product_that_is_asked_for_twice_is_there_once(connector, shop, draft) -> None:
    first = connector.create_listing(draft)
    before = products(shop)
    assert {one.key for one in connector.create_listing(draft)} == {one.key for one in first}
    assert products(shop) == before


@pytest.mark.parametrize("spare", range(4))
@pytest.mark.parametrize("fault", ["lose_answer", "server_error"])
def test_a_creation_that_broke_off_anywhere_is_finished_and_not_begun_anew(connect, shop, spare, fault) -> None:
    connector = connect(timeout_s=0.3)
    shop.faults.turn(**{fault: 1.0, "spare": 3 + spare, "lost_for_s": 1.0})
    with pytest.raises(TryLater):
        connector.create_listing(KAUS)
    shop.faults.reset()
    assert {one.sku for one in connector.create_listing(KAUS)} == {"KP-S-H", "KP-M-H"}
    assert products(shop) == 3


def test_an_update_leaves_the_stock_alone_and_makes_the_rest_what_the_draft_says(connector, shop) -> None:
    first = connector.create_listing(KAUS)
    product_id = first[0].key.product_id
    shop.restock(int(product_id), int(first[0].key.variant_id), 77)
    small, _ = KAUS.variants
    large = DraftVariant("KP-L-H", ("L", "Hitam"), 90_000, 4)
    draft = replace(KAUS, name="Kaus", variants=(replace(small, price_minor=70_000, stock=1), large))
    updated = {one.sku: one for one in connector.update_listing(product_id, draft)}
    assert updated.keys() == {"KP-S-H", "KP-L-H"}
    assert (updated["KP-S-H"].stock, updated["KP-S-H"].price_minor) == (77, 70_000)
    assert (updated["KP-L-H"].stock, updated["KP-L-H"].name) == (4, "Kaus, L / Hitam")


def test_a_picture_is_fetched_once_and_again_only_when_it_is_another(connector, shop) -> None:
    product_id = connector.create_listing(KAUS)[0].key.product_id
    first = given_of(shop, product_id)["images"]
    connector.update_listing(product_id, KAUS)
    connector.update_listing(product_id, replace(KAUS, pictures=()))
    assert given_of(shop, product_id)["images"] == first
    other = replace(PICTURE, name="https://bridge.example.com/other.jpg")
    connector.update_listing(product_id, replace(KAUS, pictures=(other,)))
    assert [image["src"] for image in given_of(shop, product_id)["images"]] == [other.name]


def test_a_creation_that_finds_its_product_there_deletes_nothing_of_it(connector) -> None:
    connector.create_listing(KAUS)
    listed = connector.create_listing(replace(KAUS, variants=KAUS.variants[:1]))
    assert {one.sku for one in listed} == {"KP-S-H", "KP-M-H"}


def test_more_variants_than_fit_a_batch_are_made(connector) -> None:
    variants = tuple(DraftVariant(f"V-{n}", (str(n),), 1000, n) for n in range(130))
    listed = connector.create_listing(replace(KAUS, option_names=("Nomor",), variants=variants))
    assert {one.sku for one in listed} == {f"V-{n}" for n in range(130)}


def test_a_sku_that_something_else_has_is_refused_in_words(connector) -> None:
    connector.create_listing(KAUS)
    taken = replace(KAUS, variants=(KAUS.variants[0], DraftVariant("TM-50", ("M", "Hitam"), 1, 1)))
    with pytest.raises(Refused, match="product_invalid_sku"):
        connector.update_listing(connector.create_listing(KAUS)[0].key.product_id, taken)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pictures": (Picture("kaus.jpg", b"\xff\xd8", "image/jpeg"),)}, "no address"),
        ({"category": "Pakaian"}, "category"),
        ({"option_names": ()}, "one variant"),
        ({"option_names": ("Ukuran",)}, "options"),
        ({"variants": (DraftVariant("", ("S", "Hitam"), 1, 1),)}, "SKU"),
    ],
)
def test_a_draft_that_could_only_be_half_made_is_refused_before_anything_is(connector, shop, change, reason) -> None:
    before = products(shop)
    with pytest.raises(Refused, match=reason):
        connector.create_listing(replace(KAUS, **change))
    assert products(shop) == before


@pytest.mark.parametrize("product_id", ["999", "x", "1001001"])
def test_a_product_that_is_not_there_is_not_updated(connector, product_id) -> None:
    with pytest.raises(Refused):
        connector.update_listing(product_id, GULA)


@pytest.mark.parametrize(("unit", "text"), [("g", "250"), ("kg", "0.25"), ("lbs", "0.5512"), ("oz", "8.8185")])
def test_a_weight_is_written_in_the_unit_of_the_shop(connector, shop, unit, text) -> None:
    shop.behaviour.turn(weight_unit=unit)
    assert Weight(connector._app).text(250) == text
    assert Weight(connector._app).text(0) == ""
