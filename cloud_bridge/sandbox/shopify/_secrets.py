"""Codes and tokens: a code works once; a token lives for ever, or an hour with a refresh token of ninety days.

Source: shopify.dev, "About offline access tokens", and the changelog of 2026-08-28 on refreshes that got lost.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ._refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

CODE_LIFE_S = 600
REFRESH_LIFE_S = 90 * 86_400
FOR_EVER = 9e12
SCOPE = "read_products,write_products,read_inventory,write_inventory,read_locations,read_orders,write_orders"


class Secrets:
    """What opens the shop, kept in the store."""

    def __init__(self, store: Store, switches: Switches, client: tuple[str, str], clock: Callable[[], float]) -> None:
        self._store = store
        self._switches = switches
        self._client = client
        self._clock = clock

    def new_code(self) -> str:
        """Return a code as if the owner had said yes."""
        return self._new("code", CODE_LIFE_S, "")

    def check(self, access_token: str) -> None:
        """Raise Refusal unless an access token is good now; its use ends the refresh tokens before it."""
        row = self._store.row("SELECT * FROM secret WHERE secret = ? AND kind = 'access'", access_token)
        if row is None or self._clock() >= row["expires_at"]:
            raise Refusal(401, "[API] Invalid API key or access token (unrecognized login or wrong password)")
        if row["expires_at"] == FOR_EVER and self._switches.expiring_only:
            raise Refusal(403, "[API] Non-expiring access tokens are no longer accepted for the Admin API.")
        self._end_used()

    def expire(self) -> None:
        """End every access token now."""
        self._store.write("UPDATE secret SET expires_at = 0 WHERE kind = 'access'")

    def revoke(self) -> None:
        """End everything, as an owner does who uninstalls the app."""
        self._store.write("UPDATE secret SET expires_at = 0")

    def answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Answer POST /admin/oauth/access_token: a code or a refresh token for tokens."""
        if (asked.get("client_id"), asked.get("client_secret")) != self._client:
            raise Refusal(400, {"error": "invalid_client", "error_description": "The client is not known."})
        if asked.get("grant_type") == "refresh_token":
            return self._refresh(str(asked.get("refresh_token", "")))
        if not self._use("code", str(asked.get("code", ""))):
            raise Refusal(400, {"error": "invalid_request", "error_description": "The code was not found or was used."})
        return self.granted(is_expiring=str(asked.get("expiring")) == "1")

    def granted(self, *, is_expiring: bool = True) -> dict[str, Any]:
        """Return new tokens; a shop has one expiring token of an app at a time."""
        if not is_expiring:
            return {"access_token": self._new("access", FOR_EVER), "scope": SCOPE}
        self._store.write(
            "UPDATE secret SET expires_at = min(expires_at, ?) WHERE kind = 'access' AND expires_at < ?",
            self._clock() + self._switches.old_access_grace_s, FOR_EVER,
        )  # fmt: skip
        return {
            "access_token": self._new("access", self._switches.access_life_s),
            "scope": SCOPE,
            "expires_in": self._switches.access_life_s,
            "refresh_token": self._new("refresh", REFRESH_LIFE_S, "shprt_"),
            "refresh_token_expires_in": REFRESH_LIFE_S,
        }

    def _refresh(self, refresh_token: str) -> dict[str, Any]:
        with self._store.transaction():
            again = self._switches.refresh_retained and self._store.row(
                "SELECT 1 FROM secret WHERE secret = ? AND kind = 'refresh' AND used = 1 AND expires_at > ?",
                refresh_token, self._clock(),
            )  # fmt: skip
            if not again and not self._use("refresh", refresh_token):
                raise Refusal(400, {"error": "invalid_grant", "error_description": "The refresh token is not valid."})
            return self.granted()

    def _end_used(self) -> None:
        self._store.write("UPDATE secret SET expires_at = 0 WHERE kind = 'refresh' AND used = 1 AND expires_at > 0")

    def _new(self, kind: str, life_s: float, prefix: str = "shpat_") -> str:
        secret = prefix + secrets.token_hex(16)
        expires_at = FOR_EVER if life_s == FOR_EVER else self._clock() + life_s
        self._store.write("INSERT INTO secret (secret, kind, expires_at) VALUES (?, ?, ?)", secret, kind, expires_at)
        return secret

    def _use(self, kind: str, secret: str) -> bool:
        used = self._store.write(
            "UPDATE secret SET used = 1 WHERE secret = ? AND kind = ? AND used = 0 AND expires_at > ?",
            secret, kind, self._clock(),
        )  # fmt: skip
        return used == 1
