"""Webhooks: forged, altered, late, twice, out of order."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint
from cloud_bridge.connectors.shopify._signing import sign_push
from tests.cloud_bridge.sandbox.receiver import Receiver

SHOP = "lapak-sandbox.myshopify.com"
SECRET = "sandbox-client-secret"


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def sent(topic: str, told: object, shop: str = SHOP) -> tuple[dict[str, str], bytes]:
    body = json.dumps(told).encode()
    headers = {
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": shop,
        "X-Shopify-Hmac-Sha256": sign_push(SECRET, body),
    }
    return headers, body


def test_a_webhook_of_the_sandbox_is_believed_and_hints_at_its_order(connect, shop, receiver) -> None:
    connector = connect(push_url=receiver.url)
    assert connector.ensure_subscribed() == 7
    order_no = shop.buy(1002, pay=False)
    hints = [connector.read_push(headers, body) for headers, body in receiver.wait_for(2)]
    assert Hint(SHOP, order_ids=(order_no,)) in hints
    assert Hint(SHOP, product_ids=("1002",)) in hints


def test_an_owner_who_uninstalls_is_heard(connect, shop, receiver) -> None:
    connector = connect(push_url=receiver.url)
    connector.ensure_subscribed()
    shop.uninstall()
    [(headers, body)] = receiver.wait_for(1)
    assert connector.read_push(headers, body) == Hint(SHOP, is_cut_off=True)


def test_a_signed_body_under_another_topic_cuts_nobody_off(connector) -> None:
    order = {"id": 7, "admin_graphql_api_id": "gid://shopify/Order/7"}
    assert connector.read_push(*sent("app/uninstalled", order)) == Hint(SHOP, order_ids=("7",))
    other = {"id": 1, "myshopify_domain": "other.myshopify.com"}
    assert not connector.read_push(*sent("app/uninstalled", other)).is_cut_off
    assert not connector.read_push(*sent("shop/update", {"id": 1, "myshopify_domain": SHOP})).is_cut_off


def test_a_deleted_product_is_named_by_its_number_alone(connector) -> None:
    assert connector.read_push(*sent("products/delete", {"id": 7})) == Hint(SHOP, product_ids=("7",))
    assert connector.read_push(*sent("orders/create", {"id": 7})) == Hint(SHOP)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=40), st.integers(0, 39), st.text(max_size=8))
def test_a_body_that_was_altered_or_a_signature_that_was_made_up_is_forged(connector, body, at, made_up) -> None:
    headers = {"x-shopify-hmac-sha256": sign_push(SECRET, body)}
    at %= len(body)
    altered = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    with pytest.raises(PushForged):
        connector.read_push(headers, altered)
    with pytest.raises(PushForged):
        connector.read_push({"x-shopify-hmac-sha256": made_up}, body)
    with pytest.raises(PushForged):
        connector.read_push({}, body)


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b'"text"', b"\xff"])
def test_a_signed_webhook_that_cannot_be_read_is_refused(connector, body) -> None:
    with pytest.raises(Refused):
        connector.read_push({"X-Shopify-Hmac-Sha256": sign_push(SECRET, body)}, body)


def test_webhooks_that_come_twice_late_and_out_of_order_hint_at_the_same_and_the_truth_is_looked_up(
    connect, shop, receiver
) -> None:
    connector = connect(push_url=receiver.url)
    connector.ensure_subscribed()
    shop.faults.turn(push_repeat=1.0, push_shuffle=1.0, push_late_s=0.05)
    order_no = shop.buy(1002)
    shop.ship(order_no)
    pushes = receiver.wait_for(12)  # create, paid is not wanted, updated twice, products/update: each of them twice
    time.sleep(0.1)
    hints = {hint for headers, body in pushes if (hint := connector.read_push(headers, body)).order_ids}
    assert hints == {Hint(SHOP, order_ids=(order_no,))}
    assert connector.read_orders([order_no])[0].state == "shipped"


def test_a_retry_carries_its_first_body_and_the_truth_is_looked_up(connect, shop, receiver) -> None:
    connector = connect(push_url=receiver.url)
    connector.ensure_subscribed()
    shop.pusher.time_factor = 0.01
    receiver.status = 503
    order_no = shop.buy(1002, pay=False)
    receiver.wait_for(2)
    shop.pay(order_no)
    receiver.status = 200
    deadline = time.monotonic() + 10
    while shop.tally()["pushes"].keys() != {"delivered"} and time.monotonic() < deadline:
        time.sleep(0.02)
    creations = [push for push in receiver.pushes if push[0]["X-Shopify-Topic"] == "orders/create"]
    assert len(creations) > 1
    assert {body for _, body in creations} == {creations[0][1]}
    assert json.loads(creations[-1][1])["financial_status"] == "pending"
    assert len({headers["X-Shopify-Event-Id"] for headers, _ in creations}) == 1
    assert connector.read_push(*creations[-1]).order_ids == (order_no,)
    assert connector.read_orders([order_no])[0].state == "to_prepare"
