from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from cloud_bridge.sandbox.shopee import ShopeeSandbox


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
