"""Webhooks: ordered, believed, not believed, and what they hint at."""

import json

import pytest

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint, Subscribes
from cloud_bridge.connectors.tiktok_shop._signing import sign_push
from cloud_bridge.connectors.tiktok_shop._subscriptions import EVENTS
from tests.cloud_bridge.sandbox.receiver import Receiver


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def signed(shop, body: bytes) -> dict[str, str]:
    return {"AUTHORIZATION": sign_push(shop.credentials["app_key"], shop.credentials["app_secret"], body)}


def test_every_event_is_made_to_come_once_and_mended_when_it_was_changed(connect, shop, receiver) -> None:
    connector = connect(push_url=receiver.url)
    assert isinstance(connector, Subscribes)
    assert connector.ensure_subscribed() == len(EVENTS)
    assert connector.ensure_subscribed() == 0
    shop.store.write("DELETE FROM tiktok_webhook WHERE event_type = 'NEW_MESSAGE'")
    shop.store.write("UPDATE tiktok_webhook SET address = 'https://old.example' WHERE event_type = 'PRODUCT_CREATION'")
    assert connector.ensure_subscribed() == 2
    shop.buy(1002, pay=False)
    assert len(receiver.wait_for(1)) == 1


@pytest.mark.parametrize("url", ["", "https://bridge.example.com/" + "x" * 255])
def test_an_address_that_cannot_be_is_refused(connect, url) -> None:
    with pytest.raises(Refused, match="255"):
        connect(push_url=url).ensure_subscribed()


@pytest.mark.parametrize("says_cancel", [True, False])
def test_webhooks_of_an_order_are_believed_in_any_order_and_the_order_decides(
    connector, shop, receiver, says_cancel
) -> None:
    shop.behaviour.turn(push_says_cancel=says_cancel)
    shop.faults.turn(push_shuffle=1.0, push_repeat=0.5)
    shop.pusher.url = receiver.url
    order_no = shop.buy(1002)
    shop.cancel(order_no)
    pushes = receiver.wait_for(3)
    for headers, body in pushes:
        assert connector.read_push(headers, body) == Hint(shop.shop_id, order_ids=(order_no,))
    assert connector.read_orders([order_no])[0].state == "cancelled"


def test_a_campaign_hints_at_its_product_and_a_message_at_its_thread(connector, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    shop.reserve(1002, 0, 4)
    thread = shop.say("siti", "halo")
    hints = [connector.read_push(headers, body) for headers, body in receiver.wait_for(3)]
    assert Hint(shop.shop_id, product_ids=("1002",)) in hints
    assert hints.count(Hint(shop.shop_id, conversation_ids=(thread,))) == 2


def test_an_owner_who_disconnects_is_known_at_once(connector, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    shop.disconnect()
    [(headers, body)] = receiver.wait_for(1)
    assert connector.read_push(headers, body) == Hint(shop.shop_id, is_cut_off=True)


@pytest.mark.parametrize("given", [{}, {"Authorization": "0" * 64}, {"Authorization": "é"}])
def test_a_webhook_without_the_right_signature_is_not_read(connector, given) -> None:
    with pytest.raises(PushForged):
        connector.read_push(given, b'{"type":1,"data":{"order_id":"X"}}')


def test_a_webhook_changed_on_the_way_or_of_another_app_is_forged(connector, connect, shop) -> None:
    body = b'{"type":1,"shop_id":"1","data":{"order_id":"X"}}'
    with pytest.raises(PushForged):
        connector.read_push(signed(shop, body), body.replace(b"X", b"Y"))
    with pytest.raises(PushForged):
        connector.read_push(signed(shop, body), body + b" ")
    with pytest.raises(PushForged):
        connect(app_key="another").read_push(signed(shop, body), body)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"nonsense", b'{"data":"text"}', b"\xff", b'{"data":{"package_list":[1]}}']
)
def test_a_signed_webhook_that_cannot_be_read_is_refused(connector, shop, body) -> None:
    with pytest.raises(Refused):
        connector.read_push(signed(shop, body), body)


@pytest.mark.parametrize(
    ("push", "hint"),
    [
        ({"type": 5, "shop_id": "9", "data": {"product_id": 5}}, Hint("9", product_ids=("5",))),
        ({"type": 15, "shop_id": "9", "data": {"product_id": "5"}}, Hint("9", product_ids=("5",))),
        ({"type": 16, "shop_id": "9", "data": {"product_id": 5}}, Hint("9", product_ids=("5",))),
        ({"type": 11, "shop_id": "9", "data": {"order_id": "A"}}, Hint("9", order_ids=("A",))),
        ({"type": 12, "shop_id": "9", "data": {"order_id": "A"}}, Hint("9", order_ids=("A",))),
        (
            {"type": 4, "shop_id": "9", "data": {"package_list": [{"order_id_list": ["A", "B"]}, {"package_id": "1"}]}},
            Hint("9", order_ids=("A", "B")),
        ),
        ({"type": 71, "data": {"shop_id": 9, "product_id": 5, "sku_id": 50}}, Hint("9", product_ids=("5",))),
        ({"type": 6, "shop_id": "9", "data": {"message": "bye"}}, Hint("9", is_cut_off=True)),
        ({"type": 7, "shop_id": "9", "data": {"expiration_time": "1"}}, Hint("9")),
        ({"type": 999, "shop_id": "9"}, Hint("9")),
    ],
)
def test_whatever_a_webhook_names_is_a_hint(connector, shop, push, hint) -> None:
    body = json.dumps(push).encode()
    assert connector.read_push(signed(shop, body), body) == hint
