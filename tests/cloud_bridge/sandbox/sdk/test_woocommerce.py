"""The WooCommerce sandbox, and our signatures, judged by code that is not ours: PyPI woocommerce."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from woocommerce import API

from cloud_bridge.sandbox.woocommerce import WooCommerceSandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH
from tests.cloud_bridge.sandbox.tls_front import TlsFront

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shop() -> Iterator[WooCommerceSandbox]:
    with WooCommerceSandbox() as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def front(shop: WooCommerceSandbox, tmp_path: Path) -> Iterator[TlsFront]:
    front = TlsFront(shop.url, tmp_path)
    yield front
    front.close()


@pytest.fixture(params=["http", "https", "https with the keys in the address"])
def library(request, shop, front) -> API:
    """The library over plain http (OAuth 1.0a), over https (Basic), and over https with its keys in the query."""
    keys = (shop.credentials["consumer_key"], shop.credentials["consumer_secret"])
    if request.param == "http":
        return API(shop.url, *keys)
    return API(front.url, *keys, verify_ssl=str(front.certificate), query_string_auth="address" in request.param)


def test_the_library_reads_products_and_their_variations_page_by_page(library) -> None:
    answer = library.get("products", params={"per_page": 1, "page": 2, "orderby": "id", "order": "asc"})
    [teh] = answer.json()
    assert (teh["sku"], teh["regular_price"], teh["manage_stock"], teh["stock_quantity"]) == (
        "TM-50",
        "12500",
        True,
        40,
    )
    assert (answer.headers["x-wp-total"], answer.headers["x-wp-totalpages"]) == ("2", "2")
    assert 'rel="prev"' in answer.headers["link"]
    assert 'rel="next"' not in answer.headers["link"]
    skus = [one["sku"] for one in library.get("products/1001/variations", params={"order": "asc"}).json()]
    assert skus == ["KG-250", "KG-1000"]


def test_words_that_have_to_be_escaped_are_signed_as_they_are(library, shop) -> None:
    shop.seed([{"name": "Aneh", "sku": "a b+c&d=é☕~*'()", "price_minor": 1, "stock": 1}])
    [found] = library.get("products", params={"sku": "a b+c&d=é☕~*'()"}).json()
    assert found["name"] == "Aneh"


def test_the_library_writes_a_product_and_a_batch_with_an_error_in_it(library) -> None:
    assert library.put("products/1002", {"stock_quantity": 7, "manage_stock": True}).json()["stock_quantity"] == 7
    asked = {"update": [{"id": 1002, "regular_price": "13000"}, {"id": 999, "regular_price": "1"}]}
    answer = library.post("products/batch", asked)
    done, failed = answer.json()["update"]
    assert (answer.status_code, done["regular_price"]) == (200, "13000")
    assert (failed["id"], failed["error"]["code"]) == (999, "woocommerce_rest_product_invalid_id")
    many = library.post("products/batch", {"update": [{"id": 1}] * 101})
    assert (many.status_code, many.json()["code"]) == (413, "woocommerce_rest_request_entity_too_large")


def test_set_paid_takes_the_stock_and_cancelling_gives_it_back(library) -> None:
    def stock() -> int:
        return int(library.get("products/1002").json()["stock_quantity"])

    line = {"product_id": 1002, "quantity": 3}
    made = library.post("orders", {"line_items": [line], "billing": {"first_name": "Sari"}})
    assert (made.status_code, made.json()["status"], stock()) == (201, "pending", 40)
    order = f"orders/{made.json()['id']}"
    assert (library.put(order, {"set_paid": True}).json()["status"], stock()) == ("processing", 37)
    assert (library.put(order, {"status": "cancelled"}).json()["status"], stock()) == ("cancelled", 40)
    assert library.delete(order).json()["status"] == "trash"
    assert library.get("orders", params={"status": "any"}).json() == []
    assert len(library.get("orders", params={"status": "trash"}).json()) == 1


def test_the_library_orders_and_ends_a_webhook(library) -> None:
    asked = {"topic": "order.created", "delivery_url": "http://127.0.0.1:9/x", "secret": "s"}
    made = library.post("webhooks", asked).json()
    assert (made["status"], made["resource"], made["event"]) == ("active", "order", "created")
    assert "secret" not in made
    assert library.put(f"webhooks/{made['id']}", {"status": "paused"}).json()["status"] == "paused"
    assert library.delete(f"webhooks/{made['id']}", params={"force": True}).status_code == 200
    assert library.get("webhooks").json() == []


@pytest.mark.parametrize("wrong", [("ck_x", None), (None, "cs_x")])
@pytest.mark.parametrize("is_secure", [False, True])
def test_the_library_with_wrong_keys_is_turned_away(shop, front, wrong, is_secure) -> None:
    keys = [one or right for one, right in zip(wrong, list(shop.credentials.values())[:2], strict=True)]
    library = API(front.url if is_secure else shop.url, *keys, verify_ssl=str(front.certificate))
    answer = library.get("products")
    assert (answer.status_code, answer.json()["code"]) == (401, "woocommerce_rest_authentication_error")
