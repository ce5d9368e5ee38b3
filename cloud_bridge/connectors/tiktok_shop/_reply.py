"""One answer of TikTok Shop, taken out of its envelope; success is `code` 0, whatever the HTTP status."""

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


@dataclass(frozen=True)
class Reply:
    """An answer: `data` is what was asked for; numbers with a point are kept as text."""

    code: int
    message: str
    data: Json
    after_s: float

    def checked(self) -> Reply:
        """Return the reply itself, or raise what its error means."""
        if self.code:
            raise fate_of(self.code, self.message, self.after_s)
        return self

    def rows(self, name: str) -> list[Json]:
        """Return a list of the data; one that is not there is empty."""
        return list(self.data.get(name) or [])


def read_reply(response: httpx2.Response) -> Reply:
    """Return the envelope of an HTTP response; raises TryLater when there is none to read."""
    try:
        top = json.loads(response.content, parse_float=str)
        code = int(top["code"])
    except (KeyError, TypeError, ValueError):
        top, code = {}, 0
    is_ours = response.status_code == 429 or response.status_code >= 500
    if not top or (is_ours and not code):
        raise TryLater(market=TITLE, reason=f"HTTP {response.status_code}", after_s=after_s(response))
    data = top.get("data")
    return Reply(code, str(top.get("message") or ""), data if isinstance(data, dict) else {}, after_s(response))
