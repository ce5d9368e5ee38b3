"""What goes wrong on the way, and what it becomes."""

import json
import time
from contextlib import suppress

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.woocommerce._fates import fate_of
from cloud_bridge.connectors.woocommerce._reply import read_reply
from tests.cloud_bridge.connectors.outages import (  # noqa: F401 - laws that hold here too
    test_a_page_instead_of_an_answer_is_tried_later,
    test_a_shop_that_is_not_there_is_tried_later_and_found_again,
    test_every_wait_has_an_end,
)


def test_a_rate_limit_of_the_host_says_when_to_come_back_and_is_kept_to(connector, shop) -> None:
    shop.faults.turn(rate_limit=1.0, retry_after_s=7.0)
    with pytest.raises(TryLater) as caught:
        connector.list_products(None)
    assert caught.value.after_s == 7
    assert connector.limiter.left() == 0


def test_calls_wait_their_turn(connect) -> None:
    connector = connect(calls_per_s=20.0)
    begun = time.monotonic()
    for _ in range(20):
        connector.read_products(["1002"])
    assert time.monotonic() - begun > 0.3


def test_an_address_without_a_woocommerce_needs_the_owner(connect, shop) -> None:
    with pytest.raises(NeedsOwner, match="no WooCommerce at this address"):
        connect(base_url=f"{shop.url}/blog").list_products(None)


def test_orders_that_are_shown_late_are_found_a_little_later(connector, shop) -> None:
    shop.faults.turn(read_lag_s=60.0)
    order_no = shop.buy(1002)
    assert connector.read_orders([order_no]) == ()
    shop.faults.reset()
    assert connector.read_orders([order_no])


def test_a_currency_that_lapak_does_not_know_is_refused_at_once(connect) -> None:
    with pytest.raises(Refused, match="XXX"):
        connect(currency="XXX")


@pytest.mark.parametrize(
    ("status", "code", "fate"),
    [
        (401, "woocommerce_rest_authentication_error", NeedsOwner),
        (401, "woocommerce_rest_cannot_view", NeedsOwner),
        (403, "", NeedsOwner),
        (404, "rest_no_route", NeedsOwner),
        (404, "", NeedsOwner),
        (301, "", NeedsOwner),
        (404, "woocommerce_rest_product_invalid_id", Refused),
        (400, "product_invalid_sku", Refused),
        (413, "woocommerce_rest_request_entity_too_large", Refused),
        (429, "", TryLater),
        (500, "internal_server_error", TryLater),
        (503, "", TryLater),
        (521, "", TryLater),
    ],
)
def test_an_error_is_judged_by_its_status_and_its_code(status, code, fate) -> None:
    assert type(fate_of(status, code, "words")) is fate


@given(st.integers(300, 599), st.sampled_from(["", "rest_no_route", "something_new"]))
def test_every_status_is_one_of_three_fates(status, code) -> None:
    fate = type(fate_of(status, code))
    assert fate in {TryLater, NeedsOwner, Refused}
    assert status < 500 or fate is TryLater


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda more: st.lists(more) | st.dictionaries(st.text(), more),
)


@given(JSON, st.sampled_from([200, 201, 400, 401, 403, 404, 429, 500, 503]), st.sampled_from(["rows", "object"]))
def test_whatever_comes_back_is_data_or_one_of_three_fates(top, status, wanted) -> None:
    with suppress(TryLater, NeedsOwner, Refused):
        getattr(read_reply(httpx2.Response(status, content=json.dumps(top))), wanted)()


@pytest.mark.parametrize("page", ["<html>", "", "Warning: in /wp-content/x.php\n{}", "\ufeff{"])
def test_a_page_with_a_good_status_is_no_answer(page) -> None:
    with pytest.raises(TryLater):
        read_reply(httpx2.Response(200, content=page.encode()))


def test_a_mark_in_front_of_the_answer_that_a_careless_plugin_leaves_does_no_harm() -> None:
    assert read_reply(httpx2.Response(200, content="\ufeff[]".encode())).rows() == []
