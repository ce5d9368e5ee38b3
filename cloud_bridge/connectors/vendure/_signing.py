"""The signature of a webhook: HMAC-SHA256 of its raw body with the secret that both sides know, in hex."""

from __future__ import annotations

import hashlib
import hmac


def sign_push(secret: str, body: bytes) -> str:
    """Return the signature that a webhook must carry."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Compare two signatures in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())
