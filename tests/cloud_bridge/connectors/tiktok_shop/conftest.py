from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.connectors import tiktok_shop
from cloud_bridge.connectors.tiktok_shop import TikTokShopConnector
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.sandbox.tiktok_shop import TikTokShopSandbox
from tests.cloud_bridge.connectors.goods import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cloud_bridge.connectors.port import Tokens

URL = "https://bridge.example.com/hooks/tiktok"


@pytest.fixture
def shop() -> Iterator[TikTokShopSandbox]:
    """A shop with coffee (1001, SKUs 1001001 and 1001002) and tea (1002, SKU 1002000)."""
    with TikTokShopSandbox(time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def grant(shop: TikTokShopSandbox) -> Callable[[], Tokens]:
    """Let the owner say yes and return the tokens that follow."""

    def grant() -> Tokens:
        answer = {"code": shop.secrets.new_code(), "state": "x"}
        exchange = tiktok_shop.MARKET.exchange_code
        assert exchange is not None
        return exchange(shop.settings(), answer, shop.shop_id, time.time).tokens

    return grant


@pytest.fixture
def connect(shop: TikTokShopSandbox, grant: Callable[[], Tokens]) -> Iterator[Callable[..., TikTokShopConnector]]:
    """Connect to the shop, with any setting replaced."""
    connectors = []

    def connect(**settings: Any) -> TikTokShopConnector:
        plain: dict[str, Any] = {
            **shop.settings(),
            "shop_id": shop.shop_id,
            "currency": "IDR",
            "push_url": URL,
            "tokens": MemoryTokenStore(grant()),
            "clock": time.time,
        }
        connectors.append(TikTokShopConnector(**(plain | settings)))
        return connectors[-1]

    yield connect
    for connector in connectors:
        connector.close()


@pytest.fixture
def connector(connect: Callable[..., TikTokShopConnector]) -> TikTokShopConnector:
    return connect()
