from __future__ import annotations

import pytest

from cloud_bridge.channels import webhooks
from cloud_bridge.channels.models import Hint

pytestmark = pytest.mark.urls("cloud_bridge.channels.urls")


@pytest.fixture
def post(stall, client, monkeypatch):
    monkeypatch.setattr(webhooks, "connector_of", lambda _channel: stall.market)

    def send(body="77:1", signature="right", key=stall.channel.key, market="fake"):
        headers = {"Authorization": signature}
        path = f"/webhooks/{market}/{key}"
        return client.post(path, body, content_type="application/json", headers=headers)

    return send


def test_a_webhook_is_kept_and_answered_with_nothing_at_all(post):
    answer = post()
    assert (answer.status_code, answer.content) == (200, b"")
    assert (Hint.objects.get().kind, Hint.objects.get().external_id) == ("order", "1")


def test_the_same_webhook_twice_is_one_hint(post):
    post()
    assert post().status_code == 200
    assert Hint.objects.count() == 1


def test_a_forged_webhook_is_not_read(post):
    assert post(signature="wrong").status_code == 401
    assert not Hint.objects.exists()


def test_an_unreadable_webhook_is_a_bad_request(post):
    assert post(body="").status_code == 400


def test_a_webhook_for_nobody_is_not_found(post):
    assert post(key="nobody").status_code == 404
    assert post(market="other").status_code == 404


def test_a_webhook_that_names_nothing_is_fine(post):
    assert post(body="77:").status_code == 200
    assert not Hint.objects.exists()


def test_a_very_long_webhook_is_not_read(post):
    assert post(body="7" * 1_100_000).status_code == 413


def test_a_webhook_is_posted(post, client, stall):
    assert client.get(f"/webhooks/fake/{stall.channel.key}").status_code == 405
