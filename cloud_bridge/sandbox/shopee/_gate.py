"""The gate of the API: who asks, when, with what right; and the envelope of every answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import QueryParams
    from starlette.requests import Request

    from ._secrets import Secrets
    from ._switches import Switches

TIMESTAMP_WINDOW_S = 300
MULTIPART = "multipart/form-data"


class ApiError(Exception):
    """An answer with an error; `data` may stand beside it."""

    def __init__(self, error: str, message: str, data: dict[str, Any] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.message = message
        self.data = data


@dataclass(frozen=True)
class Call:
    """What a caller asked: the query, and the body as JSON and as bytes."""

    query: QueryParams
    body: dict[str, Any]
    raw: bytes
    media_type: str

    def many(self, name: str) -> list[str]:
        """Return a list of the query, whether it was joined by commas or its name repeated."""
        return [part for given in self.query.getlist(name) for part in given.split(",") if part]

    def number(self, name: str, default: int | None = None) -> int:
        """Return a whole number of the query, or refuse."""
        given = self.query.get(name, "" if default is None else str(default))
        if not given.isdigit():
            raise ApiError("error_param", f"Wrong parameters, detail: {name}.")
        return int(given)


@dataclass(frozen=True)
class Gate:
    """Checks a call as Shopee does: partner, moment, signature, token, shop."""

    partner_id: int
    partner_key: str
    shop_id: int
    secrets: Secrets
    switches: Switches
    clock: Callable[[], float]

    def shop(self, handler: Callable[[Call], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a call that needs the shop's token; its answer stands under `response`."""
        return self._endpoint(lambda call: {"response": handler(call)}, needs_token=True)

    def public(self, handler: Callable[[Call], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a call of the app itself; its answer stands at the top."""
        return self._endpoint(handler, needs_token=False)

    def file(self, handler: Callable[[Call], bytes]) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a shop's call whose answer is a PDF without an envelope, or an error in one."""
        return self._endpoint(handler, needs_token=True)

    def limited(self, retry_after_s: float) -> Response:
        """Return the answer to too many calls."""
        answer = self._enveloped({}, "error_rate_limit", "Too many requests. You have reached the rate limit.")
        return JSONResponse(answer, self.switches.limit_http, {"Retry-After": str(round(retry_after_s))})

    def check(self, path: str, query: QueryParams, *, needs_token: bool) -> None:
        """Raise ApiError unless the caller may do this now; who names a shop where he need not proves it too."""
        needs_token = needs_token or bool(query.get("access_token"))
        for name in ("partner_id", "timestamp", "sign", *(("access_token", "shop_id") if needs_token else ())):
            if not query.get(name):
                raise ApiError("error_param", f"There is no {name} in query.")
        if query["partner_id"] != str(self.partner_id):
            raise ApiError("invalid_partner_id", "Invalid partner_id, please have a check.")
        if not query["timestamp"].isdigit():
            raise ApiError("error_param", "Invalid timestamp")
        if abs(self.clock() - int(query["timestamp"])) > TIMESTAMP_WINDOW_S:
            raise ApiError("error_param", "Timestamp is expired.")
        text = f"{self.partner_id}{path}{query['timestamp']}"
        if needs_token:
            text += query["access_token"] + query["shop_id"]
        expected = hmac.new(self.partner_key.encode(), text.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), query["sign"].encode()):
            raise ApiError("error_sign", "Wrong sign.")
        if needs_token and query["shop_id"] != str(self.shop_id):
            raise ApiError("shop_no_linked", "Partner and shop has no linked.")
        if needs_token and not self.secrets.opens(query["access_token"]):
            raise ApiError("invalid_acceess_token", "Invalid access_token, please have a check.")

    def _endpoint(
        self, handler: Callable[[Call], dict[str, Any] | bytes], *, needs_token: bool
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                self.check(request.url.path, request.query_params, needs_token=needs_token)
                raw, media_type = await request.body(), request.headers.get("content-type", "")
                body = {} if media_type.startswith(MULTIPART) else _body(raw)
                made = handler(Call(request.query_params, body, raw, media_type))
                if isinstance(made, bytes):
                    return Response(made, media_type="application/pdf")
                return JSONResponse(self._enveloped(made))
            except ApiError as reason:
                refusal = reason
            except (AttributeError, LookupError, TypeError, ValueError) as reason:
                refusal = ApiError("error_param", f"Wrong parameters, detail: {reason!r}.")
            data = {} if refusal.data is None else {"response": refusal.data}
            return JSONResponse(self._enveloped(data, refusal.error, refusal.message), self.switches.error_http)

        return answer

    def _enveloped(self, answer: dict[str, Any], error: str = "", message: str = "") -> dict[str, Any]:
        return {"error": error, "message": message, "warning": "", "request_id": secrets.token_hex(16), **answer}


def _body(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw or b"{}")
    except ValueError as reason:
        raise ApiError("error_param", "parse data failed") from reason
    if not isinstance(body, dict):
        raise ApiError("error_param", "parameter invalid")
    return body
