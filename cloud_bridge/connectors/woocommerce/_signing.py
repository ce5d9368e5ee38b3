"""Signatures: of calls over plain http (OAuth 1.0a with the shop's keys alone), and of webhooks.

Sources: woocommerce-rest-api-docs, "OAuth 1.0a"; WC_Webhook::generate_signature; vectors in tests/vectors/signing.json.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

METHOD = "HMAC-SHA256"
# What WordPress decodes in a secret before it signs with it (wp_specialchars_decode, ENT_QUOTES); & comes last.
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#039;", "'"), ("&amp;", "&"))


def signed(
    keys: tuple[str, str], method: str, url: str, params: Sequence[tuple[str, str]], at_s: int, nonce: str
) -> list[tuple[str, str]]:
    """Return a call's parameters with its proof; the secret signs with nothing of a token behind its `&`."""
    key, secret = keys
    proved = [
        *params,
        ("oauth_consumer_key", key),
        ("oauth_timestamp", str(at_s)),
        ("oauth_nonce", nonce),
        ("oauth_signature_method", METHOD),
    ]
    pairs = sorted((quote(name, ""), quote(value, "")) for name, value in proved)
    told = "&".join(f"{name}={value}" for name, value in pairs)
    text = "&".join((method, quote(url, ""), quote(told, "")))
    return [*proved, ("oauth_signature", _sign(f"{secret}&", text.encode()))]


def sign_push(secret: str, body: bytes) -> str:
    """Return the `X-WC-Webhook-Signature` that a webhook must carry."""
    for entity, letter in ENTITIES:
        secret = secret.replace(entity, letter)
    return _sign(secret, body)


def push_secret(consumer_secret: str) -> str:
    """Return the secret of the webhooks that Lapak makes: out of the key's, so that nobody types or keeps another."""
    return hmac.new(consumer_secret.encode(), b"webhooks of Lapak", hashlib.sha256).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Compare two signatures in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def _sign(key: str, text: bytes) -> str:
    return base64.b64encode(hmac.new(key.encode(), text, hashlib.sha256).digest()).decode()
