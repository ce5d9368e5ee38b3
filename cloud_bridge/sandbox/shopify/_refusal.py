"""An answer that says no before any GraphQL is looked at."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An HTTP status and what stands under `errors`, or the whole body where it is a dict."""

    def __init__(self, status: int, errors: str | dict[str, Any]) -> None:
        super().__init__(str(errors))
        self.status = status
        self.body = errors if isinstance(errors, dict) else {"errors": errors}
