from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.connectors import shopee
from cloud_bridge.connectors.shopee import ShopeeConnector
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.sandbox.shopee import ShopeeSandbox
from tests.cloud_bridge.connectors.goods import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cloud_bridge.connectors.port import Tokens


@pytest.fixture
def shop() -> Iterator[ShopeeSandbox]:
    """A shop with coffee (1001, models 1001001 and 1001002) and tea (1002)."""
    with ShopeeSandbox(time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def grant(shop: ShopeeSandbox) -> Callable[[], Tokens]:
    """Let the owner say yes and return the tokens that follow."""

    def grant() -> Tokens:
        answer = {"code": shop.secrets.new_code(), "shop_id": shop.shop_id}
        return shopee.MARKET.exchange_code(shop.settings(), answer, shop.shop_id, time.time).tokens

    return grant


@pytest.fixture
def connect(shop: ShopeeSandbox, grant: Callable[[], Tokens]) -> Iterator[Callable[..., ShopeeConnector]]:
    """Connect to the shop, with any setting replaced."""
    connectors = []

    def connect(**settings: Any) -> ShopeeConnector:
        plain: dict[str, Any] = {
            **shop.settings(),
            "shop_id": shop.shop_id,
            "currency": "IDR",
            "push_url": "https://bridge.example.com/hooks/shopee",
            "tokens": MemoryTokenStore(grant()),
            "clock": time.time,
        }
        connectors.append(ShopeeConnector(**(plain | settings)))
        return connectors[-1]

    yield connect
    for connector in connectors:
        connector.close()


@pytest.fixture
def connector(connect: Callable[..., ShopeeConnector]) -> ShopeeConnector:
    return connect()
