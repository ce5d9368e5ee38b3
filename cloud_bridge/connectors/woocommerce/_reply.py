"""One answer of WooCommerce: an object or a list, how long the whole list is, or an error with a code."""

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
    """An answer that is data; numbers with a point are kept as text. `total` is the length of the list it is part of.

    A plugin or a cache of the shop may leave the header out: then it is None.
    """

    data: Any
    total: int | None

    def rows(self) -> list[Json]:
        """Return a list's objects; raises TryLater when it is none."""
        if not isinstance(self.data, list) or not all(isinstance(row, dict) for row in self.data):
            raise TryLater(market=TITLE, reason="a list that cannot be read")
        return self.data

    def object(self) -> Json:
        """Return the object; raises TryLater when it is none."""
        if not isinstance(self.data, dict):
            raise TryLater(market=TITLE, reason="an answer that cannot be read")
        return self.data


def read_reply(response: httpx2.Response) -> Reply:
    """Return what an HTTP response says, or raise what it means."""
    try:
        data = json.loads(response.content, parse_float=str)
    except ValueError:
        data = None
    if not 200 <= response.status_code < 300:
        error = data if isinstance(data, dict) else {}
        code, message = str(error.get("code") or ""), str(error.get("message") or "")
        raise fate_of(response.status_code, code, message, after_s(response))
    if data is None:  # the page of a plugin, or a warning of PHP in front of the answer
        raise TryLater(market=TITLE, reason="an answer that cannot be read")
    total = response.headers.get("x-wp-total", "")
    return Reply(data, int(total) if total.isdecimal() else None)
