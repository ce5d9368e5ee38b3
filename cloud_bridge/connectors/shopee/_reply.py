"""One answer of Shopee, taken out of its envelope; success is an empty `error`, whatever the HTTP code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.http import after_s

from ._fates import TITLE, fate_of

if TYPE_CHECKING:
    import httpx2

Json = dict[str, Any]
ENVELOPE = ("error", "response", "request_id")
PDF = b"%PDF"


@dataclass(frozen=True)
class Reply:
    """An answer: `data` is what stood under `response`, `top` everything; numbers with a point are kept as text.

    `file` is what came instead of an envelope.
    """

    error: str
    message: str
    warning: str
    top: Json
    after_s: float
    now_s: float
    file: bytes = b""

    @property
    def data(self) -> Json:
        """What was asked for; empty where there was nothing."""
        found = self.top.get("response")
        return found if isinstance(found, dict) else {}

    def checked(self) -> Reply:
        """Return the reply itself, or raise what its error means."""
        if self.error:
            raise fate_of(self.error, self.message, self.now_s, self.after_s)
        return self


def read_reply(response: httpx2.Response, now_s: float) -> Reply:
    """Return the envelope of an HTTP response; raises TryLater when there is none to read."""
    if response.content.startswith(PDF):
        return Reply("", "", "", {}, 0, now_s, response.content)
    wait_s = after_s(response)
    try:
        top = json.loads(response.content, parse_float=str)
    except ValueError:
        top = None
    if not isinstance(top, dict) or top.keys().isdisjoint(ENVELOPE):
        raise TryLater(market=TITLE, reason=f"HTTP {response.status_code}", after_s=wait_s)
    error = str(top.get("error") or "")
    if not error and (response.status_code == 429 or response.status_code >= 500):
        raise TryLater(market=TITLE, reason=f"HTTP {response.status_code}", after_s=wait_s)
    warning = top.get("warning") or ""
    return Reply(error, str(top.get("message") or ""), str(warning), top, wait_s, now_s)
