"""One answer of Vendure: data, errors at the top, or a result that is an error; HTTP 200 says nothing about success."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.http import after_s

from ._fates import FORBIDDEN, TITLE, fate_of, fate_of_status

if TYPE_CHECKING:
    import httpx2

Json = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """An answer with the code and the words of its first error, both "" when there is none."""

    data: Json
    has_failed: bool
    code: str
    message: str

    @property
    def is_forbidden(self) -> bool:
        """Whether a new session might help."""
        return self.code == FORBIDDEN

    def checked(self) -> Json:
        """Return the data, or raise what the first error means."""
        if self.has_failed:
            raise fate_of(self.code, self.message)
        return self.data


def read_reply(response: httpx2.Response) -> Reply:
    """Return what an HTTP response says; raises what its status means when it is none of the API's."""
    try:
        top = json.loads(response.content)
    except ValueError:
        top = None
    if not isinstance(top, dict) or top.keys().isdisjoint(("data", "errors")):
        if response.status_code < 300:
            raise TryLater(market=TITLE, reason="an answer that cannot be read")
        raise fate_of_status(response.status_code, after_s(response))
    data, errors = top.get("data"), top.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else errors or {}
    error = first if isinstance(first, dict) else {"message": str(first)}
    extensions = error.get("extensions")
    code = str(extensions.get("code") or "") if isinstance(extensions, dict) else ""
    has_failed = bool(errors) or not isinstance(data, dict)
    return Reply(data if isinstance(data, dict) else {}, has_failed, code, str(error.get("message") or ""))


def done(result: Json) -> Json:
    """Return the result of a mutation, or raise what it means when it is one of the errors it may be instead."""
    if "errorCode" in result:
        raise fate_of(str(result["errorCode"]), str(result.get("message") or ""))
    return result
