from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.connectors.port import Listed, Tokens
from cloud_bridge.connectors.tokens import MemoryTokenStore
from cloud_bridge.connectors.vendure import VendureConnector
from tests.cloud_bridge.connectors.vendure.server import (
    CHANNEL,
    PASSWORD,
    SECRET,
    USER,
    Admin,
    Guest,
    VendureServer,
    is_installed,
)
from tests.cloud_bridge.sandbox.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def hooks() -> Iterator[Receiver]:
    """Where the server's plugin sends its webhooks."""
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, hooks: Receiver) -> Iterator[VendureServer]:
    """A real Vendure with coffee, tea and a card whose stock it does not track."""
    if not is_installed():
        pytest.skip("Vendure needs Node and `make node`")
    server = VendureServer(tmp_path_factory.mktemp("vendure"), hooks.url)
    yield server
    server.close()


@pytest.fixture
def admin(server: VendureServer) -> Admin:
    return server.admin


@pytest.fixture
def guest(server: VendureServer) -> Iterator[Callable[[], Guest]]:
    """Let one more guest into the shop."""
    guests = []

    def guest() -> Guest:
        guests.append(Guest(server.url))
        return guests[-1]

    yield guest
    for one in guests:
        one.close()


@pytest.fixture
def connect(server: VendureServer) -> Iterator[Callable[..., VendureConnector]]:
    """Connect to the shop, with any setting replaced."""
    connectors = []

    def connect(**settings: Any) -> VendureConnector:
        plain: dict[str, Any] = {
            "base_url": server.url,
            "shop_id": CHANNEL,
            "currency": "IDR",
            "username": USER,
            "password": PASSWORD,
            "webhook_secret": SECRET,
            "tokens": MemoryTokenStore(Tokens("", "", 0, 0)),
            "clock": time.time,
            "calls_per_s": 1_000,
        }
        connectors.append(VendureConnector(**(plain | settings)))
        return connectors[-1]

    yield connect
    for connector in connectors:
        connector.close()


@pytest.fixture
def connector(connect: Callable[..., VendureConnector]) -> VendureConnector:
    return connect()


def every_listing(connector: VendureConnector, since_ms: int | None = None) -> list[Listed]:
    items, cursor = [], None
    while True:
        page = connector.list_products(cursor, since_ms)
        items += page.items
        cursor = page.cursor
        if cursor is None:
            return items
