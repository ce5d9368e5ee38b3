"""The door of the webhooks: nothing is acknowledged that is not durable, and nothing is kept that is not genuine."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json

import pytest

from cloud_bridge.channels import hints
from cloud_bridge.channels.door import PREFIX, Door
from cloud_bridge.channels.models import Channel, Hint
from cloud_bridge.fleet.models import Merchant, Store

pytestmark = pytest.mark.django_db(transaction=True)
URL, KEY, SHOP = "https://bridge.example/push", "secret", 77


@pytest.fixture
def channel():
    merchant = Merchant.objects.create(name="Warung")
    store = Store.objects.create(merchant=merchant, name="Warung")
    settings = {"base_url": "http://127.0.0.1:9", "partner_id": 1, "partner_key": KEY, "push_url": URL}
    return Channel.objects.create(
        merchant=merchant, store=store, market="shopee", name="Toko", shop_id=str(SHOP), settings=settings
    )


def push(number: str) -> bytes:
    return json.dumps({"data": {"ordersn": number}, "shop_id": SHOP, "code": 3, "timestamp": 1}).encode()


async def behind(_scope, _receive, send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"Django"})


async def ask(door, path, body=b"", *, method="POST", sign=None, gone=False):
    """Return the status and the body of one answer."""
    proof = hmac.new(KEY.encode(), f"{URL}|".encode() + body, hashlib.sha256).hexdigest() if sign is None else sign
    parts = [{"type": "http.request", "body": body[:9], "more_body": True}]
    parts.append({"type": "http.disconnect"} if gone else {"type": "http.request", "body": body[9:]})
    said = []

    async def receive():
        return parts.pop(0)

    async def send(message) -> None:
        said.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"authorization", proof.encode())]}
    await door(scope, receive, send)
    return said[0]["status"], b"".join(message.get("body", b"") for message in said[1:])


def once(channel, *args, path=None, **kwargs):
    path = f"{PREFIX}shopee/{channel.key}" if path is None else path
    return asyncio.run(ask(Door(behind), path, *args, **kwargs))


def test_a_genuine_webhook_is_there_when_it_is_acknowledged_with_nothing_at_all(channel):
    assert once(channel, push("A1")) == (200, b"")
    assert Hint.objects.get().external_id == "A1"


def test_what_is_forged_altered_too_long_cut_short_or_for_nobody_is_refused(channel):
    wrong = hmac.new(b"other", push("A1"), hashlib.sha256).hexdigest()
    assert once(channel, push("A1"), sign=wrong)[0] == 401
    assert once(channel, push("A1"), sign="")[0] == 401
    assert once(channel, b"7" * 1_100_000)[0] == 413
    assert once(channel, push("A1"), gone=True)[0] == 413
    assert once(channel, b"not json")[0] == 400
    assert once(channel, method="GET")[0] == 405
    assert once(channel, push("A1"), path=f"{PREFIX}shopee/nobody")[0] == 404
    assert once(channel, push("A1"), path=f"{PREFIX}lazada/{channel.key}")[0] == 404
    assert not Hint.objects.exists()


def test_everything_else_is_handed_on(channel):
    assert once(channel, method="GET", path="/admin/") == (299, b"Django")


def test_many_at_once_share_a_few_writes_and_all_are_kept(channel, monkeypatch):
    writes, keep = [], hints.keep

    def counted(*args):
        writes.append(1)
        return keep(*args)

    monkeypatch.setattr(hints, "keep", counted)

    async def all_of_them():
        door = Door(behind)
        path = f"{PREFIX}shopee/{channel.key}"
        await ask(door, path, push("first"))
        return await asyncio.gather(*(ask(door, path, push(f"A{number}")) for number in range(100)))

    assert set(asyncio.run(all_of_them())) == {(200, b"")}
    assert Hint.objects.count() == 101
    assert len(writes) < 20


def test_a_replayed_webhook_is_one_hint(channel):
    assert [once(channel, push("A1"))[0] for _ in range(3)] == [200] * 3
    assert Hint.objects.count() == 1


def test_what_could_not_be_kept_is_not_acknowledged(channel, monkeypatch):
    def fails(*_args):
        raise OSError("the disk is full")

    monkeypatch.setattr(hints, "keep", fails)
    assert once(channel, push("A1")) == (503, b"")
