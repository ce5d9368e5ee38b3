from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.connectors.port import Tokens
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.connectors.woocommerce import WooCommerceConnector
from cloud_bridge.sandbox.woocommerce import WooCommerceSandbox
from tests.cloud_bridge.connectors.goods import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def shop() -> Iterator[WooCommerceSandbox]:
    """A shop with coffee (1001, variations 1001001 and 1001002) and tea (1002, sold by itself)."""
    with WooCommerceSandbox() as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def connect(shop: WooCommerceSandbox) -> Iterator[Callable[..., WooCommerceConnector]]:
    """Connect to the shop, with any setting replaced."""
    connectors = []

    def connect(**settings: Any) -> WooCommerceConnector:
        plain: dict[str, Any] = {
            **shop.settings(),
            "shop_id": shop.shop_id,
            "currency": "IDR",
            "push_url": "http://127.0.0.1:9/hooks/woocommerce",
            "tokens": MemoryTokenStore(Tokens(**shop.grant())),
            "clock": time.time,
            "calls_per_s": 1000.0,
        }
        connectors.append(WooCommerceConnector(**(plain | settings)))
        return connectors[-1]

    yield connect
    for connector in connectors:
        connector.close()


@pytest.fixture
def connector(connect: Callable[..., WooCommerceConnector]) -> WooCommerceConnector:
    return connect()
