"""TikTok Shop's numbers and words into ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.money import CURRENCIES, RUPIAH, SINGAPORE_DOLLAR
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.connectors.tiktok_shop._mapping import STATES, to_amount, to_listed, to_minor, to_order

ROW = {
    "product_id": "7",
    "sku_id": "70",
    "seller_sku": "K",
    "product_name": "Kaos",
    "sku_name": "M",
    "sale_price": "10",
}
ORDER = {"id": "A", "status": "UNPAID", "create_time": 1, "update_time": 2, "payment": {"total_amount": "85000"}}


@given(st.integers(0, 10**12))
def test_rupiah_survive_with_and_without_a_point(minor) -> None:
    assert to_minor(str(minor), RUPIAH) == to_minor(f"{minor}.0", RUPIAH) == to_minor(f"{minor}.00", RUPIAH) == minor


@given(st.integers(0, 10**12))
def test_a_price_is_written_and_read_back_to_the_last_cent(minor) -> None:
    for currency in (RUPIAH, SINGAPORE_DOLLAR):
        assert to_minor(to_amount(minor, currency), currency) == minor


@pytest.mark.parametrize("amount", ["12.5", "1e5", "", "-", "None"])
def test_an_amount_that_is_none_is_refused(amount) -> None:
    with pytest.raises(Refused):
        to_minor(amount, RUPIAH)


def test_every_status_has_a_word_and_both_spellings_of_a_cancelled_order_are_one() -> None:
    documented = {
        "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT",
        "DELIVERED", "COMPLETED", "CANCELLED", "CANCEL",
    }  # fmt: skip
    assert STATES.keys() == documented
    assert set(STATES.values()) <= set(port.ORDER_STATES)
    assert STATES["CANCEL"] == STATES["CANCELLED"] == port.CANCELLED


def test_a_status_without_a_word_stays_empty_and_keeps_its_own() -> None:
    order = to_order(ORDER | {"status": "BRAND_NEW"}, CURRENCIES, "IDR")
    assert (order.state, order.raw_state) == ("", "BRAND_NEW")


@given(st.lists(st.tuples(st.sampled_from(["70", "71"]), st.sampled_from(["10", "12"]), st.booleans()), max_size=30))
def test_rows_of_single_units_are_counted_by_sku_and_price_and_cancelled_ones_are_not_owed(units) -> None:
    rows = [
        {**ROW, "sku_id": sku, "sale_price": price, "display_status": "CANCELLED" if gone else "AWAITING_SHIPMENT"}
        for sku, price, gone in units
    ]
    order = to_order(ORDER | {"status": "AWAITING_SHIPMENT", "line_items": rows}, CURRENCIES, "IDR")
    living = [(ListingKey("7", sku), int(price)) for sku, price, gone in units if not gone]
    assert {(line.key, line.price_minor): line.quantity for line in order.lines} == {
        unit: living.count(unit) for unit in living
    }
    dead = to_order(ORDER | {"status": "CANCELLED", "line_items": rows}, CURRENCIES, "IDR")
    assert sum(line.quantity for line in dead.lines) == len(units)


def test_an_order_in_an_unknown_currency_or_without_its_fields_is_refused() -> None:
    with pytest.raises(Refused, match="XXX"):
        to_order(ORDER | {"payment": {"currency": "XXX"}}, CURRENCIES, "IDR")
    with pytest.raises(Refused, match="update_time"):
        to_order({name: value for name, value in ORDER.items() if name != "update_time"}, CURRENCIES, "IDR")


def test_a_product_that_lacks_what_is_documented_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="product 7"):
        to_listed({"id": 7}, {}, RUPIAH)


def test_a_product_of_tokopedia_alone_has_its_status_and_a_sku_that_is_off_says_so() -> None:
    sku = {
        "id": "70",
        "seller_sku": "K",
        "price": {"sale_price": "10"},
        "inventory": [{"quantity": 3}, {"quantity": 4}],
    }
    product = {"id": "7", "title": "Kaos", "skus": [sku]}
    elsewhere = product | {"integrated_platform_statuses": [{"platform": "TOKOPEDIA", "status": "FREEZE"}]}
    [listed] = to_listed(elsewhere, {}, RUPIAH)
    assert (listed.status, listed.stock) == ("FREEZE", 7)
    off = product | {"status": "ACTIVATE", "skus": [sku | {"status_info": {"status": "DEACTIVATED"}}]}
    assert to_listed(off, {}, RUPIAH)[0].status == "SKU_DEACTIVATED"
