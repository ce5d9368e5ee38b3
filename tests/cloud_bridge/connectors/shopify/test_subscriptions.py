"""Webhooks are ordered by the connector, and again when Shopify has deleted them."""

import time

import pytest

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Subscribes
from cloud_bridge.connectors.shopify._subscriptions import TOPICS
from tests.cloud_bridge.sandbox.receiver import Receiver


def addresses(shop) -> set[str]:
    return {row["uri"] for row in shop.store.rows("SELECT uri FROM shopify_webhook")}


def test_every_topic_is_ordered_once(connector, shop) -> None:
    assert isinstance(connector, Subscribes)
    assert connector.ensure_subscribed() == len(TOPICS)
    assert connector.ensure_subscribed() == 0
    assert addresses(shop) == {"https://bridge.example.com/hooks/shopify"}


def test_a_bridge_that_moved_takes_its_webhooks_along(connector, connect, shop) -> None:
    connector.ensure_subscribed()
    moved = connect(push_url="https://new.example.com/hooks/shopify")
    assert moved.ensure_subscribed() == len(TOPICS)
    assert addresses(shop) == {"https://new.example.com/hooks/shopify"}


def test_what_shopify_deleted_after_eight_failures_is_ordered_again(connect, shop) -> None:
    broken = Receiver(status=500)
    connector = connect(push_url=broken.url)
    connector.ensure_subscribed()
    shop.buy(1002, pay=False)
    deadline = time.monotonic() + 10
    wanted = "SELECT count(*) AS n FROM shopify_webhook"
    while shop.store.row(wanted)["n"] == len(TOPICS) and time.monotonic() < deadline:
        time.sleep(0.02)
    broken.close()
    missing = len(TOPICS) - shop.store.row(wanted)["n"]
    assert missing
    assert connector.ensure_subscribed() >= missing
    assert shop.store.row(wanted)["n"] == len(TOPICS)


@pytest.mark.parametrize("push_url", ["", "http://bridge.example.com/hooks"])
def test_an_address_that_shopify_cannot_reach_is_refused(connect, push_url) -> None:
    with pytest.raises(Refused):
        connect(push_url=push_url).ensure_subscribed()
