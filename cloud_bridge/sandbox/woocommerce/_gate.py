"""The gate of the API: who asks, over which scheme, with what right; and how an answer is told.

Plain http is what a sandbox on loopback speaks; behind a proxy that says `X-Forwarded-Proto: https` it is https, where
keys go along as they are. Source: woocommerce-rest-api-docs, "Authentication", "Pagination".
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from starlette.responses import JSONResponse

from ._refusal import Refusal, no_right, wrong_param

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from ._oauth import OAuth
    from ._switches import Switches

Json = dict[str, Any]
MOST = 100


@dataclass(frozen=True)
class Call:
    """What a caller asked; `numbers` are the ids in the path."""

    params: Mapping[str, str]
    body: Json
    numbers: Mapping[str, int]

    def number(self, name: str, default: int, most: int = 1 << 60) -> int:
        """Return a whole number among the parameters, or refuse."""
        given = self.params.get(name, str(default))
        if not given.isdecimal() or int(given) > most:
            raise wrong_param(name)
        return int(given)

    def listed(self, name: str) -> list[str]:
        """Return a parameter that is a list with commas."""
        return [part for part in self.params.get(name, "").split(",") if part]


@dataclass(frozen=True)
class Page:
    """A page of a list, and how long the whole list is."""

    rows: list[Json]
    total: int


@dataclass(frozen=True)
class Gate:
    """Checks a call as WooCommerce does and answers it."""

    keys: tuple[str, str]
    oauth: OAuth
    switches: Switches

    def endpoint(self, handlers: Mapping[str, Callable[[Call], Any]]) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a path; a handler for each method returns a Page or an object."""

        async def answer(request: Request) -> Response:
            try:
                params = dict(parse_qsl(request.url.query, keep_blank_values=True))
                self._check(request, params)
                call = Call(params, await _body(request), request.path_params)
                told = handlers[request.method](call)
            except Refusal as refusal:
                return JSONResponse(refusal.body, refusal.status)
            if isinstance(told, Page):
                return JSONResponse(
                    _only(told.rows, call.listed("_fields")), headers=self._headers(request, call, told.total)
                )
            is_made = request.method == "POST" and not request.url.path.endswith("/batch")
            return JSONResponse(told, 201 if is_made else 200)

        return answer

    def limited(self, retry_after_s: float) -> Response:
        """Return the answer to too many calls: the host's, WooCommerce has none."""
        body = {"code": "too_many_requests", "message": "Slow down.", "data": {"status": 429}}
        return JSONResponse(body, 429, {"Retry-After": str(round(retry_after_s))})

    def _check(self, request: Request, params: Mapping[str, str]) -> None:
        if request.headers.get("x-forwarded-proto") == "https":
            self._check_keys(request.headers.get("authorization", ""), params)
        elif "oauth_signature" in params or "oauth_consumer_key" in params:
            url = f"http://{request.headers['host']}{request.url.path}"
            self.oauth.check(request.method, url, params)
        else:
            raise Refusal(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
        if request.method != "GET" and not self.switches.key_may_write:
            raise no_right("The API key provided does not have write permissions.")

    def _check_keys(self, authorization: str, params: Mapping[str, str]) -> None:
        scheme, _, encoded = authorization.partition(" ")
        if scheme == "Basic":
            key, _, secret = base64.b64decode(encoded).decode().partition(":")
        elif "consumer_key" in params:
            key, secret = params["consumer_key"], params.get("consumer_secret", "")
        else:
            raise Refusal(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
        if key != self.keys[0]:
            raise no_right("Consumer key is invalid.")
        if secret != self.keys[1]:
            raise no_right("Consumer secret is invalid.")

    def _headers(self, request: Request, call: Call, total: int) -> dict[str, str]:
        """Return how long a list is, and where its neighbouring pages are."""
        if not self.switches.header_total:
            return {}
        page, pages = call.number("page", 1), -(-total // call.number("per_page", 10))
        base = f"{request.url.scheme}://{request.headers['host']}{request.url.path}"
        links = [
            f'<{base}?{urlencode({**call.params, "page": number})}>; rel="{rel}"'
            for rel, number in (("prev", page - 1), ("next", page + 1))
            if 1 <= number <= pages
        ]
        told = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)}
        return {**told, "Link": ", ".join(links)} if links else told


def paged(rows: list[Any], call: Call, shown: Callable[[Any], Json]) -> Page:
    """Return the page of a list that is asked for: ten rows unless more are wanted, a hundred at most."""
    per_page = call.number("per_page", 10, MOST)
    if not per_page:
        raise wrong_param("per_page")
    start = call.number("offset", (call.number("page", 1) - 1) * per_page)
    return Page([shown(row) for row in rows[start : start + per_page]], len(rows))


def batched(call: Call, verbs: Mapping[str, Callable[[Any], Json]], missing: Callable[[Any], int]) -> Json:
    """Do what a batch asks, up to a hundred things; each is refused by itself inside the answer."""
    if sum(len(call.body.get(verb) or ()) for verb in verbs) > MOST:
        raise Refusal(
            413,
            "woocommerce_rest_request_entity_too_large",
            f"Unable to accept more than {MOST} items for this request.",
        )
    answer: dict[str, list[Json]] = {}
    for verb, do in verbs.items():
        for one in call.body.get(verb) or ():
            try:
                told = do(one)
            except Refusal as refusal:
                told = {"id": missing(one), "error": refusal.body}
            answer.setdefault(verb, []).append(told)
    return answer


def number_of(one: Any) -> int:
    """Return the id that a part of a batch names, 0 for none."""
    return int(one.get("id") or 0) if isinstance(one, dict) else int(one)


async def _body(request: Request) -> Json:
    raw = await request.body()
    try:
        body = json.loads(raw) if raw else {}
    except ValueError as reason:
        raise Refusal(400, "rest_invalid_json", "Invalid JSON body passed.") from reason
    return body if isinstance(body, dict) else {}


def _only(rows: list[Json], fields: list[str]) -> list[Json]:
    return [{name: row[name] for name in fields if name in row} for row in rows] if fields else rows
