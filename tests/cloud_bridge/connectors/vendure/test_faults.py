"""What goes wrong on the way, and what it becomes."""

import json
import socket
from contextlib import suppress

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.vendure import VendureConnector
from cloud_bridge.connectors.vendure._auth import Session
from cloud_bridge.connectors.vendure._fates import fate_of, fate_of_status
from cloud_bridge.connectors.vendure._reply import done, read_reply

pytestmark = pytest.mark.xdist_group("vendure")


def test_a_server_that_is_not_there_is_tried_later() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    plain = {"shop_id": "s", "currency": "IDR", "tokens": None, "clock": None, "username": "u", "password": "p"}
    connector = VendureConnector(base_url=url, **plain)
    with pytest.raises(TryLater, match="ConnectError"):
        connector.read_products(["1"])
    connector.close()


def test_every_wait_has_an_end(connect, guest, admin) -> None:
    connector = connect(timeout_s=0.001)
    with pytest.raises(TryLater, match="Timeout"):
        connector.read_orders(["A"])


def test_calls_wait_their_turn(connect) -> None:
    connector = connect(calls_per_s=0.001)
    connector.limiter.slow_down(60)
    with pytest.raises(TryLater) as caught:
        connector.read_products(["1"])
    assert caught.value.after_s > 10


@pytest.mark.parametrize(
    ("code", "fate"),
    [
        ("", TryLater),
        ("INTERNAL_SERVER_ERROR", TryLater),
        ("FORBIDDEN", NeedsOwner),
        ("CHANNEL_NOT_FOUND", NeedsOwner),
        ("INVALID_CREDENTIALS_ERROR", NeedsOwner),
        ("USER_INPUT_ERROR", Refused),
        ("ENTITY_NOT_FOUND", Refused),
        ("INSUFFICIENT_STOCK_ERROR", Refused),
        ("GRAPHQL_VALIDATION_FAILED", Refused),
    ],
)
def test_every_code_has_its_fate(code, fate) -> None:
    assert type(fate_of(code, "words")) is fate


@pytest.mark.parametrize(
    ("status", "fate"),
    [(301, NeedsOwner), (401, NeedsOwner), (404, NeedsOwner), (413, Refused), (429, TryLater), (502, TryLater)],
)
def test_a_page_instead_of_an_answer_is_judged_by_its_status(status, fate) -> None:
    assert type(fate_of_status(status)) is fate
    with pytest.raises(fate):
        read_reply(httpx2.Response(status, text="<html>"))


@given(
    st.integers(200, 599),
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.builds(
            lambda x: json.dumps(x).encode(),
            st.recursive(
                st.none() | st.booleans() | st.text(),
                lambda x: (
                    st.lists(x) | st.dictionaries(st.sampled_from(["data", "errors", "message", "extensions"]), x)
                ),
            ),
        ),
    ),
)
def test_whatever_comes_back_is_data_or_one_of_three_fates(status, body) -> None:
    with suppress(TryLater, NeedsOwner, Refused):
        assert isinstance(read_reply(httpx2.Response(status, content=body)).checked(), dict)


def test_a_result_that_is_an_error_is_raised_and_any_other_returned() -> None:
    assert done({"id": "7"}) == {"id": "7"}
    with pytest.raises(Refused, match="QUANTITY_TOO_GREAT_ERROR: too many"):
        done({"errorCode": "QUANTITY_TOO_GREAT_ERROR", "message": "too many"})


def test_a_server_that_gives_out_cookies_only_is_the_owners_matter() -> None:
    class Cookies:
        def query(self, *_):
            return httpx2.Response(200, json={"data": {"login": {}}})

    with pytest.raises(NeedsOwner, match="bearer"):
        Session(Cookies(), "u", "p").headers()
