"""Who may ask what, at what price: Shopify's answers."""

import httpx2
import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.sandbox.shopify._cost import Cost
from cloud_bridge.sandbox.shopify._gate import SCHEMA

NAME = "{ shop { name } }"


def code_of(answer) -> str:
    return answer["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(("version", "status"), [("2026-04", 200), ("2026-10", 200), ("2025-10", 404), ("latest", 404)])
def test_the_version_stands_in_the_path(post, version, status) -> None:
    assert post(NAME, version).status_code == status


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_wrong_token_is_401_with_a_text(post, token) -> None:
    answer = post(NAME, token=token)
    assert answer.status_code == 401
    assert "Invalid API key or access token" in answer.json()["errors"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_nonsense_is_400(shop, body) -> None:
    headers = {"X-Shopify-Access-Token": shop.grant()["access_token"]}
    assert httpx2.post(f"{shop.url}/admin/api/2026-10/graphql.json", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("query", ["", "{", "{ nothing }", "{ products(first: 1) { nodes { sku } } }"])
def test_a_query_that_is_none_is_200_with_errors(post, query) -> None:
    answer = post(query)
    assert answer.status_code == 200
    assert answer.json()["errors"]


def test_a_page_holds_250_at_most_and_a_query_1000_points(ask) -> None:
    assert code_of(ask("{ locations(first: 251) { nodes { id } } }")) == "BAD_REQUEST"
    assert code_of(ask("{ locations { nodes { id } } }")) == "BAD_REQUEST"
    dear = "{ products(first: 250) { nodes { variants(first: 3) { nodes { sku } } } } }"
    assert code_of(ask(dear)) == "MAX_COST_EXCEEDED"


def test_what_a_query_did_not_need_is_given_back(ask) -> None:
    cost = ask("{ products(first: 50) { nodes { title } } }")["extensions"]["cost"]
    assert cost["requestedQueryCost"] == 52
    assert cost["actualQueryCost"] < 10
    assert cost["throttleStatus"]["currentlyAvailable"] > 1_980


def test_an_empty_bucket_throttles_with_http_200(shop, post) -> None:
    shop.behaviour.turn(bucket=10.0)
    answer = post("{ products(first: 50) { nodes { title } } }")
    assert answer.status_code == 200
    assert code_of(answer.json()) == "THROTTLED"
    assert answer.json()["extensions"]["cost"]["actualQueryCost"] is None


@given(st.integers(1, 250), st.integers(1, 250))
def test_a_page_costs_its_length_times_its_inside(outer, inner) -> None:
    query = """query ($a: Int, $b: Int) {
      products(first: $a) { nodes { id variants(first: $b) { nodes { id product { id } } } } }
    }"""
    assert Cost(SCHEMA, parse(query), {"a": outer, "b": inner}).requested() == 2 + outer * (1 + 2 + inner * 2)


def test_paging_ends_at_its_depth(shop, ask) -> None:
    shop.behaviour.turn(page_depth=2)
    page = "query ($after: String) { products(first: 1, after: $after) { pageInfo { endCursor hasNextPage } } }"
    first = ask(page)["data"]["products"]["pageInfo"]["endCursor"]
    second = ask(page, after=first)["data"]["products"]["pageInfo"]
    assert not second["hasNextPage"]
    assert code_of(ask(page, after=second["endCursor"])) == "BAD_REQUEST"
    assert code_of(ask(page, after="nonsense")) == "BAD_REQUEST"


def test_stock_needs_a_key_and_an_expectation(ask) -> None:
    text = """mutation ($input: InventorySetQuantitiesInput!) {
      inventorySetQuantities(input: $input) %s { userErrors { code } }
    }"""
    row = {
        "inventoryItemId": "gid://shopify/InventoryItem/1",
        "locationId": "gid://shopify/Location/60001",
        "quantity": 1,
    }
    given = {"name": "available", "reason": "correction", "quantities": [row]}
    assert "@idempotent" in ask(text % "", input=given)["errors"][0]["message"]
    assert "changeFromQuantity" in ask(text % '@idempotent(key: "k")', input=given)["errors"][0]["message"]
    many = {**given, "quantities": [row | {"changeFromQuantity": None}] * 251}
    assert code_of(ask(text % '@idempotent(key: "l")', input=many)) == "MAX_INPUT_SIZE_EXCEEDED"
