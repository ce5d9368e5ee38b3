"""An answer that says no, as WordPress words it."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An HTTP status, a code and a sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"code": code, "message": message, "data": {"status": status}}


def no_right(message: str) -> Refusal:
    """Return the refusal of keys that are wrong."""
    return Refusal(401, "woocommerce_rest_authentication_error", message)


def wrong_param(name: str) -> Refusal:
    """Return the refusal of a parameter that WordPress does not take."""
    return Refusal(400, "rest_invalid_param", f"Invalid parameter(s): {name}")


def no_such(kind: str, status: int = 404) -> Refusal:
    """Return the refusal of an id; a change of what is not there is a 400, a look at it a 404."""
    return Refusal(status, f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.")
