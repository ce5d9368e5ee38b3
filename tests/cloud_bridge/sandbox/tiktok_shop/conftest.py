from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from cloud_bridge.sandbox.tiktok_shop import TikTokShopSandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cloud_bridge.sandbox.receiver import Receiver


@pytest.fixture
def shop(receiver: Receiver) -> Iterator[TikTokShopSandbox]:
    """A shop with coffee (1001, SKUs 1001001 and 1001002) and tea (1002, SKU 1002000); an hour of retrying is 36 ms."""
    with TikTokShopSandbox(push_url=receiver.url, time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def web(shop: TikTokShopSandbox) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=shop.url, timeout=5) as client:
        yield client


@pytest.fixture
def call(shop: TikTokShopSandbox, web: httpx2.Client) -> Callable[..., dict[str, Any]]:
    """Call the API as an app would, with any of its proofs replaced (None leaves it out) and any bytes sent instead."""
    tokens: dict[str, str] = {}

    def call(
        path: str, params: dict[str, Any] | None = None, body: Any = None, *, sent: bytes | None = None, **wrong: Any
    ) -> dict[str, Any]:
        tokens.setdefault("access", shop.secrets.grant()["access_token"])
        known = {"app_key": shop.credentials["app_key"], "shop_cipher": shop.credentials["shop_cipher"]}
        query = {**known, "timestamp": int(time.time()), **(params or {}), **wrong}
        token = query.pop("token", tokens["access"])
        raw = b"" if body is None else json.dumps(body).encode()
        secret = shop.credentials["app_secret"]
        said = "".join(f"{name}{query[name]}" for name in sorted(query) if query[name] is not None and name != "sign")
        message = f"{secret}{path}{said}".encode() + raw + secret.encode()
        query = {"sign": hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()} | query
        query = {name: value for name, value in query.items() if value is not None}
        headers = {"x-tts-access-token": token, "content-type": "application/json"}
        method = "GET" if body is None else "POST"
        content = raw if sent is None else sent
        return dict(web.request(method, path, params=query, content=content, headers=headers).json())

    return call
