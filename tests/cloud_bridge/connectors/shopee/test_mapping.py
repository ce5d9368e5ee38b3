"""Shopee's numbers and words into ours."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.money import CURRENCIES, RUPIAH, SINGAPORE_DOLLAR
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.shopee._mapping import to_listed, to_minor, to_order
from cloud_bridge.connectors.shopee._numbers import decimal, to_json

ORDER = {"order_sn": "A", "order_status": "UNPAID", "create_time": 1, "update_time": 2, "total_amount": "85000.0"}


@given(st.integers(0, 10**12))
def test_rupiah_survive_with_and_without_a_point(minor) -> None:
    assert to_minor(minor, RUPIAH) == to_minor(f"{minor}.0", RUPIAH) == to_minor(f"{minor}.00", RUPIAH) == minor


@given(st.integers(0, 10**12))
def test_a_price_is_written_and_read_back_to_the_last_cent(minor) -> None:
    for currency in (RUPIAH, SINGAPORE_DOLLAR):
        sent = json.loads(to_json({"price": decimal(minor, currency.exponent)}), parse_float=str)
        assert to_minor(sent["price"], currency) == minor


@pytest.mark.parametrize("amount", ["12.5", "1e5", "", "-", "None"])
def test_an_amount_that_is_none_is_refused(amount) -> None:
    with pytest.raises(Refused):
        to_minor(amount, RUPIAH)


def test_a_state_without_a_word_stays_empty_and_keeps_shopees_own() -> None:
    order = to_order(ORDER | {"order_status": "BRAND_NEW"}, CURRENCIES, "IDR")
    assert (order.state, order.raw_state) == ("", "BRAND_NEW")


def test_an_order_in_an_unknown_currency_or_without_its_fields_is_refused() -> None:
    with pytest.raises(Refused, match="XXX"):
        to_order(ORDER | {"currency": "XXX"}, CURRENCIES, "IDR")
    with pytest.raises(Refused, match="total_amount"):
        to_order({name: value for name, value in ORDER.items() if name != "total_amount"}, CURRENCIES, "IDR")


def test_an_item_that_lacks_what_is_documented_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="item 7"):
        to_listed({"item_id": 7}, None, RUPIAH, "")


def test_a_model_of_two_tiers_is_named_by_both() -> None:
    item = {"item_id": 7, "item_name": "Kaos", "item_status": "NORMAL", "update_time": 1}
    tiers = [
        {"name": "Warna", "option_list": [{"option": "Merah"}, {"option": "Biru"}]},
        {"name": "Ukuran", "option_list": [{"option": "M"}, {"option": "L"}]},
    ]
    model = {
        "model_id": 70,
        "tier_index": [1, 0],
        "model_status": "MODEL_UNAVAILABLE",
        "price_info": [{"original_price": 1}],
    }
    [listed] = to_listed(item, {"tier_variation": tiers, "model": [model]}, RUPIAH, "")
    assert (listed.name, listed.status) == ("Kaos, Biru / M", "MODEL_UNAVAILABLE")
