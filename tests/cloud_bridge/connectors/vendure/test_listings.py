"""Putting products on sale."""

import pytest

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import DraftVariant, ListingDraft, Picture, StockWrite, WritesListings
from tests.cloud_bridge.connectors.vendure.conftest import every_listing

pytestmark = pytest.mark.xdist_group("vendure")
PICTURE = Picture("kaos.png", b"\x89PNG\r\n\x1a\n", "image/png")


def shirts(prefix: str, **more) -> ListingDraft:
    plain = {
        "name": "Kaos Polos",
        "description": "<p>Katun</p>",
        "category": "",
        "attributes": {},
        "pictures": (),
        "weight_g": 180,
        "variants": (
            DraftVariant(f"{prefix}-M", ("Merah", "M"), 75_000, 5, "8991234567890"),
            DraftVariant(f"{prefix}-L", ("Merah", "L"), 80_000, 2),
        ),
        "option_names": ("Warna", "Ukuran"),
    }
    return ListingDraft(**(plain | more))


def test_a_product_is_put_on_sale_with_its_variants_and_pictures(connector, admin, guest) -> None:
    assert isinstance(connector, WritesListings)
    medium, large = connector.create_listing(shirts("KP", pictures=(PICTURE,)))
    assert (medium.name, medium.sku, medium.price_minor, medium.stock) == ("Kaos Polos Merah M", "KP-M", 75_000, 5)
    assert (large.sku, large.stock, large.status) == ("KP-L", 2, "enabled")
    made = admin.ask(
        """query ($id: ID!) { product(id: $id) {
          featuredAsset { name mimeType } optionGroups { name options { name } }
        } }""",
        id=medium.key.product_id,
    )["product"]
    assert made["featuredAsset"] == {"name": "kaos.png", "mimeType": "image/png"}
    assert {group["name"]: [option["name"] for option in group["options"]] for group in made["optionGroups"]} == {
        "Warna": ["Merah"],
        "Ukuran": ["M", "L"],
    }
    assert guest().offered(large.key.variant_id, 99) == 2


def test_it_is_put_on_sale_once_however_often_it_is_asked_for(connector) -> None:
    first = connector.create_listing(shirts("KQ", pictures=(PICTURE,)))
    again = connector.create_listing(shirts("KQ", pictures=(PICTURE,), name="Kaos Merah"))
    assert [item.key for item in again] == [item.key for item in first]
    assert again[0].name == "Kaos Merah Merah M"
    assert [item.sku for item in every_listing(connector)].count("KQ-M") == 1


@pytest.mark.parametrize("broken", ["createProductOptionGroup", "createProductVariants", "updateProduct(input"])
def test_a_making_that_broke_off_is_gone_on_with_and_shown_when_it_is_whole(connector, broken) -> None:
    draft = shirts(f"KR-{broken[6:20]}")
    ask = connector._listings._client.ask

    def stop(text, variables=None, **how):
        if broken in text:
            raise TryLater(market="Vendure", reason="ReadTimeout")
        return ask(text, variables, **how)

    connector._listings._client.ask = stop
    with pytest.raises(TryLater):
        connector.create_listing(draft)
    skus = [variant.sku for variant in draft.variants]
    assert {item.status for item in every_listing(connector) if item.sku in skus} <= {"disabled"}
    connector._listings._client.ask = ask
    assert [(item.sku, item.status) for item in connector.create_listing(draft)] == [(sku, "enabled") for sku in skus]
    assert sum(item.sku in skus for item in every_listing(connector)) == 2


def test_an_update_leaves_the_stock_alone_and_adds_what_is_new(connector) -> None:
    medium, _ = connector.create_listing(shirts("KS"))
    connector.write_stock([StockWrite(medium.key, 1)])
    variants = (DraftVariant("KS-M", ("Merah", "M"), 79_000, 99), DraftVariant("KS-XL", ("Biru", "XL"), 90_000, 7))
    updated = connector.update_listing(medium.key.product_id, shirts("KS", variants=variants))
    now = {item.sku: (item.price_minor, item.stock) for item in updated}
    assert now == {"KS-M": (79_000, 1), "KS-L": (80_000, 2), "KS-XL": (90_000, 7)}


def test_a_product_without_options_is_one_variant(connector) -> None:
    draft = shirts("KT", option_names=(), variants=(DraftVariant("KT-1", (), 15_000, 9),))
    [only] = connector.create_listing(draft)
    assert (only.name, only.stock, only.price_minor) == ("Kaos Polos", 9, 15_000)


def test_what_does_not_fit_together_or_is_not_there_is_refused(connector) -> None:
    with pytest.raises(Refused, match="options"):
        connector.create_listing(shirts("KU-9", option_names=("Warna",)))
    with pytest.raises(Refused, match="no product 99999"):
        connector.update_listing("99999", shirts("KV"))
    with pytest.raises(Refused, match="MIME_TYPE_ERROR"):
        connector.create_listing(shirts("KX", pictures=(Picture("x.exe", b"MZ", "application/x-msdownload"),)))
