"""Signatures of marketplaces, by the connectors' own code; imported when asked for, so that money needs no HTTP."""

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

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


def tiktok_api(case: Case) -> dict[str, Any]:
    """A call's `sign`, of its path, its parameters and its body."""
    from cloud_bridge.connectors.tiktok_shop import _signing as tiktok_shop

    inputs = case.inputs
    secret = inputs.need("app_secret")
    params = [(name, str(value)) for name, value in inputs.need("query").items()]
    body, media_type = inputs.need("body").encode(), inputs.take("content_type", "")
    sign = tiktok_shop.sign(secret, inputs.need("path"), params, body, media_type)
    return {"sign": sign, "string_to_sign": _text_behind(sign, secret, case)}


def tiktok_webhook(case: Case) -> dict[str, Any]:
    """The header of a webhook."""
    from cloud_bridge.connectors.tiktok_shop import _signing as tiktok_shop

    inputs = case.inputs
    secret = inputs.need("app_secret")
    signature = tiktok_shop.sign_push(inputs.need("app_key"), secret, inputs.need("raw_body").encode())
    return {"signature": signature, "string_to_sign": _text_behind(signature, secret, case)}


def lazada_api(case: Case) -> dict[str, Any]:
    """A call's `sign`, and the text that it signs; app, moment and token stand among the parameters."""
    from cloud_bridge.connectors.lazada import _signing as lazada

    inputs = case.inputs
    secret, path, params = inputs.need("app_secret"), inputs.need("api_path"), dict(inputs.need("params"))
    own = [(name, value) for name, value in params.items() if name not in LAZADA_PROOF]
    moment, token = int(params["timestamp"]), params.get("access_token", "")
    sign = dict(lazada.signed(params["app_key"], secret, path, own, moment, token))["sign"]
    return {"sign": sign, "string_to_sign": _text_behind(sign.lower(), secret, case)}


def lazada_push(case: Case) -> dict[str, Any]:
    """The header of a push."""
    from cloud_bridge.connectors.lazada import _signing as lazada

    inputs = case.inputs
    secret = inputs.need("app_secret")
    signature = lazada.sign_push(inputs.need("app_key"), secret, inputs.need("raw_body").encode())
    return {"signature": signature, "string_to_sign": _text_behind(signature, secret, case)}


def shopify(case: Case) -> dict[str, Any]:
    """A webhook's header, or the `hmac` an owner comes back with."""
    from cloud_bridge.connectors.shopify import _signing as shop

    inputs = case.inputs
    secret = inputs.need("client_secret")
    if "raw_body" in inputs:
        return {"signature": shop.sign_push(secret, inputs.need("raw_body").encode())}
    params = inputs.need("params")
    return {"signature": shop.sign_callback(secret, params), "string_to_sign": shop.callback_text(params)}


def woocommerce(case: Case) -> dict[str, Any]:
    """A call's address with its proof, or the header of a webhook."""
    from cloud_bridge.connectors.woocommerce import _signing as shop

    inputs = case.inputs
    if "raw_body" in inputs:
        body = inputs.need("raw_body")
        return {"signature": shop.sign_push(inputs.need("secret"), body.encode()), "string_to_sign": body}
    url, keys = inputs.need("url"), (inputs.need("consumer_key"), inputs.need("consumer_secret"))
    proof = shop.signed(keys, inputs.need("method"), url, [], inputs.need("timestamp"), inputs.need("nonce"))
    return {"signed_url": f"{url}?{urlencode(proof)}"}


def _text_behind(signature: str, key: str, case: Case) -> str:
    """Return the text that the case says is signed, if it is the one that makes our signature."""
    text = str(case.expected.get("string_to_sign", ""))
    made = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
    return text if made == signature else "another text"


LAZADA_PROOF = ("app_key", "access_token", "timestamp", "sign_method")
GROUPS = {
    "shopee_api": shopee_api,
    "shopee_push": shopee_push,
    "shopify": shopify,
    "tiktok_api": tiktok_api,
    "tiktok_webhook": tiktok_webhook,
    "lazada_api": lazada_api,
    "lazada_push": lazada_push,
    "woocommerce": woocommerce,
}
