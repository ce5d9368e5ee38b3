"""What goes wrong on the way, and what it becomes."""

import json
from contextlib import suppress

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.port import ListingKey, StockWrite
from cloud_bridge.connectors.shopify._fates import fate_of, fate_of_status
from cloud_bridge.connectors.shopify._reply import read_reply
from tests.cloud_bridge.connectors.outages import (  # noqa: F401 - laws that hold here too
    test_a_page_instead_of_an_answer_is_tried_later,
    test_a_shop_that_is_not_there_is_tried_later_and_found_again,
    test_every_wait_has_an_end,
)

TEH = ListingKey("1002", "1002000")


@pytest.mark.parametrize("limit_http", [200, 429])
def test_a_rate_limit_says_when_to_come_back(connector, shop, limit_http) -> None:
    shop.behaviour.turn(limit_http=limit_http)
    shop.faults.turn(rate_limit=1.0, retry_after_s=7.0)
    with pytest.raises(TryLater) as caught:
        connector.list_products(None)
    assert caught.value.after_s == 7


def test_an_empty_bucket_is_told_and_then_waited_for(connector, shop) -> None:
    shop.behaviour.turn(restore_per_s=1_000.0)
    shop.bucket.take(int(shop.behaviour.bucket))
    with pytest.raises(TryLater, match="THROTTLED") as caught:
        connector.list_products(None)
    assert 0 < caught.value.after_s < 1
    assert connector.list_products(None).items  # the limiter knew how long to wait


def test_the_limiter_knows_what_shopify_says_is_left(connector, shop) -> None:
    shop.behaviour.turn(restore_per_s=0.001)
    connector.read_products(["1002"])
    assert abs(connector.limiter.left() - shop.bucket.shown(0, 0)["throttleStatus"]["currentlyAvailable"]) < 2


def test_no_query_costs_more_than_one_may(connector, shop) -> None:
    shop.faults.turn(read_lag_s=0.0)
    connector.list_products(None, 1)
    connector.read_products([str(number) for number in range(40)])
    connector.list_orders(0, 1_000, None)
    connector.read_orders([str(number) for number in range(10)])
    connector.write_stock([StockWrite(ListingKey("1", str(number)), 1) for number in range(250)])
    connector.write_stock([StockWrite(TEH, 1)])


def test_a_currency_that_lapak_does_not_know_is_refused_at_once(connect) -> None:
    with pytest.raises(Refused, match="XXX"):
        connect(currency="XXX")


@pytest.mark.parametrize(
    ("code", "fate"),
    [
        ("THROTTLED", TryLater),
        ("INTERNAL_SERVER_ERROR", TryLater),
        ("IDEMPOTENCY_CONCURRENT_REQUEST", TryLater),
        ("ACCESS_DENIED", NeedsOwner),
        ("SHOP_INACTIVE", NeedsOwner),
        ("MAX_COST_EXCEEDED", Refused),
        ("SOMETHING_NEW", Refused),
        ("", Refused),
    ],
)
def test_an_error_is_judged_by_its_code(code, fate) -> None:
    assert type(fate_of(code, "words")) is fate


@given(st.integers(300, 599))
def test_every_status_is_one_of_three_fates(status) -> None:
    fate = type(fate_of_status(status, ""))
    assert fate in {TryLater, NeedsOwner, Refused}
    assert status < 500 or fate is TryLater


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda more: st.lists(more) | st.dictionaries(st.text(), more),
)
ENVELOPES = st.fixed_dictionaries(
    {},
    optional={
        "data": st.none() | st.dictionaries(st.text(), JSON),
        "errors": JSON,
        "error": JSON,
        "extensions": st.none()
        | st.dictionaries(
            st.sampled_from(["cost", "x"]),
            st.none()
            | st.dictionaries(
                st.just("throttleStatus"),
                st.none()
                | st.dictionaries(st.sampled_from(["restoreRate", "currentlyAvailable"]), st.none() | st.integers()),
            ),
        ),
    },
)


@given(st.one_of(ENVELOPES, JSON), st.sampled_from([200, 400, 401, 403, 404, 429, 500, 503]))
def test_whatever_comes_back_is_data_or_one_of_three_fates(top, status) -> None:
    with suppress(TryLater, NeedsOwner, Refused):
        read_reply(httpx2.Response(status, content=json.dumps(top))).checked()
