"""An answer of Lazada that says no."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """`code`, `type` and `message` as Lazada puts them into its envelope, and the detail of single SKUs."""

    def __init__(self, code: str, message: str, kind: str = "ISP", detail: list[dict[str, Any]] | None = None) -> None:
        super().__init__(code)
        self.answer: dict[str, Any] = {"code": code, "type": kind, "message": message}
        if detail:
            self.answer["detail"] = detail
