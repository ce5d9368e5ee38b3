"""One answer of Lazada, taken out of its envelope; success is the code "0", whatever the HTTP status."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.http import after_s

from ._fates import TITLE, fate_of

if TYPE_CHECKING:
    import httpx2

    from cloud_bridge.connectors.errors import ConnectorError

Json = dict[str, Any]
DONE = "0"


@dataclass(frozen=True)
class Reply:
    """An answer: `data` is what was asked for, `top` everything; numbers with a point are kept as text."""

    code: str
    message: str
    kind: str
    top: Json
    after_s: float = 0

    @property
    def is_done(self) -> bool:
        """Whether Lazada says that all went well; parts of it may have failed all the same."""
        return self.code == DONE

    @property
    def data(self) -> Any:
        """What stood under `data`, which fulfilment calls keep under `result`; empty where there was nothing."""
        result = self.top.get("result")
        return (result if isinstance(result, dict) else self.top).get("data") or {}

    @property
    def detail(self) -> list[Json]:
        """Which part of the call failed and why, where code 501 says so."""
        found = self.top.get("detail")
        return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []

    @property
    def fate(self) -> ConnectorError | None:
        """What its error means, None where there is none."""
        if self.is_done:
            return None
        said = "; ".join(filter(None, (self.message, *(str(entry.get("message", "")) for entry in self.detail))))
        return fate_of(self.code, said, self.kind, self.after_s)

    def checked(self) -> Reply:
        """Return the reply itself, or raise what its error means."""
        if (fate := self.fate) is not None:
            raise fate
        return self


def read_reply(response: httpx2.Response) -> Reply:
    """Return the envelope of an HTTP response; raises TryLater when there is none to read."""
    try:
        top = json.loads(response.content, parse_float=str)
    except ValueError:
        top = None
    if not isinstance(top, dict) or not {"code", "err_code"} & top.keys():
        raise TryLater(market=TITLE, reason=f"HTTP {response.status_code}", after_s=after_s(response))
    code, message = _verdict(top)
    return Reply(code, message, str(top.get("type") or ""), top, after_s(response))


def _verdict(top: Json) -> tuple[str, str]:
    """Return the code and message that count: the gateway's, or else those of the service behind it.

    Fulfilment answers `result.success: false`, chat `success: false`, both beside the gateway's "0".
    """
    code = str(top.get("code") or DONE)
    if code != DONE:
        return code, str(top.get("message") or "")
    service = top["result"] if isinstance(top.get("result"), dict) else top
    if service.get("success") not in (False, "false"):
        return DONE, ""
    code = _first(service, "error_code", "errorCode", "err_code")
    return "failed" if code in ("", DONE) else code, _first(service, "error_msg", "errorMsg", "err_message")


def _first(service: Json, *names: str) -> str:
    return next((str(service[name]) for name in names if service.get(name)), "")
