from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest

from cloud_bridge.sandbox.shopee import ShopeeSandbox
from tests.cloud_bridge.sandbox.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator

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
