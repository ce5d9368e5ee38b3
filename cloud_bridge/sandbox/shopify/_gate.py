"""The gate of the API: version, token, points; then the query, answered by the schema in `schema.graphql`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, build_schema, execute_sync, parse, validate
from starlette.responses import JSONResponse

from ._cost import Cost
from ._refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphql import DocumentNode
    from starlette.requests import Request
    from starlette.responses import Response

    from ._bucket import Bucket
    from ._secrets import Secrets
    from ._switches import Switches

VERSIONS = ("2026-04", "2026-07", "2026-10")
MOST_POINTS = 1000
SCHEMA = build_schema(Path(__file__).with_name("schema.graphql").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Gate:
    """Checks a call as Shopify does and answers it; `settle` is done before each."""

    secrets: Secrets
    bucket: Bucket
    switches: Switches
    root: Mapping[str, Callable[..., Any]]
    settle: Callable[[], None]

    async def graphql(self, request: Request) -> Response:
        """POST /admin/api/{version}/graphql.json."""
        try:
            check_version(request.path_params["version"])
            self.secrets.check(request.headers.get("x-shopify-access-token", ""))
            asked = await read_body(request)
        except Refusal as refusal:
            return JSONResponse(refusal.body, refusal.status)
        self.settle()
        return JSONResponse(self.answer(str(asked.get("query", "")), asked.get("variables") or {}))

    async def tokens(self, request: Request) -> Response:
        """POST /admin/oauth/access_token, as JSON or as a form."""
        try:
            return JSONResponse(self.secrets.answer(await read_body(request)))
        except Refusal as refusal:
            return JSONResponse(refusal.body, refusal.status)

    def answer(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Return what a query is answered; errors stand beside the data, points under `extensions`."""
        try:
            document = read_query(query)
        except GraphQLError as error:
            return {"errors": [error.formatted]}
        except ExceptionGroup as group:
            wrong = [error.formatted for error in group.exceptions if isinstance(error, GraphQLError)]
            return {"errors": [{**error, "extensions": {"code": "INVALID"}} for error in wrong]}
        cost = Cost(SCHEMA, document, variables)
        requested = cost.requested()
        if requested > MOST_POINTS:
            message = f"Query cost is {requested}, which exceeds the single query max cost limit ({MOST_POINTS})."
            return _error("MAX_COST_EXCEEDED", message, {})
        if not self.bucket.take(requested):
            return _error("THROTTLED", "Throttled", self.bucket.shown(requested, None))
        result = execute_sync(SCHEMA, document, root_value=self.root, variable_values=variables)
        actual = cost.actual(result.data)
        self.bucket.give_back(requested - actual)
        return {**result.formatted, "extensions": {"cost": self.bucket.shown(requested, actual)}}

    def limited(self, retry_after_s: float) -> Response:
        """Return the answer to too many calls, with which the dial strikes."""
        if self.switches.limit_http != 200:
            return too_many(retry_after_s)
        status = {
            "maximumAvailable": self.switches.bucket,
            "currentlyAvailable": 0,
            "restoreRate": self.switches.restore_per_s,
        }
        requested = round(retry_after_s * self.switches.restore_per_s)
        cost = {"requestedQueryCost": requested, "actualQueryCost": None, "throttleStatus": status}
        return JSONResponse(_error("THROTTLED", "Throttled", cost))


def check_version(version: str) -> None:
    """Raise Refusal for a version that the sandbox does not speak."""
    if version not in VERSIONS:
        raise Refusal(404, "Not Found")


def too_many(retry_after_s: float) -> Response:
    """Return the answer to too many calls where no GraphQL is spoken."""
    return JSONResponse({"errors": "Exceeded rate limit"}, 429, {"Retry-After": str(round(retry_after_s))})


@lru_cache(256)
def read_query(query: str) -> DocumentNode:
    """Return a query, or raise what is wrong with it; kept, because the same few come again and again."""
    document = parse(query)
    wrong = validate(SCHEMA, document)
    if wrong:
        raise ExceptionGroup("wrong", wrong)
    return document


async def read_body(request: Request) -> dict[str, Any]:
    """Return the body of a call, JSON or form, or refuse it."""
    if "form" in request.headers.get("content-type", ""):
        return {name: str(value) for name, value in (await request.form()).items()}
    try:
        body = json.loads(await request.body())
    except ValueError as reason:
        raise Refusal(400, "Bad Request") from reason
    if not isinstance(body, dict):
        raise Refusal(400, "Bad Request")
    return body


def _error(code: str, message: str, cost: dict[str, Any]) -> dict[str, Any]:
    shown = {"extensions": {"cost": cost}} if cost else {}
    return {"errors": [{"message": message, "extensions": {"code": code}}], **shown}
