"""Pushes: one for each unit, acknowledged within half a second, tried twelve times more, and stopped at last."""

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


def kinds(receiver, count) -> list[int]:
    return sorted(json.loads(body)["message_type"] for _, body in receiver.wait_for(count))


def test_each_unit_pushes_with_a_signature_in_lower_case_over_app_key_and_body(shop, receiver) -> None:
    order_no = shop.buy(1002, quantity=2, pay=False)
    for headers, body in receiver.wait_for(2):
        push = json.loads(body)
        assert (push["message_type"], push["seller_id"]) == (0, shop.shop_id)
        assert (push["data"]["trade_order_id"], push["data"]["order_status"]) == (order_no, "unpaid")
        assert push["timestamp"] > 10**12
        expected = hmac.new(shop.app_secret.encode(), shop.app_key.encode() + body, hashlib.sha256).hexdigest()
        assert headers["Authorization"] == expected
    assert len({json.loads(body)["data"]["trade_order_line_id"] for _, body in receiver.pushes}) == 2


def test_every_type_of_push_comes_when_it_should(shop, receiver, call) -> None:
    order_no = shop.buy(1002, pay=False)
    assert kinds(receiver, 1) == [0]
    shop.pay(order_no)
    shop.ask_to_cancel(order_no)
    shop.cancel(order_no)
    assert kinds(receiver, 4) == [0, 0, 0, 10]
    shop.restock(1002, 0, 3)
    shop.buy(1002, pay=False)
    assert kinds(receiver, 6)[-2:] == [6, 10]
    shop.delete(1001)
    shop.say("ani", "halo")
    shop.warn_of_expiry()
    assert kinds(receiver, 9) == [0, 0, 0, 0, 2, 5, 6, 8, 10]
    shop.ship(shop.buy(1002, pay=True))
    shop.pusher.wake()


def test_a_shipped_unit_pushes_its_package_too(shop, receiver) -> None:
    order_no = shop.buy(1002)
    shop.pack(order_no)
    shop.ship(order_no)
    assert kinds(receiver, 5) == [0, 0, 0, 0, 14]


@pytest.mark.parametrize(("status", "delay_s"), [(204, 0), (500, 0), (302, 0), (200, 0.7)])
def test_an_answer_that_is_not_200_within_half_a_second_is_no_acknowledgement(shop, receiver, status, delay_s) -> None:
    receiver.status, receiver.delay_s = status, delay_s
    shop.pusher.time_factor = 1.0
    shop.buy(1002, pay=False)
    until(lambda: shop.store.row("SELECT attempts FROM push")["attempts"] == 1)
    assert shop.tally()["pushes"] == {"waiting": 1}


def test_a_push_is_tried_twelve_times_more_and_then_lost_for_good(shop, receiver) -> None:
    receiver.status = 500
    shop.buy(1002, pay=False)
    until(lambda: shop.tally()["pushes"] == {"lost": 1})
    assert len(receiver.pushes) == 13


def test_an_address_where_most_fails_is_not_pushed_to_any_more(shop, receiver) -> None:
    shop.behaviour.turn(push_memory=20)
    receiver.status = 500
    shop.buy(1002, quantity=2, pay=False)
    until(lambda: shop.patience.is_over)
    until(lambda: shop.tally()["pushes"] == {"lost": 2})
    receiver.status = 200
    shop.buy(1002, pay=False)
    assert shop.tally()["pushes"] == {"lost": 2}
    shop.patience.renew()
    shop.buy(1002, pay=False)
    until(lambda: shop.tally()["pushes"] == {"lost": 2, "delivered": 1})
