"""Signatures: of a path and every parameter (docId 108069), and of a push's body (docId 120168)."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def sign(app_secret: str, path: str, params: Iterable[tuple[str, str]]) -> str:
    """Return the `sign` of a call in UPPER case: of the path after /rest and all parameters by name, files left out."""
    text = path + "".join(name + value for name, value in sorted(params))
    return _hmac_hex(app_secret, text.encode()).upper()


def signed(
    app_key: str,
    app_secret: str,
    path: str,
    params: Iterable[tuple[str, str]],
    timestamp_ms: int,
    access_token: str = "",
) -> list[tuple[str, str]]:
    """Return the parameters to send: those given, who asks, and the proof.

    Empty values are not sent: of Lazada's own samples some sign them and some do not.
    """
    proof = [("app_key", app_key), ("timestamp", str(timestamp_ms)), ("sign_method", "sha256")]
    sent = [(name, value) for name, value in (*params, *proof, ("access_token", access_token)) if value]
    return [*sent, ("sign", sign(app_secret, path, sent))]


def sign_push(app_key: str, app_secret: str, body: bytes) -> str:
    """Return the `Authorization` that a push must carry, in lower case."""
    return _hmac_hex(app_secret, app_key.encode() + body)


def _hmac_hex(key: str, message: bytes) -> str:
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
