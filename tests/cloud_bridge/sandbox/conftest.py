from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from cloud_bridge.sandbox.shopee import ShopeeSandbox
from tests.cloud_bridge.sandbox.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KOPI = {
    "name": "Kopi Gayo",
    "image": "☕",
    "models": [
        {"name": "250 g", "sku": "KG-250", "price_minor": 85_000, "stock": 12},
        {"name": "1 kg", "sku": "KG-1000", "price_minor": 310_000, "stock": 1},
    ],
}
TEH = {"name": "Teh Melati", "sku": "TM-50", "price_minor": 12_500, "stock": 40}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def shop(receiver: Receiver) -> Iterator[ShopeeSandbox]:
    """A shop with coffee (1001, two models) and tea (1002); a minute of retrying is 0.6 ms."""
    with ShopeeSandbox(push_url=receiver.url, time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def web(shop: ShopeeSandbox) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=shop.url, timeout=5) as client:
        yield client


@pytest.fixture
def call(shop: ShopeeSandbox, web: httpx2.Client) -> Callable[..., dict[str, Any]]:
    """Call the API as an app would, with any of its proofs replaced."""
    tokens = {}

    def call(path: str, params: dict[str, Any] | None = None, body: Any = None, **wrong: Any) -> dict[str, Any]:
        if not tokens:
            tokens["access"] = shop.grant()["access_token"]
        proof = {
            "partner_id": shop.partner_id,
            "timestamp": int(time.time()),
            "access_token": tokens["access"],
            "shop_id": shop.shop_id,
        } | wrong
        text = f"{proof['partner_id']}{path}{proof['timestamp']}{proof['access_token']}{proof['shop_id']}"
        sign = hmac.new(shop.partner_key.encode(), text.encode(), hashlib.sha256).hexdigest()
        query = {"sign": sign} | proof | (params or {})
        if body is None:
            return dict(web.get(path, params=query).json())
        return dict(web.post(path, params=query, json=body).json())

    return call
