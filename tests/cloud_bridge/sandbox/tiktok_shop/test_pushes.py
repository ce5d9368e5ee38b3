"""Webhooks of TikTok Shop: acknowledged, tried again, and lost for good."""

import time

import pytest

from cloud_bridge.sandbox.tiktok_shop import TikTokShopSandbox
from tests.cloud_bridge.sandbox.conftest import TEH


def until(is_true) -> None:
    deadline = time.monotonic() + 5
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_true()


@pytest.mark.parametrize("status", [200, 401])
def test_200_and_401_with_an_empty_body_acknowledge(shop, receiver, status) -> None:
    receiver.status = status
    shop.buy(1002, pay=False)
    until(lambda: shop.tally()["pushes"] == {"delivered": 1})


@pytest.mark.parametrize(("status", "body"), [(200, b'{"ok":true}'), (204, b""), (500, b"")])
def test_anything_else_is_tried_four_times_more_and_then_lost(shop, receiver, status, body) -> None:
    receiver.status, receiver.body = status, body
    shop.buy(1002, pay=False)
    assert len(receiver.wait_for(5)) == 5
    until(lambda: shop.tally()["pushes"] == {"lost": 1})


def test_an_event_goes_to_its_own_address_and_the_rest_to_the_apps(shop, receiver) -> None:
    shop.store.write("INSERT INTO tiktok_webhook VALUES ('NEW_MESSAGE', 'http://127.0.0.1:9/', 0, 0)")
    shop.say("siti", "halo")
    [(_, body)] = receiver.wait_for(1)
    assert b'"type":13' in body


def test_orders_warehouses_webhooks_and_messages_outlive_a_restart(tmp_path) -> None:
    data = str(tmp_path / "shop.sqlite3")
    with TikTokShopSandbox(data=data) as before:
        before.seed([TEH])
        before.behaviour.turn(warehouses=2)
        first, second = before.shelves.warehouses()
        before.shelves.put(before.catalogue.variant(1001, 0), {first: 4, second: 6})
        token = before.grant()["access_token"]
        before.say("siti", "halo")
        order_no = before.buy(1001, quantity=5)
    with TikTokShopSandbox(data=data) as after:
        after.behaviour.turn(warehouses=2)
        assert after.shelves.of(after.catalogue.variant(1001, 0)) == {first: 0, second: 5}
        assert after.orders.order(order_no)["state"] == "paid"
        assert after.secrets.state_of(token) == "good"
        assert after.store.row("SELECT count(*) AS n FROM tiktok_message")["n"] == 1


def test_an_order_number_is_eighteen_digits(shop) -> None:
    order_no = shop.buy(1002)
    assert (len(order_no), order_no.isdigit()) == (18, True)
