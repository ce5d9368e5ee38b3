"""Words as they are typed on a keyboard of capitals: what comes out is written as a person writes."""

from __future__ import annotations

NOTE, NAME, CODE = "note", "name", "code"  # a sentence; a name; capitals
LONGEST = 60


def written(text: str, key: str, style: str) -> str:
    """Return text with one key more, the letter large or small as it should be."""
    if len(text) >= LONGEST or (not text and key == " "):
        return text
    begins = not text or (style == NAME and text[-1] in " -'(")
    return text + (key.upper() if begins or style == CODE else key.lower())
