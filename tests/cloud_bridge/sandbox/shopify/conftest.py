from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from cloud_bridge.sandbox.shopify import ShopifySandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def shop(receiver) -> Iterator[ShopifySandbox]:
    """A shop with coffee (1001, variants 1001001 and 1001002) and tea (1002, variant 1002000)."""
    with ShopifySandbox(time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def post(shop) -> Callable[..., httpx2.Response]:
    """Send a query, with the version or the token replaced."""

    def post(query: str, version: str = "2026-10", token: str | None = None, **variables: Any) -> httpx2.Response:
        headers = {"X-Shopify-Access-Token": shop.grant()["access_token"] if token is None else token}
        body = {"query": query, "variables": variables}
        return httpx2.post(f"{shop.url}/admin/api/{version}/graphql.json", json=body, headers=headers, timeout=5)

    return post


@pytest.fixture
def ask(post) -> Callable[..., dict[str, Any]]:
    return lambda query, **variables: dict(post(query, **variables).json())
