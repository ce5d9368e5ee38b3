"""Signatures over everything a call says: path, parameters and the body byte for byte ("Sign your API request").

Unofficial clients agree on the recipe and compute the same values; none says that it was tried on a live shop.
"""

from __future__ import annotations

import hashlib
import hmac
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

UNSIGNED = ("sign", "access_token")
MULTIPART = "multipart/form-data"


def sign(app_secret: str, path: str, params: Iterable[tuple[str, str]], body: bytes = b"", media_type: str = "") -> str:
    """Return the `sign` of a call; the parameters as they are before encoding, an upload's body left out."""
    by_name = sorted(params, key=itemgetter(0))
    said = "".join(f"{name}{value}" for name, value in by_name if name not in UNSIGNED)
    if media_type.startswith(MULTIPART):
        body = b""
    return _hmac_hex(app_secret, f"{app_secret}{path}{said}".encode() + body + app_secret.encode())


def signed(
    app_key: str,
    app_secret: str,
    path: str,
    timestamp_s: int,
    params: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
    media_type: str = "",
) -> list[tuple[str, str]]:
    """Return the parameters of a call with those that prove who is asking."""
    query = [*params, ("app_key", app_key), ("timestamp", str(timestamp_s))]
    return [*query, ("sign", sign(app_secret, path, query, body, media_type))]


def sign_push(app_key: str, app_secret: str, body: bytes) -> str:
    """Return the `Authorization` that a webhook with this body must carry."""
    return _hmac_hex(app_secret, app_key.encode() + body)


def _hmac_hex(key: str, message: bytes) -> str:
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
