"""What goes wrong on the way, and what it becomes."""

import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.lazada._fates import fate_of
from tests.cloud_bridge.connectors.outages import (  # noqa: F401 - laws that hold here too
    test_a_page_instead_of_an_answer_is_tried_later,
    test_a_shop_that_is_not_there_is_tried_later_and_found_again,
    test_every_wait_has_an_end,
)


@pytest.mark.parametrize("limit_error", ["ApiCallLimit", "901"])
def test_a_rate_limit_in_the_body_says_when_to_come_back_and_slows_the_shop_down(connector, shop, limit_error) -> None:
    shop.behaviour.turn(limit_error=limit_error)
    shop.faults.turn(rate_limit=1.0)
    with pytest.raises(TryLater, match=limit_error) as caught:
        connector.list_products(None)
    assert caught.value.after_s == 1
    assert connector.limiter.left() == 0


def test_a_wrong_secret_needs_the_owner(connect) -> None:
    with pytest.raises(NeedsOwner, match="IncompleteSignature"):
        connect(app_secret="another").read_products(["1002"])


@pytest.mark.parametrize("timestamp_error", ["IllegalTimestamp", "InvalidTimestamp", "E1"])
def test_a_clock_that_is_off_is_said_so(connect, shop, timestamp_error) -> None:
    shop.behaviour.turn(timestamp_error=timestamp_error)
    with pytest.raises(TryLater, match="timestamp"):
        connect(clock=lambda: 1_000_000_000.0).read_products(["1002"])


def test_a_currency_that_lapak_does_not_know_is_refused_at_once(connect) -> None:
    with pytest.raises(Refused, match="XXX"):
        connect(currency="XXX")


def test_everything_goes_well_in_the_end_when_a_fifth_of_all_calls_fail(connect, shop) -> None:
    connector = connect(timeout_s=0.5)
    shop.faults.turn(server_error=0.1, rate_limit=0.05, lose_answer=0.05, lost_for_s=0.6)
    made = [shop.buy(1002) for _ in range(8)]
    packed: set[str] = set()
    for _ in range(200):
        try:
            packed |= {result.order_id for result in connector.accept_orders(made) if not result.refused}
        except TryLater:
            continue
        if packed == set(made):
            break
    assert packed == set(made)
    assert all(len({unit["package_id"] for unit in shop.units.of(order_no)}) == 1 for order_no in made)


@pytest.mark.parametrize(
    ("code", "message", "kind", "fate"),
    [
        ("IllegalAccessToken", "The specified access token is invalid or expired", "ISV", NeedsOwner),
        ("IllegalRefreshToken", "", "ISV", NeedsOwner),
        ("AUTH_TYPE_UNSUPPORTED", "can only be authorized by market", "", NeedsOwner),
        ("AppWhiteIpLimit", "", "ISV", NeedsOwner),
        ("SellerNotVerified", "Seller not verified", "ISP", NeedsOwner),
        ("901", "Limit service request speed in server side temporarily.", "ISP", TryLater),
        ("998", "this API service is disabled", "ISP", TryLater),
        ("6", "E006: Unexpected internal error", "ISP", TryLater),
        ("ServiceTimeout", "", "ISP", TryLater),
        ("SomethingNew", "", "SYSTEM", TryLater),
        ("SomethingNew", "", "ISP", Refused),
        ("501", "E501: Update product failed", "ISP", Refused),
        ("4170", "Sellers can increase stocks, but may not decrease stocks.", "ISP", Refused),
    ],
)
def test_an_error_is_judged_by_its_code_and_its_type(code, message, kind, fate) -> None:
    assert type(fate_of(code, message, kind)) is fate
