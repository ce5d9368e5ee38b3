"""OAuth 1.0a with one leg: every call over plain http is signed, is 15 minutes young, and comes once.

Source: woocommerce-rest-api-docs, "Authentication over HTTP"; WC_REST_Authentication.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import quote

from ._refusal import no_right

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.sandbox._store import Store

WINDOW_S = 15 * 60
DIGESTS = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}
NEEDED = ("oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method")


class OAuth:
    """Checks signed calls; nonces are kept in the store."""

    def __init__(self, store: Store, keys: tuple[str, str], clock: Callable[[], float]) -> None:
        self._store = store
        self._key, self._secret = keys
        self._clock = clock

    def check(self, method: str, url: str, params: Mapping[str, str]) -> None:
        """Raise Refusal unless this call is signed as it should be."""
        for name in NEEDED:
            if not params.get(name):
                raise no_right(f"{name} parameter is missing")
        if params["oauth_consumer_key"] != self._key:
            raise no_right("Consumer key is invalid.")
        digest = DIGESTS.get(params["oauth_signature_method"])
        if digest is None:
            raise no_right("Invalid signature - signature method is invalid.")
        said = {name: value for name, value in params.items() if name != "oauth_signature"}
        pairs = "&".join(
            f"{name}={value}" for name, value in sorted((quote(n, ""), quote(v, "")) for n, v in said.items())
        )
        text = f"{method}&{quote(url, '')}&{quote(pairs, '')}"
        signature = base64.b64encode(hmac.new(f"{self._secret}&".encode(), text.encode(), digest).digest()).decode()
        if not hmac.compare_digest(signature.encode(), params["oauth_signature"].encode()):
            raise no_right("Invalid signature - provided signature does not match.")
        self._check_moment(params["oauth_timestamp"], params["oauth_nonce"])

    def _check_moment(self, timestamp: str, nonce: str) -> None:
        now = self._clock()
        if not timestamp.isdecimal() or abs(now - int(timestamp)) > WINDOW_S:
            raise no_right("Invalid timestamp.")
        self._store.write("DELETE FROM woocommerce_nonce WHERE at < ?", now - WINDOW_S)
        if not self._store.write("INSERT OR IGNORE INTO woocommerce_nonce VALUES (?, ?)", nonce, int(timestamp)):
            raise no_right("Invalid nonce - nonce has already been used.")
