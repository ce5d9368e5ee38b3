"""Signatures against vectors that other implementations computed or accepted (provenance stands in the file)."""

import json
from pathlib import Path

from cloud_bridge.connectors.shopify._signing import callback_text, sign_callback, sign_push

VECTORS = {
    vector["name"]: vector
    for vector in json.loads((Path(__file__).parents[3] / "vectors" / "signing.json").read_text("utf-8"))["shopify"]
}


def test_a_webhook_is_signed_as_others_sign_it() -> None:
    vector = VECTORS["webhook"]
    assert sign_push(vector["inputs"]["client_secret"], vector["inputs"]["raw_body"].encode()) == vector["signature"]


def test_a_way_back_is_signed_as_others_sign_it() -> None:
    vector = VECTORS["OAuth callback query hmac"]
    params = vector["inputs"]["params"] | {"hmac": "itself is not signed"}
    assert callback_text(params) == vector["string_to_sign"]
    assert sign_callback(vector["inputs"]["client_secret"], params) == vector["signature"]
