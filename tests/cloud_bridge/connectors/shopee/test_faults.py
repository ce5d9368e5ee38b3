"""What goes wrong on the way, and what it becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.shopee._fates import fate_of, until_midnight_s
from tests.cloud_bridge.connectors.outages import (  # noqa: F401 - laws that hold here too
    test_a_page_instead_of_an_answer_is_tried_later,
    test_a_shop_that_is_not_there_is_tried_later_and_found_again,
    test_every_wait_has_an_end,
)

STOCK_RULE = "Stock should be larger than reserved stock."


@pytest.mark.parametrize("limit_http", [200, 429])
def test_a_rate_limit_says_when_to_come_back(connector, shop, limit_http) -> None:
    shop.behaviour.turn(limit_http=limit_http)
    shop.faults.turn(rate_limit=1.0, retry_after_s=7.0)
    with pytest.raises(TryLater, match="error_rate_limit") as caught:
        connector.list_products(None)
    assert caught.value.after_s == 7


def test_a_wrong_key_needs_the_owner(connect) -> None:
    with pytest.raises(NeedsOwner, match="error_sign"):
        connect(partner_key="another").read_products(["1002"])


def test_a_clock_that_is_off_is_said_so(connect) -> None:
    with pytest.raises(TryLater, match="Timestamp"):
        connect(clock=lambda: 1_000_000_000.0).read_products(["1002"])


def test_a_currency_that_lapak_does_not_know_is_refused_at_once(connect) -> None:
    with pytest.raises(Refused, match="XXX"):
        connect(currency="XXX")


@pytest.mark.parametrize(
    ("error", "message", "fate"),
    [
        ("error_auth", "No permission to current api.", NeedsOwner),
        ("common.error_auth", "Invalid partner_id or shopid.", NeedsOwner),
        ("error_auth", STOCK_RULE, Refused),
        ("error_auth", "Please wait for the holiday mode set then to edit item. Please try later.", TryLater),
        ("error_server", "Something wrong. Please try later.", TryLater),
        ("error_server", "The current item belong to the full FBS shop, so normal stock must be equal to 0", Refused),
        ("error_inner", "Update item failed because of this and that", Refused),
        ("error_inner", "Our system is taking some time to respond, please try later.", TryLater),
        ("error_param", "Wrong parameters, detail: x.", Refused),
        ("order.error_limit", "Can not cancel this order", Refused),
        ("order. error_permission", "Please link shop and partner on seller center first.", NeedsOwner),
        ("logistics.error_param", "System error, please try again later.", TryLater),
        ("logistics.error_param", "The order is being allocated, please wait until it is completed.", TryLater),
        ("logistics.error_third_party_server", "Failed to call external system.", TryLater),
        ("shop_banned", "", NeedsOwner),
        ("source_ip_undeclared", "Request Source IP is undeclared.", NeedsOwner),
        ("error_holiday_mode_change_stock", "Cannot change stock in holiday mode.", Refused),
        ("something_new", "", Refused),
    ],
)
def test_an_error_is_judged_by_its_name_and_its_words(error, message, fate) -> None:
    assert type(fate_of(error, message, 0)) is fate


def test_the_daily_limit_ends_at_midnight_in_singapore() -> None:
    midnight_s = 16 * 3_600  # 00:00 UTC+8 is 16:00 UTC
    limited = fate_of("error_limit", "The total API call number has reached the daily limit.", midnight_s - 90)
    assert isinstance(limited, TryLater)
    assert limited.after_s == 90
    assert until_midnight_s(midnight_s) == 86_400


@given(st.floats(0, 4_000_000_000))
def test_midnight_is_never_past_and_never_more_than_a_day_away(now_s) -> None:
    assert 0 < until_midnight_s(now_s) <= 86_400
