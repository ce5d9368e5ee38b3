"""Putting products on sale: once, whole, and with whatever characters they have."""

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.lazada._xml import payload
from cloud_bridge.connectors.port import DraftVariant, ListingDraft, Picture

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
ATTRIBUTES = {"brand": "No Brand", "package_length": "10", "package_width": "8", "package_height": "4"}


def draft(**changes) -> ListingDraft:
    plain = {
        "name": "Kue <Lapis> & teman",
        "description": "<p>Legit & manis</p>",
        "category": "10002019",
        "attributes": ATTRIBUTES,
        "pictures": (Picture("kue.png", PNG, "image/png"),),
        "weight_g": 250,
        "variants": (
            DraftVariant("KL-1", ("Merah",), 45_000, 7),
            DraftVariant("KL&2", ('Hijau "muda"',), 50_000, 0, barcode="8991234567890"),
        ),
        "option_names": ("color_family",),
    }
    return ListingDraft(**(plain | changes))


def test_a_product_is_put_on_sale_once_however_often_it_is_asked_for(connector, shop) -> None:
    first = connector.create_listing(draft())
    assert connector.create_listing(draft()) == first
    assert [(listed.sku, listed.price_minor, listed.stock) for listed in first] == [
        ("KL-1", 45_000, 7),
        ("KL&2", 50_000, 0),
    ]
    assert [listed.name for listed in first] == ["Kue <Lapis> & teman, Merah", 'Kue <Lapis> & teman, Hijau "muda"']
    assert len(shop.catalogue.items()) == 3


def test_a_product_with_one_variant_needs_no_options(connector) -> None:
    [listed] = connector.create_listing(draft(variants=(DraftVariant("S-1", (), 1_000, 3),), option_names=()))
    assert (listed.sku, listed.stock) == ("S-1", 3)


def test_what_lazada_misses_is_said_in_its_words(connector) -> None:
    with pytest.raises(Refused, match="Main image"):
        connector.create_listing(draft(pictures=()))
    with pytest.raises(Refused, match="CHK_BASIC_REQUIRED"):
        connector.create_listing(draft(attributes={"package_length": "10"}))
    with pytest.raises(Refused, match="302"):
        connector.create_listing(draft(pictures=(Picture("kue.gif", b"GIF89a", "image/gif"),)))
    with pytest.raises(Refused, match="no name of an attribute"):
        connector.create_listing(draft(attributes={**ATTRIBUTES, "my attribute": "x"}))


def test_a_product_becomes_what_its_draft_says_apart_from_its_stock(connector, shop) -> None:
    [first, _] = connector.create_listing(draft())
    item_id = first.key.product_id
    shop.restock(int(item_id), int(first.key.variant_id), 3)
    variants = (DraftVariant("KL-1", ("Merah",), 48_000, 99),)
    [changed, other] = connector.update_listing(item_id, draft(name="Kue Lapis", variants=variants, pictures=()))
    assert (changed.name, changed.price_minor, changed.stock) == ("Kue Lapis, Merah", 48_000, 3)
    assert (other.name, other.price_minor) == ('Kue Lapis, Hijau "muda"', 50_000)


def test_a_variant_that_lazada_does_not_have_is_refused_before_anything_is_written(connector) -> None:
    [first, _] = connector.create_listing(draft())
    with pytest.raises(Refused, match="KL-3"):
        connector.update_listing(first.key.product_id, draft(variants=(DraftVariant("KL-3", ("Biru",), 1, 1),)))


@given(st.text(max_size=200))
def test_any_text_comes_out_of_the_xml_as_it_went_in_but_for_what_xml_cannot_say(text) -> None:
    found = fromstring(payload(("name", text))).findtext("Product/name") or ""  # noqa: S314 - our own
    sayable = "".join(
        c for c in text if c in "\t\n\r" or "\u0020" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )
    assert found == sayable.replace("\r\n", "\n").replace("\r", "\n")
