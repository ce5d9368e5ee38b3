"""What a touch is, apart from where."""

from __future__ import annotations

from typing import Any


def is_wheel(touch: Any) -> bool:
    """Whether it is a mouse wheel's turn, which Kivy tells as a touch."""
    return "button" in touch.profile and str(touch.button).startswith("scroll")
