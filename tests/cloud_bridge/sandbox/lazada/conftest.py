from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from cloud_bridge.sandbox.lazada import LazadaSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cloud_bridge.sandbox.receiver import Receiver

KOPI = {
    "name": "Kopi Gayo",
    "models": [
        {"name": "250 g", "sku": "KG-250", "price_minor": 85_000, "stock": 12},
        {"name": "1 kg", "sku": "KG-1000", "price_minor": 310_000, "stock": 10},
    ],
}
TEH = {"name": "Teh Melati", "sku": "TM-50", "price_minor": 12_500, "stock": 40}


@pytest.fixture
def shop(receiver: Receiver) -> Iterator[LazadaSandbox]:
    """A shop with coffee (1001, SKUs 1001001 and 1001002) and tea (1002, SKU 1002001); half an hour is 18 ms."""
    with LazadaSandbox(push_url=receiver.url, time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def web(shop: LazadaSandbox) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=shop.url, timeout=5) as client:
        yield client


@pytest.fixture
def call(shop: LazadaSandbox, web: httpx2.Client) -> Callable[..., dict[str, Any]]:
    """Call the API as an app would, with any of its proofs replaced; None leaves one out."""
    tokens = {}

    def call(path: str, params: dict[str, Any] | None = None, method: str = "GET", **wrong: Any) -> dict[str, Any]:
        if not tokens:
            tokens["access"] = shop.grant()["access_token"]
        proof = {
            "app_key": shop.app_key,
            "timestamp": str(int(time.time() * 1000)),
            "sign_method": "sha256",
            "access_token": tokens["access"],
            **{name: str(value) for name, value in (params or {}).items()},
        } | wrong
        sent = {name: str(value) for name, value in proof.items() if value is not None}
        text = path + "".join(name + sent[name] for name in sorted(sent) if name != "sign")
        sign = hmac.new(shop.app_secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()
        sent = {"sign": sign} | sent
        if method == "GET":
            return dict(web.get(f"/rest{path}", params=sent).json())
        return dict(web.post(f"/rest{path}", data=sent).json())

    return call


@pytest.fixture
def write(call: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Write one SKU's stock or price by one of the three calls."""

    def write(path: str, sku_id: int, **values: Any) -> dict[str, Any]:
        words = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
        sku = f"<Sku><ItemId>{sku_id // 1000}</ItemId><SkuId>{sku_id}</SkuId>{words}</Sku>"
        payload = f"<Request><Product><Skus>{sku}</Skus></Product></Request>"
        return call(path, {"payload": payload}, "POST")

    return write
