"""Webhooks: forged, altered, late, twice, out of order."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint
from cloud_bridge.connectors.woocommerce._signing import push_secret, sign_push
from tests.cloud_bridge.sandbox.receiver import Receiver

SHOP = "https://toko.example.com"
SECRET = push_secret("cs_sandbox0123456789abcdef0123456789abcdef")


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def sent(topic: str, told: object) -> tuple[dict[str, str], bytes]:
    body = json.dumps(told).encode()
    return {"X-WC-Webhook-Topic": topic, "X-WC-Webhook-Signature": sign_push(SECRET, body)}, body


def test_webhooks_of_the_sandbox_are_believed_and_hint_at_what_they_are_about(connect, shop, receiver) -> None:
    connector = connect(push_url=receiver.url)
    assert connector.ensure_subscribed() == 8
    assert {connector.read_push(headers, body) for headers, body in receiver.wait_for(8)} == {Hint(SHOP)}
    order_no = shop.buy(1002)
    shop.product_changed(1002, "updated")
    hints = {connector.read_push(headers, body) for headers, body in receiver.wait_for(11)[8:]}
    assert hints == {Hint(SHOP, order_ids=(order_no,)), Hint(SHOP, product_ids=("1002",))}


def test_webhooks_made_by_hand_are_believed_by_their_typed_secret(connect, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    order_no = shop.buy(1002, pay=False)
    [push] = receiver.wait_for(1)
    assert connect().read_push(*push) == Hint(SHOP, order_ids=(order_no,))  # settings() brings what was typed
    with pytest.raises(PushForged):
        connect(webhook_secret="").read_push(*push)


def test_a_ping_that_nobody_signed_is_taken_and_hints_at_nothing(connector) -> None:
    assert connector.read_push({}, b"webhook_id=12") == Hint(SHOP)
    for body in (b"webhook_id=12&x=1", b"webhook_id=", b" webhook_id=1", b"webhook_id=1\n"):
        with pytest.raises(PushForged):
            connector.read_push({}, body)


def test_what_was_deleted_is_named_by_its_id_alone(connector) -> None:
    assert connector.read_push(*sent("order.deleted", {"id": 7})) == Hint(SHOP, order_ids=("7",))
    assert connector.read_push(*sent("product.deleted", {"id": 7})) == Hint(SHOP, product_ids=("7",))


def test_a_variation_that_changed_hints_at_its_product(connector) -> None:
    told = {"id": 1001001, "type": "variation", "parent_id": 1001}
    assert connector.read_push(*sent("product.updated", told)) == Hint(SHOP, product_ids=("1001",))


@pytest.mark.parametrize("topic", ["customer.updated", "coupon.created", "action.woocommerce_add_to_cart", ""])
def test_a_topic_that_lapak_does_not_want_hints_at_nothing(connector, topic) -> None:
    assert connector.read_push(*sent(topic, {"id": 7})) == Hint(SHOP)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=40), st.integers(0, 39), st.text(max_size=8))
def test_a_body_that_was_altered_or_a_signature_that_was_made_up_is_forged(connector, body, at, made_up) -> None:
    headers = {"x-wc-webhook-signature": sign_push(SECRET, body)}
    at %= len(body)
    altered = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    with pytest.raises(PushForged):
        connector.read_push(headers, altered)
    with pytest.raises(PushForged):
        connector.read_push({"x-wc-webhook-signature": made_up}, body)
    with pytest.raises(PushForged):
        connector.read_push({}, body)


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b'"text"', b"\xff"])
def test_a_signed_webhook_that_cannot_be_read_is_refused(connector, body) -> None:
    with pytest.raises(Refused):
        connector.read_push({"X-WC-Webhook-Signature": sign_push(SECRET, body)}, body)


def test_webhooks_that_come_twice_late_and_out_of_order_hint_at_the_same_and_the_truth_is_looked_up(
    connect, shop, receiver
) -> None:
    connector = connect(push_url=receiver.url)
    connector.ensure_subscribed()
    receiver.wait_for(8)
    shop.faults.turn(push_repeat=1.0, push_shuffle=1.0, push_late_s=0.05)
    order_no = shop.buy(1002)
    shop.ship(order_no)
    pushes = receiver.wait_for(14)[8:]  # created, paid and completed, each of them twice
    time.sleep(0.1)
    hints = {connector.read_push(headers, body) for headers, body in pushes}
    assert hints == {Hint(SHOP, order_ids=(order_no,))}
    assert connector.read_orders([order_no])[0].state == "completed"
