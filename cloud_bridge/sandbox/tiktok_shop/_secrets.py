"""Codes and tokens: a code works once within thirty minutes, an access token for seven days."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from ._gate import enveloped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from cloud_bridge.sandbox._store import Store

    from ._switches import Switches

CODE_LIFE_S = 1800
REFRESH_LIFE_S = 365 * 86_400
REFUSED = 36004004  # codes of this host are not documented


class Secrets:
    """What opens the shop, kept in the store; `get` and `refresh` are the endpoints of the host that makes tokens."""

    def __init__(
        self, store: Store, switches: Switches, credentials: Mapping[str, str], clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._switches = switches
        self._credentials = credentials
        self._clock = clock

    def new_code(self) -> str:
        """Return a code as if the owner had said yes."""
        return self._new("code", CODE_LIFE_S)

    def state_of(self, access_token: str) -> str:
        """Return whether an access token is good, expired or unknown."""
        row = self._store.row("SELECT * FROM secret WHERE secret = ? AND kind = 'access'", access_token)
        if row is None:
            return "unknown"
        return "good" if self._clock() < row["expires_at"] else "expired"

    def expire(self) -> None:
        """End every access token now."""
        self._store.write("UPDATE secret SET expires_at = 0 WHERE kind = 'access'")

    def revoke(self) -> None:
        """End everything, as an owner does who disconnects the app."""
        self._store.write("UPDATE secret SET expires_at = 0")

    def grant(self) -> dict[str, Any]:
        """Return tokens as if a code had been exchanged."""
        got = self._granted()
        return {
            "access_token": got["access_token"],
            "refresh_token": got["refresh_token"],
            "access_expires_at_ms": got["access_token_expire_in"] * 1000,
            "refresh_expires_at_ms": got["refresh_token_expire_in"] * 1000,
        }

    async def get(self, request: Request) -> Response:
        """GET /api/v2/token/get."""
        return self._answer(request, "authorized_code", "auth_code", "code")

    async def refresh(self, request: Request) -> Response:
        """GET /api/v2/token/refresh."""
        return self._answer(request, "refresh_token", "refresh_token", "refresh")

    def _answer(self, request: Request, grant_type: str, name: str, kind: str) -> Response:
        wrong = self._wrong(request.query_params, grant_type)
        if not wrong:
            with self._store.transaction():
                if self._use(kind, request.query_params.get(name, "")):
                    return JSONResponse(enveloped(self._granted(), message="success"))
        return JSONResponse(enveloped({}, REFUSED, f"invalid {wrong or name}"), self._switches.error_http)

    def _wrong(self, asked: QueryParams, grant_type: str) -> str:
        """Return the parameter that is wrong, "" if none is."""
        expected = {name: self._credentials[name] for name in ("app_key", "app_secret")} | {"grant_type": grant_type}
        return next((name for name, value in expected.items() if asked.get(name) != value), "")

    def _granted(self) -> dict[str, Any]:
        now_s = int(self._clock())
        return {
            "access_token": self._new("access", self._switches.access_life_s),
            "access_token_expire_in": now_s + self._switches.access_life_s,
            "refresh_token": self._new("refresh", REFRESH_LIFE_S),
            "refresh_token_expire_in": now_s + REFRESH_LIFE_S,
            "open_id": f"open-{self._credentials['shop_id']}",
            "seller_name": "Toko latihan",
            "seller_base_region": "ID",
            "user_type": 0,
            "granted_scopes": ["seller.order.info", "seller.product.basic", "seller.fulfillment.basic"],
        }

    def _new(self, kind: str, life_s: float) -> str:
        secret = "ROW_" + secrets.token_urlsafe(24)
        self._store.write(
            "INSERT INTO secret (secret, kind, expires_at) VALUES (?, ?, ?)", secret, kind, self._clock() + life_s
        )
        return secret

    def _use(self, kind: str, secret: str) -> bool:
        ends = kind == "code" or self._switches.refresh_single_use
        used = self._store.write(
            "UPDATE secret SET used = ? WHERE secret = ? AND kind = ? AND used = 0 AND expires_at > ?",
            ends, secret, kind, self._clock(),
        )  # fmt: skip
        return used == 1
