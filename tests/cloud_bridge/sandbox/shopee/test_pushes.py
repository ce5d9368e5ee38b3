"""Pushes: acknowledged, tried again, lost, and found."""

import hashlib
import hmac
import json
import time

import pytest


def until(is_true) -> None:
    deadline = time.monotonic() + 5
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_true()


def test_an_order_is_pushed_with_a_signature_over_url_and_body(shop, receiver) -> None:
    order_no = shop.buy(1002)
    pushes = [(headers, json.loads(body), body) for headers, body in receiver.wait_for(2)]
    assert sorted(push["data"]["status"] for _, push, _ in pushes) == ["READY_TO_SHIP", "UNPAID"]
    for headers, push, body in pushes:
        assert push["data"]["ordersn"] == order_no
        signed = receiver.url.encode() + b"|" + body
        assert headers["Authorization"] == hmac.new(shop.partner_key.encode(), signed, hashlib.sha256).hexdigest()


def test_a_promotion_pushes_the_reserved_stock(shop, receiver) -> None:
    shop.reserve(1001, 1001001, 5)
    [(_, body)] = receiver.wait_for(1)
    push = json.loads(body)
    assert (push["code"], push["data"]["item_id"]) == (8, 1001)


@pytest.mark.parametrize(("status", "body"), [(200, b'{"ok":true}'), (500, b""), (302, b"")])
def test_an_answer_that_is_not_2xx_and_empty_is_no_acknowledgement(shop, receiver, status, body) -> None:
    receiver.status, receiver.body = status, body
    shop.buy(1002, pay=False)
    assert len(receiver.wait_for(4)) == 4
    until(lambda: shop.tally()["pushes"] == {"lost": 1})


def test_a_receiver_that_is_away_for_a_while_gets_the_push_later(shop, receiver) -> None:
    receiver.status = 503
    shop.pusher.time_factor = 0.001
    shop.buy(1002, pay=False)
    receiver.wait_for(1)
    receiver.status = 204
    until(lambda: shop.tally()["pushes"] == {"delivered": 1})
    assert len(receiver.pushes) == 2


@pytest.mark.parametrize(("dial", "count"), [({"push_repeat": 1.0}, 2), ({"push_late_s": 0.2}, 1)])
def test_pushes_come_twice_or_late_as_the_dial_says(shop, receiver, dial, count) -> None:
    shop.faults.turn(**dial)
    shop.buy(1002, pay=False)
    assert len(receiver.wait_for(count)) == count


def test_a_dropped_push_never_comes_and_is_not_kept_either(shop, receiver) -> None:
    shop.faults.turn(push_drop=1.0)
    shop.buy(1002, pay=False)
    shop.faults.turn(push_drop=0.0)
    shop.buy(1002, pay=False)
    until(lambda: shop.tally()["pushes"] == {"dropped": 1, "delivered": 1})
    assert len(receiver.pushes) == 1


def test_shuffled_pushes_overtake_each_other(shop, receiver) -> None:
    shop.faults.turn(push_shuffle=1.0)
    made = [shop.buy(1002, pay=False) for _ in range(8)]
    came = [json.loads(body)["data"]["ordersn"] for _, body in receiver.wait_for(8)]
    assert sorted(came) == sorted(made)
    assert came != made


def test_a_slow_acknowledgement_is_none(shop, receiver) -> None:
    receiver.delay_s = 3.3
    shop.pusher.time_factor = 1.0
    shop.buy(1002, pay=False)
    until(lambda: shop.store.row("SELECT attempts FROM push")["attempts"] == 1)
    assert shop.tally()["pushes"] == {"waiting": 1}


def test_lost_pushes_wait_behind_a_watermark(shop, receiver, call) -> None:
    receiver.status = 500
    made = [shop.buy(1002, pay=False) for _ in range(3)]
    until(lambda: shop.tally()["pushes"] == {"lost": 3})
    path = "/api/v2/push/get_lost_push_message"
    lost = call(path, access_token="", shop_id="")["response"]
    found = [json.loads(message["data"])["data"]["ordersn"] for message in lost["push_message_list"]]
    assert sorted(found) == sorted(made)
    confirm = "/api/v2/push/confirm_consumed_lost_push_message"
    call(confirm, body={"last_message_id": lost["last_message_id"] - 1}, access_token="", shop_id="")
    left = call(path, access_token="", shop_id="")["response"]["push_message_list"]
    assert [json.loads(message["data"])["data"]["ordersn"] for message in left] == found[-1:]
