"""Vendure's amounts and words into ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.money import CURRENCIES, RUPIAH, SINGAPORE_DOLLAR
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.vendure._mapping import to_listed, to_order
from cloud_bridge.connectors.vendure._money import Money
from cloud_bridge.connectors.vendure._shop import Facts
from cloud_bridge.connectors.vendure._stock import Level

FACTS = Facts("1", "en", Money(2))


@given(st.integers(0, 10**12), st.sampled_from(sorted(CURRENCIES)), st.integers(0, 5))
def test_a_price_is_written_and_read_back_to_the_last_cent_or_refused(minor, code, precision) -> None:
    money, currency = Money(precision), CURRENCIES[code]
    try:
        amount = money.to_amount(minor, currency)
    except Refused:
        assert precision < currency.exponent
        return
    assert money.to_minor(amount, currency) == minor


def test_the_servers_precision_is_not_the_currencys() -> None:
    assert Money(2).to_amount(12_500, RUPIAH) == 1_250_000
    assert Money(3).to_amount(1_999, SINGAPORE_DOLLAR) == 19_990
    assert Money(0).to_minor(19, SINGAPORE_DOLLAR) == 1_900
    assert [Money(2).to_minor(amount, RUPIAH) for amount in (1_250_049, 1_250_050, -1_250_050)] == [
        12_500,
        12_501,
        -12_501,
    ]


@given(st.integers(0, 999), st.integers(0, 999), st.integers(-99, 99), st.integers(0, 999))
def test_what_is_put_on_hand_is_what_buyers_are_offered(on_hand, allocated, threshold, wanted) -> None:
    level = Level(on_hand, allocated, threshold, is_counted=True)
    shown = level.now(
        [{"stockLocationId": "1", "stockOnHand": level.on_hand_for(wanted), "stockAllocated": allocated}], "1"
    )
    assert shown.saleable == wanted


def test_what_lacks_what_is_documented_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="variant 7"):
        to_listed({"id": "7"}, {}, FACTS, RUPIAH)
    with pytest.raises(Refused, match="order A1"):
        to_order({"code": "A1"}, Money(2))


def test_an_order_in_an_unknown_currency_is_refused() -> None:
    with pytest.raises(Refused, match="XXX"):
        to_order({"code": "A1", "currencyCode": "XXX"}, Money(2))
