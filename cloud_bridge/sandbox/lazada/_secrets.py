"""Codes and tokens: a code works once within half an hour, a refresh token renews until its own end, which stays."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ._errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches

CODE_LIFE_S = 1_800
COUNTRY = "id"


class Secrets:
    """What opens the shop, kept in the store."""

    def __init__(self, store: Store, switches: Switches, shop_id: str, clock: Callable[[], float]) -> None:
        self._store = store
        self._switches = switches
        self._shop_id = shop_id
        self._clock = clock

    def new_code(self) -> str:
        """Return a code as if the owner had said yes."""
        return self._new("code", self._clock() + CODE_LIFE_S)

    def granted(self, refresh_ends_at: float | None = None) -> dict[str, Any]:
        """Return a fresh pair of tokens, the refresh token with the end it has already, if it has one."""
        now = self._clock()
        ends_at = now + self._switches.refresh_life_s if refresh_ends_at is None else refresh_ends_at
        return {
            "access_token": self._new("access", now + self._switches.access_life_s),
            "refresh_token": self._new("refresh", ends_at),
            "expires_in": self._switches.access_life_s,
            "refresh_expires_in": max(0, int(ends_at - now)),
        }

    def opens(self, access_token: str) -> bool:
        """Say whether an access token is good now."""
        return self._found("access", access_token) is not None

    def expire(self) -> None:
        """End every access token now."""
        self._store.write("UPDATE secret SET expires_at = 0 WHERE kind = 'access'")

    def revoke(self) -> None:
        """End everything, as an owner does who disconnects the app."""
        self._store.write("UPDATE secret SET expires_at = 0")

    def create(self, call: Call) -> dict[str, Any]:
        """GET or POST /auth/token/create."""
        code = call.text("code")
        if self._found("code", code) is None:
            raise ApiError("InvalidCode", "Invalid authorization code", "ISV")
        self._store.write("UPDATE secret SET used = 1 WHERE secret = ?", code)
        return {**self.granted(), **self._account("country_user_info")}

    def refresh(self, call: Call) -> dict[str, Any]:
        """GET or POST /auth/token/refresh."""
        old = self._found("refresh", call.text("refresh_token"))
        if old is None:
            raise ApiError("IllegalRefreshToken", "The specified refresh token is invalid or expired", "ISV")
        if self._switches.refresh_is_single_use:
            self._store.write("UPDATE secret SET used = 1 WHERE secret = ?", old["secret"])
        return {**self.granted(old["expires_at"]), **self._account("country_user_info_list")}

    def _account(self, name: str) -> dict[str, Any]:
        seller = {"seller_id": self._shop_id, "user_id": self._shop_id, "short_code": "IDSANDBOX"}
        as_list = [{"country": COUNTRY, **seller}]
        sellers = {COUNTRY: seller} if self._switches.sellers_are_object else as_list
        return {"country": COUNTRY, "account_platform": "seller_center", "account": "seller@example.com", name: sellers}

    def _found(self, kind: str, secret: str) -> Row | None:
        return self._store.row(
            "SELECT * FROM secret WHERE secret = ? AND kind = ? AND used = 0 AND expires_at > ?",
            secret, kind, self._clock(),
        )  # fmt: skip

    def _new(self, kind: str, expires_at: float) -> str:
        secret = f"5000{secrets.token_urlsafe(36)}"
        self._store.write("INSERT INTO secret (secret, kind, expires_at) VALUES (?, ?, ?)", secret, kind, expires_at)
        return secret
