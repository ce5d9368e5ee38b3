"""A case of a vector file: its inputs, every one of which must be understood, and what is expected of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from appliance.core.rounding import divide

if TYPE_CHECKING:
    from collections.abc import Callable


class NotUnderstood(Exception):
    """A case says something that nobody here can compute."""


class Inputs:
    """The inputs of a case; `close` complains about any that nobody asked for."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given
        self._taken: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._given

    def take(self, key: str, default: Any = None) -> Any:
        """Return an input, or the default where the case does not give it."""
        self._taken.add(key)
        return self._given.get(key, default)

    def need(self, key: str) -> Any:
        """Return an input that must be there."""
        if key not in self._given:
            raise NotUnderstood(f"input “{key}” is missing")
        return self.take(key)

    def one_of(self, *keys: str) -> tuple[str, Any]:
        """Return the name and the value of the only one of these inputs that is given."""
        found = [key for key in keys if key in self._given]
        if len(found) != 1:
            raise NotUnderstood(f"exactly one of {', '.join(keys)} is needed")
        return found[0], self.take(found[0])

    def close(self) -> None:
        """Raise NotUnderstood if an input had no effect."""
        unread = sorted(set(self._given) - self._taken)
        if unread:
            raise NotUnderstood(f"inputs not understood: {', '.join(unread)}")


class Case:
    """One case; `find` returns the inputs and group of another case by its id."""

    def __init__(
        self, name: str, group: str, inputs: dict[str, Any], expected: dict[str, Any], find: Callable[[str], Case]
    ) -> None:
        self.name = name
        self.group = group
        self.inputs = Inputs(inputs)
        self.expected = expected
        self.find = find

    @property
    def decimals(self) -> int:
        """How many decimals the most exact figure expected has."""
        return max((decimals(text) for text in _texts(self.expected)), default=0)


def decimals(text: str) -> int:
    """Return how many digits stand after the point."""
    return len(text.partition(".")[2])


def _texts(thing: Any) -> list[str]:
    if isinstance(thing, dict):
        thing = list(thing.values())
    if isinstance(thing, list):
        return [text for part in thing for text in _texts(part)]
    return [thing] if isinstance(thing, str) and _figure(thing) is not None else []


def _figure(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None


def same(got: Any, expected: Any) -> bool:
    """Say whether got is what is expected: texts as numbers where both are, exact fractions at the decimals shown."""
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(key in got and same(got[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return isinstance(got, list) and len(got) == len(expected) and all(map(same, got, expected))
    if isinstance(got, Fraction) and isinstance(expected, str):
        got = shown(got, decimals(expected))
    if isinstance(got, str) and isinstance(expected, str):
        return got == expected or (_figure(got) is not None and _figure(got) == _figure(expected))
    return type(got) is type(expected) and bool(got == expected)


def shown(exact: Fraction, places: int) -> str:
    """Return an exact figure rounded to so many decimals."""
    minor = divide(exact.numerator * 10**places, exact.denominator)
    digits = str(abs(minor)).rjust(places + 1, "0")
    sign = "-" if minor < 0 else ""
    return sign + digits[: len(digits) - places] + ("." + digits[-places:] if places else "")
