"""Words and money."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.woocommerce._mapping import changed_since, readable, to_amount, to_listed, to_minor, to_ms
from cloud_bridge.connectors.woocommerce._states import state_of

IDR, USD = CURRENCIES["IDR"], CURRENCIES["USD"]
PRODUCT = {
    "id": 7, "name": "Teh", "status": "publish", "sku": "T", "regular_price": "12500", "manage_stock": True,
    "stock_quantity": 4, "date_modified_gmt": "2026-01-02T03:04:05",
}  # fmt: skip


@given(st.sampled_from(sorted(CURRENCIES)), st.integers(0, 10**12))
def test_an_amount_comes_back_exactly(code, minor) -> None:
    assert to_minor(to_amount(minor, CURRENCIES[code]), CURRENCIES[code]) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12500.00", IDR, 12_500), ("", IDR, 0), ("19.9", USD, 1990), ("0.005", USD, 1), ("-3.10", USD, -310)],
)
def test_whatever_decimals_a_shop_shows_it_is_the_same_money(text, currency, minor) -> None:
    assert to_minor(text, currency) == minor


@pytest.mark.parametrize("text", ["gratis", "1,5", "NaN", "Infinity", "1e400"])
def test_what_is_no_amount_is_refused(text) -> None:
    with pytest.raises(Refused):
        to_minor(text, IDR)


def test_a_moment_without_a_zone_is_utc_and_the_asked_second_is_not_left_out() -> None:
    assert to_ms("2026-01-02T03:04:05") == 1_767_323_045_000
    assert dict(changed_since(1_767_323_045_999)) == {"modified_after": "2026-01-02T03:04:04", "dates_are_gmt": "true"}


@pytest.mark.parametrize(("quantity", "stock"), [(None, 0), (4, 4), (-3, 0), ("2.5", 2), ("-0.5", 0)])
def test_stock_is_whole_and_never_less_than_none(quantity, stock) -> None:
    assert to_listed(PRODUCT | {"stock_quantity": quantity}, None, IDR).stock == stock


def test_a_sale_price_is_not_the_price_lapak_writes() -> None:
    assert to_listed(PRODUCT | {"price": "9000", "sale_price": "9000"}, None, IDR).price_minor == 12_500


def test_a_hidden_variation_of_a_published_product_says_so() -> None:
    one = PRODUCT | {"id": 8, "status": "private", "attributes": [{"name": "Ukuran", "option": "250 g"}]}
    assert to_listed(PRODUCT, one, IDR).status == "private"
    assert to_listed(PRODUCT | {"status": "draft"}, one, IDR).status == "draft"
    assert to_listed(PRODUCT, one, IDR).name == "Teh, 250 g"


@pytest.mark.parametrize("lacking", sorted(PRODUCT.keys() - {"sku", "regular_price", "stock_quantity", "id"}))
def test_a_product_without_what_is_documented_is_refused_and_named(lacking) -> None:
    with pytest.raises(Refused, match="product 7"):
        to_listed({name: value for name, value in PRODUCT.items() if name != lacking}, None, IDR)


def test_what_cannot_be_read_says_what_it_was() -> None:
    with pytest.raises(Refused, match="a thing"), readable("a thing"):
        json.loads("{}")["x"]


@pytest.mark.parametrize(
    ("status", "completed", "state"),
    [
        ("pending", None, "unpaid"),
        ("on-hold", None, "unpaid"),
        ("failed", None, "unpaid"),
        ("processing", None, "to_prepare"),
        ("completed", "2026-01-01T00:00:00", "completed"),
        ("cancelled", None, "cancelled"),
        ("refunded", None, "cancelled"),
        ("refunded", "2026-01-01T00:00:00", "completed"),
        ("trash", None, "cancelled"),
        ("trash", "2026-01-01T00:00:00", ""),
        ("awaiting-pickup", None, ""),
        ("checkout-draft", None, ""),
    ],
)
def test_every_status_has_its_word_or_none(status, completed, state) -> None:
    assert state_of({"status": status, "date_completed_gmt": completed}) == state
