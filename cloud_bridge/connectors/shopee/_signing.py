"""Signatures: of the app, the path and the moment, never of parameters or body (developer guide, "Sign")."""

from __future__ import annotations

import hashlib
import hmac


def sign(
    partner_key: str, partner_id: int, path: str, timestamp_s: int, access_token: str = "", shop_id: str = ""
) -> str:
    """Return the `sign` of a call: of a shop with its token, of the app itself without."""
    return _hmac_hex(partner_key, f"{partner_id}{path}{timestamp_s}{access_token}{shop_id}".encode())


def signed(
    partner_key: str, partner_id: int, path: str, timestamp_s: int, access_token: str = "", shop_id: str = ""
) -> list[tuple[str, str]]:
    """Return the parameters that prove who is asking; Shopee wants them in the query of POST calls too."""
    params = [("partner_id", str(partner_id)), ("timestamp", str(timestamp_s))]
    if access_token:
        params += [("access_token", access_token), ("shop_id", shop_id)]
    return [*params, ("sign", sign(partner_key, partner_id, path, timestamp_s, access_token, shop_id))]


def sign_push(push_key: str, push_url: str, body: bytes) -> str:
    """Return the `Authorization` that a push to `push_url` must carry."""
    return _hmac_hex(push_key, push_url.encode() + b"|" + body)


def _hmac_hex(key: str, message: bytes) -> str:
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
