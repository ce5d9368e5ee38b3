"""Codes and tokens: a code works once within ten minutes, a refresh token once, an access token for four hours."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ._gate import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches

CODE_LIFE_S = 600
REFRESH_LIFE_S = 30 * 86_400


class Secrets:
    """What opens the shop, kept in the store."""

    def __init__(
        self, store: Store, switches: Switches, partner_id: int, shop_id: int, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._switches = switches
        self._partner_id = partner_id
        self._shop_id = shop_id
        self._clock = clock

    def new_code(self) -> str:
        """Return a code as if the owner had said yes."""
        return self._new("code", CODE_LIFE_S)

    def opens(self, access_token: str) -> bool:
        """Say whether an access token is good now."""
        row = self._store.row("SELECT * FROM secret WHERE secret = ? AND kind = 'access'", access_token)
        return row is not None and self._clock() < row["expires_at"]

    def grant(self) -> dict[str, Any]:
        """Return tokens as if a code had been exchanged."""
        now_s, life_s = self._clock(), self._switches.access_life_s
        return {
            "access_token": self._new("access", life_s),
            "refresh_token": self._new("refresh", REFRESH_LIFE_S),
            "access_expires_at_ms": int(now_s + life_s) * 1000,
            "refresh_expires_at_ms": int(now_s + REFRESH_LIFE_S) * 1000,
        }

    def expire(self) -> None:
        """End every access token now."""
        self._store.write("UPDATE secret SET expires_at = 0 WHERE kind = 'access'")

    def revoke(self) -> None:
        """End everything, as an owner does who disconnects the app."""
        self._store.write("UPDATE secret SET expires_at = 0")

    def exchange(self, call: Call) -> dict[str, Any]:
        """POST auth/token/get."""
        self._check_shop(call)
        if not self._use("code", str(call.body.get("code", ""))):
            raise ApiError("error_auth", "Invalid code.")
        return self._granted()

    def refresh(self, call: Call) -> dict[str, Any]:
        """POST auth/access_token/get: the refresh token is used up; the old access token lives five minutes more."""
        self._check_shop(call)
        with self._store.transaction():
            if not self._use("refresh", str(call.body.get("refresh_token", ""))):
                raise ApiError(
                    "error_shop_refresh_token", "Your refresh token is error ,please check refresh token or shopid."
                )
            self._store.write(
                "UPDATE secret SET expires_at = min(expires_at, ?) WHERE kind = 'access'",
                self._clock() + self._switches.old_access_grace_s,
            )
            return self._granted()

    def _check_shop(self, call: Call) -> None:
        if call.body.get("partner_id") != self._partner_id or call.body.get("shop_id") != self._shop_id:
            raise ApiError("error_param", "Wrong parameters, detail: partner_id or shop_id.")

    def _granted(self) -> dict[str, Any]:
        given = self.grant()
        life_s = self._switches.access_life_s
        return {
            "partner_id": self._partner_id,
            "shop_id": self._shop_id,
            "access_token": given["access_token"],
            "refresh_token": given["refresh_token"],
            "expire_in": int(self._clock()) + life_s if self._switches.expire_in_is_moment else life_s,
        }

    def _new(self, kind: str, life_s: float) -> str:
        secret = secrets.token_hex(16)
        self._store.write(
            "INSERT INTO secret (secret, kind, expires_at) VALUES (?, ?, ?)", secret, kind, self._clock() + life_s
        )
        return secret

    def _use(self, kind: str, secret: str) -> bool:
        used = self._store.write(
            "UPDATE secret SET used = 1 WHERE secret = ? AND kind = ? AND used = 0 AND expires_at > ?",
            secret, kind, self._clock(),
        )  # fmt: skip
        return used == 1
