"""Webhooks: a ping first, one try each, and silence after too many failures."""

import base64
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


@pytest.fixture
def subscribe(ask, receiver):
    def subscribe(topic="order.created", **given) -> dict:
        answer = ask("POST", "/webhooks", {"topic": topic, "delivery_url": receiver.url, "secret": "s", **given})
        assert answer.status_code == 201
        return answer.json()

    return subscribe


def test_a_new_webhook_sends_a_ping_that_nobody_signed(subscribe, receiver) -> None:
    made = subscribe()
    [(headers, body)] = receiver.wait_for(1)
    assert body == f"webhook_id={made['id']}".encode()
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert not [name for name in headers if name.startswith("X-WC")]


def test_a_webhook_that_is_made_paused_sends_nothing(subscribe, shop, receiver) -> None:
    subscribe(status="paused")
    shop.buy(1002)
    assert shop.tally()["pushes"] == {}
    assert receiver.pushes == []


@pytest.mark.parametrize(("secret", "key"), [("plain", "plain"), ("a &amp; b &lt;c&gt; &#039;", "a & b <c> '")])
def test_a_body_is_signed_with_the_secret_as_it_was_before_wordpress_escaped_it(
    subscribe, shop, receiver, secret, key
) -> None:
    made = subscribe(secret=secret)
    receiver.wait_for(1)
    order_no = shop.buy(1002, pay=False)
    headers, body = receiver.wait_for(2)[1]
    signed = hmac.new(key.encode(), body, hashlib.sha256).digest()
    assert headers["X-WC-Webhook-Signature"] == base64.b64encode(signed).decode()
    assert (headers["X-WC-Webhook-Topic"], headers["X-WC-Webhook-ID"]) == ("order.created", str(made["id"]))
    assert (headers["X-WC-Webhook-Resource"], headers["X-WC-Webhook-Event"]) == ("order", "created")
    assert (json.loads(body)["id"], json.loads(body)["status"]) == (int(order_no), "pending")


def test_of_what_is_deleted_only_the_id_is_told(subscribe, shop, ask, receiver) -> None:
    subscribe("order.deleted")
    receiver.wait_for(1)
    order_no = shop.buy(1002)
    ask("DELETE", f"/orders/{order_no}")
    assert json.loads(receiver.wait_for(2)[1][1]) == {"id": int(order_no)}


def test_six_failures_are_counted_the_seventh_switches_it_off_and_none_is_tried_again(
    subscribe, shop, ask, receiver
) -> None:
    made = subscribe()
    receiver.wait_for(1)
    receiver.status = 500
    for count in range(7):
        assert ask("GET", f"/webhooks/{made['id']}").json()["status"] == "active"
        shop.buy(1002, pay=False)
        until(lambda count=count: shop.tally()["pushes"].get("lost") == count + 1)
    until(lambda: ask("GET", f"/webhooks/{made['id']}").json()["status"] == "disabled")
    shop.buy(1002, pay=False)
    assert len(receiver.pushes) == 8
    assert ask("GET", "/webhooks", status="disabled").headers["x-wp-total"] == "1"


def test_one_success_in_between_counts_anew_and_a_redirect_is_one(subscribe, shop, ask, receiver) -> None:
    made = subscribe()
    receiver.wait_for(1)
    for at, status in enumerate([500] * 6 + [302] + [500] * 6):
        receiver.status = status
        shop.buy(1002, pay=False)
        receiver.wait_for(2 + at)
        until(lambda: not shop.tally()["pushes"].keys() & {"waiting", "sending"})
    assert ask("GET", f"/webhooks/{made['id']}").json()["status"] == "active"


def test_switching_on_counts_anew(subscribe, shop, ask) -> None:
    made = subscribe()
    shop.store.write("UPDATE woocommerce_webhook SET status = 'disabled', failures = 6")
    ask("PUT", f"/webhooks/{made['id']}", {"status": "active"})
    [row] = shop.store.rows("SELECT status, failures, secret FROM woocommerce_webhook")
    assert tuple(row) == ("active", 0, "s")


@pytest.mark.parametrize("wrong", [{"topic": "order.exploded"}, {"delivery_url": "ftp://x"}, {"status": "asleep"}])
def test_a_webhook_that_cannot_be_is_refused(ask, wrong) -> None:
    given = {"topic": "order.created", "delivery_url": "https://x.example.com", **wrong}
    assert ask("POST", "/webhooks", given).status_code == 400
