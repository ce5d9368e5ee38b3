"""The gate of the API: who asks, when, with what right; and the envelope of every answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import HTTP
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse

from ._errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from ._secrets import Secrets
    from ._switches import Switches

ROOT = "/rest"  # stands before every path and is not signed
TIMESTAMP_WINDOW_MS = 7_200_000
Answer = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """What a caller asked: all parameters, wherever they stood, and the files beside them."""

    params: dict[str, str]
    files: dict[str, bytes]

    def text(self, name: str) -> str:
        """Return a parameter, or refuse."""
        if not self.params.get(name):
            raise ApiError("1", f"E001: Parameter {name} is mandatory")
        return self.params[name]

    def number(self, name: str, default: int, error: ApiError, most: int) -> int:
        """Return a whole number from 0 to `most`, or refuse with this error."""
        given = self.params.get(name, str(default))
        if not given.isdigit() or int(given) > most:
            raise error
        return int(given)


@dataclass(frozen=True)
class Gate:
    """Checks a call as Lazada does: app, moment, signature over everything, token."""

    app_key: str
    app_secret: str
    secrets: Secrets
    switches: Switches
    clock: Callable[[], float]

    def endpoint(
        self, handler: Callable[[Call], Answer], method: str, *, needs_token: bool = True
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a call; what the handler returns stands beside `code` "0"."""

        async def answer(request: Request) -> Response:
            try:
                call = await _read(request, method)
                self.check(request.url.path.removeprefix(ROOT), call.params, needs_token=needs_token)
                return self._answered({"code": "0", **handler(call)})
            except ApiError as refusal:
                return self._answered(refusal.answer)
            except (AttributeError, LookupError, TypeError, ValueError) as reason:
                return self._answered(ApiError("5", f"E005: Invalid Request Format {reason!r}").answer)

        return answer

    def limited(self, _: float) -> Response:
        """Return the answer to too many calls: HTTP 200, no header, one second."""
        message = "Api access frequency exceeds the limit. this ban will last 1 seconds"
        return self._answered(ApiError(self.switches.limit_error, message, "ISV").answer)

    def check(self, path: str, params: dict[str, str], *, needs_token: bool) -> None:
        """Raise ApiError unless the caller may do this now."""
        for name in ("app_key", "timestamp", "sign_method", "sign", *(("access_token",) if needs_token else ())):
            if not params.get(name):
                raise ApiError("MissingParameter", f'The input parameter "{name}" is not supplied.', "ISV")
        if params["app_key"] != self.app_key:
            raise ApiError("InvalidAppKey", "The specified app key is invalid.", "ISV")
        given = params["timestamp"]
        if not given.isdigit() or abs(self.clock() * 1000 - int(given)) > TIMESTAMP_WINDOW_MS:
            raise ApiError(self.switches.timestamp_error, "The specified timestamp is more than 7200 s off.", "ISV")
        signed = {name: value for name, value in params.items() if name != "sign"}
        if self.switches.sign_skips_empty:
            signed = {name: value for name, value in signed.items() if value}
        text = path + "".join(name + signed[name] for name in sorted(signed))
        expected = hmac.new(self.app_secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()
        if params["sign_method"] != "sha256" or not hmac.compare_digest(expected.encode(), params["sign"].encode()):
            raise ApiError("IncompleteSignature", "The request signature does not conform to platform standards", "ISV")
        if needs_token and not self.secrets.opens(params["access_token"]):
            raise ApiError("IllegalAccessToken", "The specified access token is invalid or expired", "ISV")

    def _answered(self, answer: Answer) -> Response:
        return JSONResponse({**answer, "request_id": secrets.token_hex(12)})


async def _read(request: Request, method: str) -> Call:
    if method not in ("ANY", request.method):
        raise ApiError("UnsupportedHTTPMethod", f"The {request.method} method is not supported.", "ISV")
    params, files = dict(parse_qsl(request.url.query, keep_blank_values=True)), {}
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        form = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body, policy=HTTP)
        for part in form.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            data = bytes(part.get_payload(decode=True) or b"")
            if part.get_filename() is None:
                params[name] = data.decode()
            else:
                files[name] = data
    elif request.method == "POST":
        params |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return Call(params, files)
