"""Webhooks: eight tries more, then the subscription goes."""

import base64
import hashlib
import hmac
import json
import time

from cloud_bridge.sandbox.shopify import ShopifySandbox
from cloud_bridge.sandbox.shopify._webhooks import RETRIES_S

SUBSCRIBE = """mutation ($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri}) { userErrors { message } }
}"""


def until(is_true) -> None:
    deadline = time.monotonic() + 5
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert is_true()


def test_nobody_who_did_not_subscribe_is_told(shop, ask, receiver) -> None:
    assert (
        ask(SUBSCRIBE, topic="ORDERS_PAID", uri=receiver.url)["data"]["webhookSubscriptionCreate"]["userErrors"] == []
    )
    [taken] = ask(SUBSCRIBE, topic="ORDERS_PAID", uri=receiver.url)["data"]["webhookSubscriptionCreate"]["userErrors"]
    assert "taken" in taken["message"]
    order_no = shop.buy(1002)
    [(headers, body)] = receiver.wait_for(1)
    assert headers["X-Shopify-Topic"] == "orders/paid"
    assert json.loads(body)["id"] == int(order_no)
    signed = hmac.new(shop.credentials["client_secret"].encode(), body, hashlib.sha256).digest()
    assert headers["X-Shopify-Hmac-Sha256"] == base64.b64encode(signed).decode()


def test_eight_retries_take_four_hours_and_each_carries_the_first_body(shop, ask, receiver) -> None:
    assert (len(RETRIES_S), round(sum(RETRIES_S))) == (8, 4 * 3600)
    shop.behaviour.turn(failures_allowed=100)
    ask(SUBSCRIBE, topic="ORDERS_CREATE", uri=receiver.url)
    receiver.status = 500
    order_no = shop.buy(1002, pay=False)
    receiver.wait_for(2)
    shop.pay(order_no)
    pushes = receiver.wait_for(9)
    until(lambda: shop.tally()["pushes"] == {"lost": 1})
    assert len(pushes) == 9
    assert {body for _, body in pushes} == {pushes[0][1]}
    for name in ("X-Shopify-Webhook-Id", "X-Shopify-Event-Id", "X-Shopify-Triggered-At"):
        assert len({headers[name] for headers, _ in pushes}) == 1


def test_a_subscription_that_fails_eight_times_in_a_row_is_deleted_and_one_success_counts_anew(
    shop, ask, receiver
) -> None:
    shop.pusher.time_factor = 0.0001
    ask(SUBSCRIBE, topic="ORDERS_CREATE", uri=receiver.url)
    receiver.status = 500
    shop.buy(1002, pay=False)
    receiver.wait_for(5)
    receiver.status = 200
    until(lambda: shop.tally()["pushes"] == {"delivered": 1})
    failures = "SELECT failures FROM shopify_webhook"
    until(lambda: shop.store.row(failures)["failures"] == 0)
    receiver.status = 500
    shop.buy(1002, pay=False)
    until(lambda: shop.store.row(failures) is None)


def test_orders_tokens_and_subscriptions_outlive_a_restart(tmp_path, receiver) -> None:
    data = str(tmp_path / "shop.sqlite3")
    with ShopifySandbox(data=data) as before:
        before.seed([{"name": "Teh", "sku": "T", "price_minor": 1, "stock": 9}])
        before.store.write("INSERT INTO shopify_webhook (topic, uri) VALUES ('ORDERS_CREATE', ?)", receiver.url)
        token, order_no = before.grant()["access_token"], before.buy(1001, pay=False)
    with ShopifySandbox(data=data) as after:
        after.secrets.check(token)
        assert after.orders.order(order_no)["state"] == "unpaid"
        after.buy(1001, pay=False)
        assert len(receiver.wait_for(1)) >= 1
