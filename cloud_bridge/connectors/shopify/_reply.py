"""One answer of Shopify: data, errors at the top, and what the query cost; HTTP 200 says nothing about success."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.http import after_s

from ._fates import ACCESS_DENIED, THROTTLED, TITLE, fate_of, fate_of_status

if TYPE_CHECKING:
    import httpx2

Json = dict[str, Any]
UNAUTHORISED = 401


@dataclass(frozen=True)
class Points:
    """What a query was reckoned to cost, and what the shop has left of its points."""

    requested: int
    left: float
    per_s: float

    def wait_s(self) -> float:
        """Return how long until the query could be paid for."""
        return max(0.0, self.requested - self.left) / self.per_s


@dataclass(frozen=True)
class Reply:
    """An answer; numbers with a point are kept as text."""

    status: int
    data: Json
    errors: tuple[Json, ...]
    points: Points | None
    after_s: float

    @property
    def is_unauthorised(self) -> bool:
        """Whether a newer access token would help."""
        return self.status == UNAUTHORISED

    def checked(self) -> Json:
        """Return the data, or raise what the first error means.

        A field that the app has no right to is left out of the data and named among the errors: that is no failure.
        """
        if self.status != 200:
            raise fate_of_status(self.status, _message(self.errors), self.after_s)
        for error in self.errors:
            code = str((error.get("extensions") or {}).get("code") or "")
            if code == ACCESS_DENIED and any(self.data.values()):
                continue
            wait_s = self.points.wait_s() if code == THROTTLED and self.points else self.after_s
            raise fate_of(code, str(error.get("message", "")), wait_s)
        return self.data


def read_reply(response: httpx2.Response) -> Reply:
    """Return what an HTTP response says; raises TryLater when it is none of the API's."""
    try:
        top = json.loads(response.content, parse_float=str)
    except ValueError:
        top = None
    if not isinstance(top, dict) or top.keys().isdisjoint(("data", "errors", "error", "access_token")):
        if response.status_code < 300:
            raise TryLater(market=TITLE, reason="an answer that cannot be read")
        raise fate_of_status(response.status_code, "", after_s(response))
    points = _points((top.get("extensions") or {}).get("cost") or {})
    return Reply(response.status_code, top.get("data") or {}, _errors(top), points, after_s(response))


def _errors(top: Json) -> tuple[Json, ...]:
    """Return the errors as GraphQL has them; outside of it they are a text, or named as OAuth does."""
    given = top.get("errors") or top.get("error_description") or top.get("error") or ()
    if isinstance(given, list):
        return tuple(error if isinstance(error, dict) else {"message": str(error)} for error in given)
    return ({"message": str(given)},) if given else ()


def _points(cost: Json) -> Points | None:
    status = cost.get("throttleStatus") or {}
    try:
        left, per_s = float(status["currentlyAvailable"]), float(status["restoreRate"])
        return Points(int(cost.get("requestedQueryCost") or 0), left, per_s) if per_s > 0 else None
    except (KeyError, TypeError, ValueError):
        return None


def _message(errors: tuple[Json, ...]) -> str:
    return "; ".join(str(error.get("message", "")) for error in errors)
