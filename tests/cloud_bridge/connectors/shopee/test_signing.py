"""Signatures against vectors that other implementations computed (provenance stands in the file)."""

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from cloud_bridge.connectors.shopee._signing import sign, sign_push, signed

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "signing.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS["shopee_api"], ids=lambda vector: vector["name"])
def test_a_call_is_signed_as_others_sign_it(vector) -> None:
    given = vector["inputs"]
    proof = (given["partner_key"], given["partner_id"], given["path"], given["timestamp"])
    rights = (given["access_token"] or "", str(given["shop_id"] or ""))
    assert sign(*proof, *rights) == vector["sign"]
    if "query_as_sent" in vector:
        sent = parse_qsl(urlsplit(vector["query_as_sent"]).query)
        assert set(signed(*proof, *rights)) <= set(sent)


@pytest.mark.parametrize("vector", VECTORS["shopee_push"], ids=lambda vector: vector["name"])
def test_a_push_is_signed_as_others_sign_it(vector) -> None:
    given = vector["inputs"]
    body = given["raw_body"].encode()
    assert sign_push(given["partner_key"], given["callback_url"], body) == vector["signature"]
