"""Pushes are ordered by the connector, and switched on again."""

import pytest

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Subscribes

HOME = "https://bridge.example.com/webhooks/shopee/01"


def test_every_push_that_lapak_needs_is_switched_on_and_comes_home(connect, shop) -> None:
    connector = connect(push_url=HOME)
    assert isinstance(connector, Subscribes)
    shop.store.write("INSERT INTO shopee_push_off VALUES (3), (8), (11)")
    assert connector.ensure_subscribed() == 3
    assert connector.ensure_subscribed() == 0
    assert shop.pusher.url == HOME
    assert [row["code"] for row in shop.store.rows("SELECT code FROM shopee_push_off")] == [11]


def test_pushes_that_shopee_suspended_are_ordered_again(connect, shop) -> None:
    shop.pusher.url = HOME
    shop.push_config.is_suspended = True
    assert connect(push_url=HOME).ensure_subscribed() == 1
    assert not shop.push_config.is_suspended


@pytest.mark.parametrize(
    ("there", "count"), [("https://bridge.example.com/webhooks/shopee/02", 0), ("https://old.example.com/x", 1)]
)
def test_the_address_of_another_shop_of_the_app_stays_and_that_of_another_bridge_does_not(
    connect, shop, there, count
) -> None:
    shop.pusher.url = there
    assert connect(push_url=HOME).ensure_subscribed() == count
    assert shop.pusher.url == (HOME if count else there)


def test_a_connector_without_an_address_orders_nothing(connect) -> None:
    with pytest.raises(Refused):
        connect(push_url="").ensure_subscribed()
