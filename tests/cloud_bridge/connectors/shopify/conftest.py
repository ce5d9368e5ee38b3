from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.connectors.port import Tokens
from cloud_bridge.connectors.shopify import ShopifyConnector
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.sandbox.shopify import ShopifySandbox
from tests.cloud_bridge.connectors.goods import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def shop() -> Iterator[ShopifySandbox]:
    """A shop with coffee (1001, variants 1001001 and 1001002) and tea (1002, its only variant 1002000)."""
    with ShopifySandbox(time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def grant(shop: ShopifySandbox) -> Callable[[], Tokens]:
    """Let the owner say yes and return the tokens that follow."""
    return lambda: Tokens(**shop.grant())


@pytest.fixture
def connect(shop: ShopifySandbox, grant: Callable[[], Tokens]) -> Iterator[Callable[..., ShopifyConnector]]:
    """Connect to the shop, with any setting replaced."""
    connectors = []

    def connect(**settings: Any) -> ShopifyConnector:
        plain: dict[str, Any] = {
            **shop.settings(),
            "shop_id": shop.shop_id,
            "currency": "IDR",
            "push_url": "https://bridge.example.com/hooks/shopify",
            "clock": time.time,
        }
        if "tokens" not in settings:
            plain["tokens"] = MemoryTokenStore(grant())
        connectors.append(ShopifyConnector(**(plain | settings)))
        return connectors[-1]

    yield connect
    for connector in connectors:
        connector.close()


@pytest.fixture
def connector(connect: Callable[..., ShopifyConnector]) -> ShopifyConnector:
    return connect()
