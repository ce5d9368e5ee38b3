from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from cloud_bridge.sandbox.woocommerce import WooCommerceSandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

API = "/wp-json/wc/v3"


@pytest.fixture
def shop() -> Iterator[WooCommerceSandbox]:
    """A shop with coffee (1001, variations 1001001 and 1001002) and tea (1002)."""
    with WooCommerceSandbox() as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def ask(shop: WooCommerceSandbox) -> Iterator[Callable[..., httpx2.Response]]:
    """Call the API as what stands behind a front for https is called, with the keys."""
    keys = (shop.credentials["consumer_key"], shop.credentials["consumer_secret"])
    headers = {"X-Forwarded-Proto": "https"}
    with httpx2.Client(base_url=shop.url + API, auth=keys, headers=headers, timeout=5) as client:

        def ask(method: str, path: str, body: Any = None, **params: Any) -> httpx2.Response:
            return client.request(method, path, params=params, json=body)

        yield ask
