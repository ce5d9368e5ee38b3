"""How a call proves itself: the owner types two keys, which go along over https and sign over plain http.

There is nothing to renew: keys are good until the owner revokes them.
Source: woocommerce-rest-api-docs, "Authentication".
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    Params = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Keys:
    """A shop's consumer key and secret."""

    key: str
    secret: str = field(repr=False)

    def proved(self, method: str, url: str, params: Params, at_s: int) -> tuple[Params, dict[str, str]]:
        """Return a call's parameters and headers with its proof; a nonce is good once, the moment for 15 minutes."""
        if url.startswith("https://"):
            plain = f"{self.key}:{self.secret}".encode()
            return params, {"Authorization": f"Basic {base64.b64encode(plain).decode()}"}
        return signed((self.key, self.secret), method, url, params, at_s, secrets.token_hex(16)), {}
