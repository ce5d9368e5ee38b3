"""Shopify's amounts and words into ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.money import CURRENCIES, RUPIAH, SINGAPORE_DOLLAR
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.shopify._mapping import to_amount, to_listed, to_minor, to_order


@given(st.integers(0, 10**12))
def test_rupiah_survive_with_and_without_decimals(minor) -> None:
    assert to_minor(str(minor), RUPIAH) == to_minor(f"{minor}.0", RUPIAH) == to_minor(f"{minor}.00", RUPIAH) == minor


@given(st.integers(0, 10**12), st.sampled_from(sorted(CURRENCIES)))
def test_a_price_is_written_and_read_back_to_the_last_cent(minor, code) -> None:
    assert to_minor(to_amount(minor, CURRENCIES[code]), CURRENCIES[code]) == minor


def test_a_share_of_a_discount_is_rounded_to_the_currency() -> None:
    assert to_minor("33.333333", SINGAPORE_DOLLAR) == 3333
    assert to_minor("33333.5", RUPIAH) == 33_334


@pytest.mark.parametrize("amount", ["", "-", "None", "1e400", "NaN", "Infinity"])
def test_an_amount_that_is_none_is_refused(amount) -> None:
    with pytest.raises(Refused):
        to_minor(amount, RUPIAH)


def test_what_lacks_what_is_documented_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="product gid"):
        to_listed({"id": "gid://shopify/Product/7"}, {}, RUPIAH)
    with pytest.raises(Refused, match="totalPriceSet"):
        to_order({"id": "gid://shopify/Order/7"}, (), CURRENCIES)


def test_an_order_in_an_unknown_currency_is_refused() -> None:
    total = {"shopMoney": {"amount": "1.0", "currencyCode": "XXX"}}
    with pytest.raises(Refused, match="XXX"):
        to_order({"id": "gid://shopify/Order/7", "totalPriceSet": total}, (), CURRENCIES)
