"""Signatures against vectors that other implementations computed (provenance stands in the file)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiktok_shop_api.signing import Signer

from cloud_bridge.connectors.tiktok_shop._signing import sign, sign_push, signed

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "signing.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS["tiktok_api"], ids=lambda vector: vector["name"])
def test_a_call_is_signed_as_others_sign_it(vector) -> None:
    said = vector["inputs"]
    params = [(name, str(value)) for name, value in said["query"].items()]
    made = sign(said["app_secret"], said["path"], params, said["body"].encode(), said.get("content_type", ""))
    assert made == vector["sign"]


@pytest.mark.parametrize("vector", VECTORS["tiktok_webhook"], ids=lambda vector: vector["name"])
def test_a_webhook_is_signed_as_others_accept_it(vector) -> None:
    said = vector["inputs"]
    assert sign_push(said["app_key"], said["app_secret"], said["raw_body"].encode()) == vector["signature"]


@given(
    st.dictionaries(st.text("abcxyz_", min_size=1), st.text(), max_size=5),
    st.text(),
    st.sampled_from(["application/json", "multipart/form-data; boundary=x"]),
)
def test_whatever_a_call_says_it_is_signed_as_another_client_signs_it(params, body, media_type) -> None:
    query = signed("key", "secret", "/a/b", 1, list(params.items()), body.encode(), media_type)
    theirs = Signer.sign(path="/a/b", query=query, content_type=media_type, body=body, app_secret="secret")
    assert dict(query)["sign"] == theirs
