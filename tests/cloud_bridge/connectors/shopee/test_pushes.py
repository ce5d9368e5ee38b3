"""Pushes: who sent them, what they hint at, and those that were lost."""

import json
import time

import pytest

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint, LostPushes
from cloud_bridge.connectors.shopee._signing import sign_push
from tests.cloud_bridge.sandbox.receiver import Receiver

URL = "https://bridge.example.com/hooks/shopee"


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def signed(shop, body: bytes) -> dict[str, str]:
    return {"AUTHORIZATION": sign_push(shop.partner_key, URL, body)}


def lose(shop, count: int) -> list[str]:
    """Let pushes of so many orders be lost."""
    broken = Receiver(status=500)
    shop.pusher.url = broken.url
    shop.catalogue.set_stock(1002, 0, 1000)
    made = [shop.buy(1002, pay=False) for _ in range(count)]
    deadline = time.monotonic() + 10
    while shop.tally()["pushes"] != {"lost": count} and time.monotonic() < deadline:
        time.sleep(0.01)
    broken.close()
    shop.pusher.url = ""
    return made


def test_a_push_of_the_sandbox_is_believed_and_hints_at_its_order(connect, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    connector = connect(push_url=receiver.url)
    order_no = shop.buy(1002, pay=False)
    [(headers, body)] = receiver.wait_for(1)
    assert connector.read_push(headers, body) == Hint(str(shop.shop_id), order_ids=(order_no,))


def test_a_change_of_reserved_stock_hints_at_its_item(connect, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    shop.reserve(1002, 0, 4)
    [(headers, body)] = receiver.wait_for(1)
    assert connect(push_url=receiver.url).read_push(headers, body) == Hint(str(shop.shop_id), product_ids=("1002",))


@pytest.mark.parametrize("given", [{}, {"Authorization": "0" * 64}, {"Authorization": "é"}])
def test_a_push_without_the_right_signature_is_not_read(connector, given) -> None:
    with pytest.raises(PushForged):
        connector.read_push(given, b'{"code":3,"data":{"ordersn":"X"}}')


def test_a_push_signed_for_another_url_or_changed_on_the_way_is_forged(connect, shop) -> None:
    body = b'{"code":3,"shop_id":1,"data":{"ordersn":"X"}}'
    with pytest.raises(PushForged):
        connect(push_url=URL + "/").read_push(signed(shop, body), body)
    with pytest.raises(PushForged):
        connect().read_push(signed(shop, body), body.replace(b"X", b"Y"))


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b'{"data":"text"}', b"\xff"])
def test_a_signed_push_that_cannot_be_read_is_refused(connector, shop, body) -> None:
    with pytest.raises(Refused):
        connector.read_push(signed(shop, body), body)


@pytest.mark.parametrize(
    ("push", "hint"),
    [
        ({"code": 22, "shop_id": 9, "data": {"item_id": 5}}, Hint("9", (), ("5",))),
        ({"code": 29, "shop_id": 9, "data": {"order_sn": "A"}}, Hint("9", ("A",))),
        ({"code": 2, "data": {"shop_id": 9}}, Hint("9", is_cut_off=True)),
        ({"code": 10, "shop_id": 9, "data": {"content": {"conversation_id": "7"}}}, Hint("9", (), (), ("7",))),
        ({"code": 5, "shop_id": 9}, Hint("9")),
        ({"code": 5, "shop_id": 9, "data": {"content": "news"}}, Hint("9")),
    ],
)
def test_whatever_a_push_names_is_a_hint(connector, shop, push, hint) -> None:
    body = json.dumps(push).encode()
    assert connector.read_push(signed(shop, body), body) == hint


def test_an_owner_who_disconnects_cuts_lapak_off(connect, shop, receiver) -> None:
    shop.pusher.url = receiver.url
    connector = connect(push_url=receiver.url)
    shop.disconnect()
    shop.pusher.wake()
    [(headers, body)] = receiver.wait_for(1)
    assert connector.read_push(headers, body) == Hint(shop.shop_id, is_cut_off=True)


def test_an_app_with_a_push_key_of_its_own_verifies_with_it(connect) -> None:
    body = b'{"code":3,"shop_id":1,"data":{"ordersn":"X"}}'
    headers = {"authorization": sign_push("push key", URL, body)}
    assert connect(push_key="push key").read_push(headers, body).order_ids == ("X",)


def test_every_lost_push_is_recovered_in_batches_and_then_forgotten(connector, shop) -> None:
    made = lose(shop, 120)
    kept: list[Hint] = []
    assert isinstance(connector, LostPushes)
    assert connector.recover_pushes(kept.extend) == 120
    assert sorted(hint.order_ids[0] for hint in kept) == sorted(made)
    assert connector.recover_pushes(kept.extend) == 0


def test_lost_pushes_that_could_not_be_kept_are_still_there(connector, shop) -> None:
    lose(shop, 3)

    def fail(_: object) -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        connector.recover_pushes(fail)
    kept: list[Hint] = []
    assert connector.recover_pushes(kept.extend) == 3
