"""The gate of the API: who asks, when, with what right; and the envelope of every answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from ._secrets import Secrets
    from ._switches import Switches

EARLIEST_S, LATEST_S = 300, 30  # how far a timestamp may lie behind and ahead ("Common errors")
MULTIPART = "multipart/form-data"

TOO_MANY, BAD_PARAMETER, NO_SHOP, NOT_THIS_SHOP = 36009002, 36009004, 106013, 101000
EXPIRED, BAD_SIGN = 105002, 106001
NO_SIGN = (BAD_PARAMETER, "Missing credentials. The request does not include a required signature in the query.")
NO_APP = (BAD_PARAMETER, "Invalid credentials. Invalid `app_key` query parameter.")
NO_TOKEN = (BAD_PARAMETER, "Invalid credentials. The `x-tts-access-token` header is invalid.")
LATE = (BAD_PARAMETER, "Invalid timestamp. The value of the `timestamp` query parameter is out of range.")

Answer = dict[str, Any]


class ApiError(Exception):
    """An answer with an error; `is_about_who` says that it was the caller and not the question."""

    def __init__(self, code: int, message: str, *, is_about_who: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.is_about_who = is_about_who


@dataclass(frozen=True)
class Call:
    """What a caller asked: the parts of the path in braces, the query, and the body as text and as bytes."""

    path: Mapping[str, Any]
    query: QueryParams
    body: Answer
    raw: bytes
    media_type: str
    base_url: str

    def page_size(self, most: int) -> int:
        """Return how many rows are wanted, or refuse."""
        given = self.query.get("page_size", "")
        if not given.isdigit() or not 1 <= int(given) <= most:
            raise ApiError(BAD_PARAMETER, f"page_size must be between 1 and {most}")
        return int(given)


@dataclass(frozen=True)
class Gate:
    """Checks a call as TikTok Shop does: app, moment, signature over the very bytes, token, shop."""

    app_key: str
    app_secret: str
    shop_cipher: str
    secrets: Secrets
    switches: Switches
    clock: Callable[[], float]

    def shop(self, handler: Callable[[Call], Answer]) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a call about one shop."""
        return self._endpoint(handler, needs_shop=True)

    def app(self, handler: Callable[[Call], Answer]) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a call that must not name a shop."""
        return self._endpoint(handler, needs_shop=False)

    def limited(self, retry_after_s: float) -> Response:
        """Return the answer to too many calls."""
        answer = enveloped({}, TOO_MANY, "Too many requests. You've made too many requests in a short period of time.")
        return JSONResponse(answer, self.switches.limit_http, {"Retry-After": str(round(retry_after_s))})

    def check(self, request: Request, raw: bytes, *, needs_shop: bool) -> None:
        """Raise ApiError unless the caller may do this now."""
        query = request.query_params
        if query.get("app_key") != self.app_key:
            raise _who(NO_APP)
        timestamp = query.get("timestamp", "")
        if not timestamp.isdigit() or not -LATEST_S <= self.clock() - int(timestamp) <= EARLIEST_S:
            raise _who(LATE)
        if not query.get("sign"):
            raise _who(NO_SIGN)
        if not hmac.compare_digest(self._sign(request, raw).encode(), query["sign"].encode()):
            raise _who((BAD_SIGN, "Invalid credentials. The 'sign' query parameter is invalid."))
        token = self.secrets.state_of(request.headers.get("x-tts-access-token", ""))
        if token == "expired":  # noqa: S105 - a state
            raise _who((EXPIRED, "Expired credentials. The 'x-tts-access-token' header has expired."))
        if token != "good":  # noqa: S105 - a state
            raise _who(NO_TOKEN)
        if needs_shop and not query.get("shop_cipher"):
            raise _who((NO_SHOP, "Missing identifier. The `shop_cipher` query parameter is required."))
        if needs_shop and query["shop_cipher"] != self.shop_cipher:
            raise _who((NOT_THIS_SHOP, "The token is not associated with this shop."))
        if not needs_shop and "shop_cipher" in query:
            raise ApiError(BAD_PARAMETER, "Unexpected identifier. The `shop_cipher` query parameter is not required.")

    def _sign(self, request: Request, raw: bytes) -> str:
        pairs = sorted(request.query_params.multi_items(), key=itemgetter(0))  # a name's values in the order they came
        said = "".join(name + value for name, value in pairs if name not in {"sign", "access_token"})
        text = self.app_secret + request.url.path + said
        is_upload = request.headers.get("content-type", "").startswith(MULTIPART)
        message = text.encode() + (b"" if is_upload else raw) + self.app_secret.encode()
        return hmac.new(self.app_secret.encode(), message, hashlib.sha256).hexdigest()

    def _endpoint(
        self, handler: Callable[[Call], Answer], *, needs_shop: bool
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            raw = await request.body()
            media_type = request.headers.get("content-type", "")
            try:
                self.check(request, raw, needs_shop=needs_shop)
                body = {} if media_type.startswith(MULTIPART) else _body(raw)
                call = Call(request.path_params, request.query_params, body, raw, media_type, str(request.base_url))
                return JSONResponse(enveloped(handler(call)))
            except ApiError as reason:
                refusal = reason
            except (AttributeError, LookupError, TypeError, ValueError) as reason:
                refusal = ApiError(BAD_PARAMETER, f"invalid param error: {reason!r}")
            status = self.switches.auth_http if refusal.is_about_who else self.switches.error_http
            return JSONResponse(enveloped({}, refusal.code, refusal.message), status)

        return answer


def enveloped(data: Answer, code: int = 0, message: str = "Success") -> Answer:
    """Return an answer in its envelope."""
    return {"code": code, "message": message, "request_id": secrets.token_hex(17).upper(), "data": data}


def _who(what: tuple[int, str]) -> ApiError:
    return ApiError(*what, is_about_who=True)


def _body(raw: bytes) -> Answer:
    try:
        body = json.loads(raw or b"{}")
    except ValueError as reason:
        raise ApiError(36009022, "Invalid request format. The request body must be `application/json`.") from reason
    if not isinstance(body, dict):
        raise ApiError(BAD_PARAMETER, "invalid param error")
    return body
