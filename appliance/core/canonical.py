"""The one text that a journal entry is hashed as: the same bytes on every machine, for ever.

Sorted keys, no spaces, whole numbers, UTF-8; strings escape what JSON must (RFC 8259, 7), the short way.
What is not null, bool, int, str, list or object with string keys is refused: a float has no one true text.
So is what is nested deeper than DEEPEST, which small machines could not read back.
"""

from .errors import N_, LapakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_fast: "Any"
try:  # CPython writes the same text in C, once the value is known to have one
    from json import JSONEncoder

    _fast = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode
except ImportError:
    _fast = None

DEEPEST = 32
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class NotCanonical(LapakError):
    """A value that has no canonical text; a programming error, never a cashier's."""

    code = "canonical.value"
    text = N_("A {kind} cannot be written to the journal. Report this.")


def _string(text: str) -> str:
    for char in text:
        code = ord(char)
        if code < 32 or code in (34, 92):
            break
        if 0xD800 <= code <= 0xDFFF:
            raise NotCanonical(kind="broken text")
    else:
        return '"' + text + '"'
    out = []
    for char in text:
        code = ord(char)
        if char in ESCAPES:
            out.append(ESCAPES[char])
        elif code < 32:
            out.append("\\u%04x" % code)
        elif 0xD800 <= code <= 0xDFFF:
            raise NotCanonical(kind="broken text")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def canonical(value: "Any") -> str:
    """Return the canonical text of a value made of null, bool, int, str, list and dict; raises NotCanonical."""
    if _fast is None:
        return spelled(value)
    _check(value, DEEPEST)
    text: str = _fast(value)
    return text


def _check(value: "Any", levels: int) -> None:
    """Raise NotCanonical unless the value has a canonical text."""
    kind = type(value)
    if kind is str:
        if not value.isascii():
            _string(value)
    elif kind is dict or kind is list:
        if not levels:
            raise NotCanonical(kind="value nested this deeply")
        if kind is dict:
            for key in value:
                if type(key) is not str:
                    raise NotCanonical(kind="key that is no text")
                if not key.isascii():
                    _string(key)
            value = value.values()
        for item in value:
            if type(item) is not int:
                _check(item, levels - 1)
    elif kind is not int and kind is not bool and value is not None:
        raise NotCanonical(kind=kind.__name__)


def spelled(value: "Any", levels: int = DEEPEST) -> str:
    """Return the canonical text letter by letter: what `canonical` does where there is no encoder in C."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if type(value) is int:
        return str(value)
    if type(value) is str:
        return _string(value)
    if type(value) in (list, dict) and not levels:
        raise NotCanonical(kind="value nested this deeply")
    if type(value) is list:
        return "[" + ",".join([spelled(item, levels - 1) for item in value]) + "]"
    if type(value) is dict:
        parts = []
        for key in value:
            if type(key) is not str:
                raise NotCanonical(kind="key that is no text")
        for key in sorted(value):
            parts.append(_string(key) + ":" + spelled(value[key], levels - 1))
        return "{" + ",".join(parts) + "}"
    raise NotCanonical(kind=type(value).__name__)
