from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.connectors import lazada
from cloud_bridge.connectors.lazada import LazadaConnector
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.sandbox.lazada import LazadaSandbox
from tests.cloud_bridge.connectors.goods import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cloud_bridge.connectors.port import Tokens


@pytest.fixture
def shop() -> Iterator[LazadaSandbox]:
    """A shop with coffee (1001, SKUs 1001001 and 1001002) and tea (1002, SKU 1002001)."""
    with LazadaSandbox(time_factor=0.00001) as sandbox:
        sandbox.behaviour.turn(inventory_calls_per_s=10_000)
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def grant(shop: LazadaSandbox) -> Callable[[], Tokens]:
    """Let the owner say yes and return the tokens that follow."""

    def grant() -> Tokens:
        answer = {"code": shop.secrets.new_code()}
        return lazada.MARKET.exchange_code(shop.settings(), answer, shop.shop_id, shop.clock).tokens

    return grant


@pytest.fixture
def connect(shop: LazadaSandbox, grant: Callable[[], Tokens]) -> Iterator[Callable[..., LazadaConnector]]:
    """Connect to the shop, with any setting replaced."""
    connectors = []

    def connect(**settings: Any) -> LazadaConnector:
        plain: dict[str, Any] = {
            **shop.settings(),
            "shop_id": shop.shop_id,
            "currency": "IDR",
            "tokens": MemoryTokenStore(grant()),
            "clock": time.time,
            "calls_per_s": 1_000,
        }
        connectors.append(LazadaConnector(**(plain | settings)))
        return connectors[-1]

    yield connect
    for connector in connectors:
        connector.close()


@pytest.fixture
def connector(connect: Callable[..., LazadaConnector]) -> LazadaConnector:
    return connect()


@pytest.fixture
def read(connector: LazadaConnector) -> Callable[[str], Any]:
    """Read one order as the bridge sees it."""

    def read(order_no: str) -> Any:
        [order] = connector.read_orders([order_no])
        return order

    return read
