"""The WooCommerce sandbox judged by code that is not ours: npm @woocommerce/woocommerce-rest-api."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cloud_bridge.sandbox.woocommerce import WooCommerceSandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH
from tests.cloud_bridge.sandbox.tls_front import TlsFront

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NODE = Path(__file__).parents[3] / "node"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules" / "@woocommerce" / "woocommerce-rest-api").is_dir(),
    reason="@woocommerce/woocommerce-rest-api needs Node and `make node`",
)


@pytest.fixture
def shop() -> Iterator[WooCommerceSandbox]:
    with WooCommerceSandbox() as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture(params=["http", "https"])
def ask(request, shop, tmp_path) -> Iterator[Callable[..., list[dict[str, Any]]]]:
    """Let the library make some calls, over plain http (OAuth 1.0a) and over https (Basic)."""
    front = TlsFront(shop.url, tmp_path)
    url = shop.url if request.param == "http" else front.url

    def ask(*calls: list[Any], secret: str = shop.credentials["consumer_secret"]) -> list[dict[str, Any]]:
        command = ["node", "woocommerce_judge.mjs", url, shop.credentials["consumer_key"], secret, json.dumps(calls)]
        trusting = {**os.environ, "NODE_EXTRA_CA_CERTS": str(front.certificate)}
        done = subprocess.run(command, cwd=NODE, env=trusting, capture_output=True, text=True, timeout=60, check=True)
        return list(json.loads(done.stdout))

    yield ask
    front.close()


def test_the_library_reads_pages_and_writes_batches(ask) -> None:
    asked = {"update": [{"id": 1001001, "manage_stock": True, "stock_quantity": 4}, {"id": 5, "stock_quantity": 1}]}
    products, found, batch = ask(
        ["get", "products", {"per_page": 1, "orderby": "id", "order": "asc", "status": "any"}],
        ["get", "products", {"sku": "a b&c=é~*'()"}],
        ["post", "products/1001/variations/batch", asked],
    )
    assert (products["data"][0]["type"], products["total"], products["pages"]) == ("variable", "2", "2")
    assert 'rel="next"' in products["link"]
    assert (found["status"], found["data"]) == (200, [])
    done, failed = batch["data"]["update"]
    assert (done["stock_quantity"], failed["error"]["code"]) == (4, "woocommerce_rest_product_variation_invalid_id")


def test_the_library_makes_pays_and_completes_an_order(ask) -> None:
    line = {"product_id": 1001, "variation_id": 1001001, "quantity": 2}
    made, stock, done, note, gone = ask(
        ["post", "orders", {"line_items": [line], "set_paid": True}],
        ["get", "products/1001/variations/1001001"],
        ["put", "orders/5001", {"status": "completed"}],
        ["post", "orders/5001/notes", {"note": "JNE1", "customer_note": True}],
        ["get", "orders/9999"],
    )
    assert (made["status"], made["data"]["status"], made["data"]["total"]) == (201, "processing", "170000")
    assert stock["data"]["stock_quantity"] == 10
    assert (done["data"]["status"], note["data"]["customer_note"]) == ("completed", True)
    assert (gone["status"], gone["data"]["code"]) == (404, "woocommerce_rest_shop_order_invalid_id")


def test_the_library_with_a_wrong_secret_is_turned_away(ask) -> None:
    [answer] = ask(["get", "products"], secret="cs_wrong")
    assert (answer["status"], answer["data"]["code"]) == (401, "woocommerce_rest_authentication_error")
