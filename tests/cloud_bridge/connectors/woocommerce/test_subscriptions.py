"""Webhooks are ordered by the connector, and switched on again when WooCommerce gave up on them."""

import time

import pytest

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Hint, Subscribes
from cloud_bridge.connectors.woocommerce._subscriptions import TOPICS
from tests.cloud_bridge.sandbox.receiver import Receiver


def hooks(shop) -> list:
    return shop.store.rows("SELECT * FROM woocommerce_webhook ORDER BY webhook_id")


def test_every_topic_is_ordered_once(connector, shop) -> None:
    assert isinstance(connector, Subscribes)
    assert connector.ensure_subscribed() == len(TOPICS)
    assert connector.ensure_subscribed() == 0
    assert {hook["topic"] for hook in hooks(shop)} == set(TOPICS)
    assert {hook["delivery_url"] for hook in hooks(shop)} == {"http://127.0.0.1:9/hooks/woocommerce"}


def test_a_bridge_that_moved_takes_its_webhooks_along_and_nobody_elses(connector, connect, shop) -> None:
    connector.ensure_subscribed()
    other = "INSERT INTO woocommerce_webhook VALUES (99, 'Kurir', 'order.created', 'http://127.0.0.1:9/k', 's', ?, 0)"
    shop.store.write(other, "disabled")
    moved = connect(push_url="http://127.0.0.1:9/new")
    assert moved.ensure_subscribed() == len(TOPICS)
    assert moved.ensure_subscribed() == 0
    *ours, theirs = hooks(shop)
    assert {hook["delivery_url"] for hook in ours} == {"http://127.0.0.1:9/new"}
    assert (theirs["delivery_url"], theirs["status"]) == ("http://127.0.0.1:9/k", "disabled")


@pytest.mark.parametrize("status", ["disabled", "paused"])
def test_what_is_switched_off_is_switched_on_again(connector, shop, status) -> None:
    connector.ensure_subscribed()
    shop.store.write("UPDATE woocommerce_webhook SET status = ? WHERE topic LIKE 'order%'", status)
    assert connector.ensure_subscribed() == 4
    assert {hook["status"] for hook in hooks(shop)} == {"active"}


def test_a_webhook_that_fell_silent_after_its_failures_speaks_again(connect, shop) -> None:
    receiver = Receiver(status=500)
    connector = connect(push_url=receiver.url)
    connector.ensure_subscribed()
    shop.restock(1002, 0, 100)
    receiver.wait_for(8)
    for count in range(8):  # six are counted, the seventh switches it off, the eighth is not sent
        shop.buy(1002, pay=False)
        receiver.wait_for(min(9 + count, 15))
        wait_until(lambda: not shop.tally()["pushes"].keys() & {"waiting", "sending"})
    [created] = [hook for hook in hooks(shop) if hook["topic"] == "order.created"]
    assert (created["status"], len(receiver.pushes)) == ("disabled", 15)
    receiver.status = 200
    assert connector.ensure_subscribed() == 1
    order_no = shop.buy(1002, pay=False)
    assert connector.read_push(*receiver.wait_for(16)[-1]) == Hint(shop.shop_id, order_ids=(order_no,))
    receiver.close()


def test_what_is_switched_on_again_gets_the_secret_of_todays_keys(connector, shop) -> None:
    connector.ensure_subscribed()
    todays = {hook["secret"] for hook in hooks(shop)}
    shop.store.write("UPDATE woocommerce_webhook SET status = 'disabled', secret = 'of the keys before'")
    connector.ensure_subscribed()
    assert {hook["secret"] for hook in hooks(shop)} == todays


def test_a_shop_with_many_webhooks_is_read_to_the_end(connector, shop) -> None:
    for number in range(150):
        shop.store.write(
            "INSERT INTO woocommerce_webhook VALUES (?, 'x', 'order.created', 'http://127.0.0.1:9/x', '', 'active', 0)",
            number + 1,
        )
    assert connector.ensure_subscribed() == len(TOPICS)
    assert connector.ensure_subscribed() == 0


def test_a_bridge_without_an_address_cannot_order_any(connect) -> None:
    with pytest.raises(Refused, match="no public address"):
        connect(push_url="").ensure_subscribed()


def wait_until(is_true) -> None:
    deadline = time.monotonic() + 5
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_true()
