"""Signatures of marketplaces, by the connectors' own code; imported when asked for, so that money needs no HTTP."""

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.vectors._case import Case


def shopee_api(case: Case) -> dict[str, Any]:
    """A call's `sign`, the parameters that carry it, and the text that it signs."""
    from cloud_bridge.connectors.shopee import _signing as shopee

    inputs = case.inputs
    key = inputs.need("partner_key")
    path = inputs.need("path")
    shop = "" if inputs.need("shop_id") is None else str(inputs.need("shop_id"))
    signed = (inputs.need("partner_id"), path, inputs.need("timestamp"), inputs.need("access_token") or "", shop)
    sign = shopee.sign(key, *signed)
    sent = urlsplit(case.expected.get("query_as_sent", ""))
    proved = set(shopee.signed(key, *signed)) <= set(parse_qsl(sent.query)) and sent.path == path
    return {
        "sign": sign,
        "query_as_sent": sent.geturl() if proved else "a call without these proofs",
        "string_to_sign": _text_behind(sign, key, case),
    }


def shopee_push(case: Case) -> dict[str, Any]:
    """The header of a push."""
    from cloud_bridge.connectors.shopee import _signing as shopee

    inputs = case.inputs
    key = inputs.need("partner_key")
    signature = shopee.sign_push(key, inputs.need("callback_url"), inputs.need("raw_body").encode())
    return {"signature": signature, "string_to_sign": _text_behind(signature, key, case)}


def _text_behind(signature: str, key: str, case: Case) -> str:
    """Return the text that the case says is signed, if it is the one that makes our signature."""
    text = str(case.expected.get("string_to_sign", ""))
    made = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
    return text if made == signature else "another text"


GROUPS = {"shopee_api": shopee_api, "shopee_push": shopee_push}
