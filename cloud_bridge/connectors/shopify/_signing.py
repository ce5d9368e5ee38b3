"""Signatures: of a webhook's raw body in base64, of the owner's way back in hex; both keyed with the app's secret.

Sources: shopify.dev, "HTTPS delivery" and "authorization code grant"; vectors in tests/vectors/signing.json.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping


def sign_push(client_secret: str, body: bytes) -> str:
    """Return the `X-Shopify-Hmac-Sha256` that a webhook must carry."""
    return base64.b64encode(hmac.new(client_secret.encode(), body, hashlib.sha256).digest()).decode()


def callback_text(params: Mapping[str, str]) -> str:
    """Return what is signed of the parameters an owner comes back with: all but the signature, sorted."""
    return urlencode(sorted((name, value) for name, value in params.items() if name not in {"hmac", "signature"}))


def sign_callback(client_secret: str, params: Mapping[str, str]) -> str:
    """Return the `hmac` that an owner must come back with."""
    return hmac.new(client_secret.encode(), callback_text(params).encode(), hashlib.sha256).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Compare two signatures in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())
