"""Pushes: believed only with their signature, and only as hints."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.lazada._push import read_hint
from cloud_bridge.connectors.lazada._signing import sign_push
from cloud_bridge.connectors.port import Hint
from tests.cloud_bridge.sandbox.receiver import Receiver


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def hints(connector, pushes) -> list[Hint]:
    return [connector.read_push(headers, body) for headers, body in pushes]


def test_every_unit_of_an_order_pushes_for_itself_and_hints_at_its_order(connector, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    order_no = shop.buy(1002, quantity=2)
    assert hints(connector, receiver.wait_for(4)) == [Hint(shop.shop_id, order_ids=(order_no,))] * 4
    assert all(len(headers["Authorization"]) == 64 for headers, _ in receiver.pushes)


def test_reordered_and_repeated_pushes_lead_to_the_same_order(connector, shop, receiver, read) -> None:
    shop.pusher.url = receiver.url
    shop.faults.turn(push_shuffle=1.0, push_repeat=0.5)
    order_no = shop.buy(1002, quantity=3)
    shop.pack(order_no)
    shop.ship(order_no)
    states = set()
    for headers, body in receiver.wait_for(12):
        [hinted] = connector.read_push(headers, body).order_ids
        states.add(read(hinted).state)
    assert states == {port.SHIPPED}  # what a push says is never taken for the truth


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=80), st.data())
def test_a_push_that_was_forged_or_altered_by_one_byte_is_not_read(connector, shop, body, data) -> None:
    signature = sign_push(shop.app_key, shop.app_secret, body)
    at = data.draw(st.integers(0, len(body) - 1))
    altered = body[:at] + bytes([body[at] ^ data.draw(st.integers(1, 255))]) + body[at + 1 :]
    for headers, sent in (
        ({"Authorization": signature}, altered),
        ({"Authorization": signature.upper()}, body),
        ({"Authorization": ""}, body),
        ({"Authorization": "é" * 64}, body),
        ({}, body),
        ({"authorization": sign_push(shop.app_key, "another", body)}, body),
    ):
        if sent == body and headers.get("Authorization") == signature:
            continue
        with pytest.raises(PushForged):
            connector.read_push(headers, sent)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"x"', b'{"data":[1]}', b"\xff"])
def test_a_signed_push_that_cannot_be_read_is_refused(connector, shop, body) -> None:
    with pytest.raises(Refused):
        connector.read_push({"authorization": sign_push(shop.app_key, shop.app_secret, body)}, body)


@pytest.mark.parametrize(
    ("kind", "data", "hint"),
    [
        (0, {"trade_order_id": "7", "trade_order_line_id": "8"}, Hint("5", order_ids=("7",))),
        (1, {"itemId": 2202832065, "seller_id": 5}, Hint("5", product_ids=("2202832065",))),
        (2, {"session_id": "a_2_5", "message_id": "1"}, Hint("5", conversation_ids=("a_2_5",))),
        (3, {"item_id": "9"}, Hint("5", product_ids=("9",))),
        (4, {"item_id": 9}, Hint("5", product_ids=("9",))),
        (5, {"item_id": 9, "action": "DELETED"}, Hint("5", product_ids=("9",))),
        (6, {"sku_id": 1, "seller_sku": "x"}, Hint("5")),
        (10, {"trade_order_id": 7, "reverse_order_id": 3}, Hint("5", order_ids=("7",))),
        (14, {"trade_order_id": "7", "status": "DELIVERED"}, Hint("5", order_ids=("7",))),
        (99, {}, Hint("5")),
    ],
)
def test_each_type_of_push_hints_at_what_it_names(kind, data, hint) -> None:
    assert read_hint(json.dumps({"seller_id": "5", "message_type": kind, "data": data}).encode()) == hint


def test_a_token_about_to_expire_names_its_seller_inside() -> None:
    push = {"seller_id": "null", "message_type": 8, "data": {"app_key": "1", "seller_id": "5"}}
    assert read_hint(json.dumps(push).encode()) == Hint("5")
