"""The Shopify sandbox, and our signatures, judged by code that is not ours: npm @shopify/shopify-api."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
import pytest

from cloud_bridge.connectors.shopify._signing import sign_callback, sign_push
from cloud_bridge.sandbox.shopify import ShopifySandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NODE = Path(__file__).parents[3] / "node"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules" / "@shopify" / "shopify-api").is_dir(),
    reason="@shopify/shopify-api needs Node and `make node`",
)
STOCK = """mutation ($input: InventorySetQuantitiesInput!) {
  inventorySetQuantities(input: $input) %s { userErrors { code field message } }
}"""
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"  # the library sends bots away
PLACE, TEA = "gid://shopify/Location/60001", "gid://shopify/InventoryItem/40001002000"


@pytest.fixture
def shop(receiver) -> Iterator[ShopifySandbox]:
    with ShopifySandbox(time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def judge(shop) -> Iterator[httpx2.Client]:
    """Shopify's library, led to the sandbox where it would go to the shop."""
    known = shop.credentials
    command = ["node", "shopify_judge.mjs", shop.url, shop.shop_id, known["client_id"], known["client_secret"]]
    with subprocess.Popen(command, cwd=NODE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with httpx2.Client(base_url=process.stdout.readline().strip(), timeout=20) as client:
            yield client
        process.terminate()


@pytest.fixture
def ask(shop, judge) -> Callable[..., dict[str, Any]]:
    """Let the library's GraphQL client ask the sandbox."""
    token = shop.grant()["access_token"]

    def ask(query: str, /, **variables: Any) -> dict[str, Any]:
        answer = judge.post("/graphql", json={"accessToken": token, "query": query, "variables": variables})
        return dict(answer.json())

    return ask


def test_the_library_lets_an_owner_in_and_renews_what_it_got(shop, judge) -> None:
    begun = judge.get("/auth", headers={"User-Agent": BROWSER})
    to_shop = urlsplit(begun.headers["location"])
    back = httpx2.get(f"{shop.url}{to_shop.path}?{to_shop.query}").headers["location"]
    cookies = "; ".join(cookie.split(";")[0] for cookie in begun.headers.get_list("set-cookie"))
    headers = {"User-Agent": BROWSER, "Cookie": cookies}
    session = judge.get(f"/callback?{urlsplit(back).query}", headers=headers).json()
    shop.secrets.check(session["accessToken"])
    assert session["shop"] == shop.shop_id
    renewed = judge.post("/refresh", json={"refreshToken": session["refreshToken"]}).json()
    shop.secrets.check(renewed["accessToken"])
    assert renewed["refreshToken"] != session["refreshToken"]
    refused = judge.post("/refresh", json={"refreshToken": session["refreshToken"]})
    assert refused.status_code == 422


def test_the_library_refuses_a_way_back_that_was_altered(shop, judge) -> None:
    query = {"client_id": shop.credentials["client_id"], "redirect_uri": "https://b.example.com/x", "state": "s"}
    back = httpx2.get(f"{shop.url}/admin/oauth/authorize?{urlencode(query)}").headers["location"]
    answer = dict(parse_qsl(urlsplit(back).query))
    assert judge.post("/hmac", json=answer).json() == {"valid": True}
    assert judge.post("/hmac", json=answer | {"shop": "other.myshopify.com"}).json() == {"valid": False}


def test_what_we_take_for_a_signed_way_back_so_does_the_library(shop, judge) -> None:
    answer = {"code": "a b/c+d&e=f", "shop": shop.shop_id, "state": "é ☕", "timestamp": str(int(time.time()))}
    answer["hmac"] = sign_callback(shop.credentials["client_secret"], answer)
    assert judge.post("/hmac", json=answer).json() == {"valid": True}
    late = answer | {"timestamp": str(int(time.time()) - 100)}
    late["hmac"] = sign_callback(shop.credentials["client_secret"], late)
    assert judge.post("/hmac", json=late).json()["error"] == "InvalidHmacError"


def test_a_webhook_of_the_sandbox_and_our_signature_are_valid_and_an_altered_one_is_not(shop, judge, receiver) -> None:
    shop.pusher.url = receiver.url
    shop.buy(1002, pay=False)
    sent, body = receiver.wait_for(1)[0]
    headers = {name: value for name, value in sent.items() if name.startswith("X-Shopify")}
    valid = judge.post("/webhook", content=body, headers=headers).json()
    assert (valid["valid"], valid["domain"]) == (True, shop.shop_id)
    assert valid["eventId"]
    assert judge.post("/webhook", content=body + b" ", headers=headers).json() == {
        "valid": False,
        "reason": "invalid_hmac",
    }
    said = '{"note":"kopi é ☕"}'.encode()
    signed = {**headers, "X-Shopify-Hmac-Sha256": sign_push(shop.credentials["client_secret"], said)}
    assert judge.post("/webhook", content=said, headers=signed).json()["valid"]


def test_the_library_reads_products_orders_and_points(shop, ask) -> None:
    order_no = shop.buy(1002, quantity=2)
    answer = ask(
        """query ($query: String) {
          products(first: 1, query: $query) { edges { cursor node { title variants(first: 2) { nodes { sku price } } } }
            pageInfo { hasNextPage endCursor } }
          orders(first: 5, sortKey: UPDATED_AT) { nodes { id displayFinancialStatus
            totalPriceSet { shopMoney { amount currencyCode } } } }
        }""",
        query="updated_at:>='2020-01-01T00:00:00Z'",
    )
    [edge] = answer["data"]["products"]["edges"]
    assert [variant["sku"] for variant in edge["node"]["variants"]["nodes"]] == ["KG-250", "KG-1000"]
    assert answer["data"]["products"]["pageInfo"] == {"hasNextPage": True, "endCursor": edge["cursor"]}
    [order] = answer["data"]["orders"]["nodes"]
    assert order["id"].endswith(order_no)
    assert order["totalPriceSet"]["shopMoney"] == {"amount": "25000.0", "currencyCode": "IDR"}
    assert answer["extensions"]["cost"]["throttleStatus"]["restoreRate"] == 100


def test_the_library_writes_stock_once_with_a_key_and_hears_of_a_stale_number(shop, ask) -> None:
    row = {"inventoryItemId": TEA, "locationId": PLACE, "quantity": 7, "changeFromQuantity": 40}
    given = {"name": "available", "reason": "correction", "quantities": [row]}
    for _ in range(2):  # the second time the same answer, though 40 is stale by then
        done = ask(STOCK % '@idempotent(key: "one")', input=given)
        assert done["data"]["inventorySetQuantities"]["userErrors"] == []
    [stale] = ask(STOCK % '@idempotent(key: "two")', input=given)["data"]["inventorySetQuantities"]["userErrors"]
    assert stale["code"] == "CHANGE_FROM_QUANTITY_STALE"
    other = {**given, "quantities": [row | {"quantity": 8}]}
    [mismatch] = ask(STOCK % '@idempotent(key: "one")', input=other)["data"]["inventorySetQuantities"]["userErrors"]
    assert mismatch["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


def test_the_library_throws_for_errors_at_the_top(shop, judge, ask) -> None:
    given = {"name": "available", "reason": "correction", "quantities": []}
    assert ask(STOCK % "", input=given)["error"] == "GraphqlQueryError"
    shop.behaviour.turn(bucket=1.0)
    throttled = ask("{ products(first: 50) { nodes { id } } }")
    assert "Throttled" in throttled["message"]
    dead = judge.post("/graphql", json={"accessToken": "shpat_dead", "query": "{ shop { name } }"}).json()
    assert dead["error"] == "HttpResponseError"


def test_the_library_registers_a_webhook_once(shop, judge) -> None:
    asked = {
        "accessToken": shop.grant()["access_token"],
        "topic": "ORDERS_CREATE",
        "callbackUrl": "https://bridge.example.com/hooks",
    }
    assert judge.post("/register", json=asked).json() == [{"success": True, "operation": "create"}]
    [row] = shop.store.rows("SELECT * FROM shopify_webhook")
    assert (row["topic"], row["uri"]) == ("ORDERS_CREATE", "https://bridge.example.com/hooks")
    assert judge.post("/register", json=asked).json() == []
