"""Amounts, rates and quantities of the vector files, read and written by the till's own currency."""

from collections.abc import Iterable
from fractions import Fraction

from appliance.core.errors import LapakError
from appliance.core.money import Currency
from tests.vectors._case import NotUnderstood, decimals


def _parse(text: str, exponent: int) -> int:
    if not isinstance(text, str):
        raise NotUnderstood(f"{text!r} is no decimal text")
    try:
        return Currency("?", exponent, "").parse(text.removeprefix("+"))
    except LapakError as error:
        raise NotUnderstood(str(error)) from error


def ppm(percent: str) -> int:
    """Return a percentage as parts per million: "8.875" -> 88750."""
    return _parse(percent, 4)


def milli(quantity: str) -> int:
    """Return a quantity in thousandths."""
    return _parse(quantity, 3)


class Scale:
    """How a case counts: the decimals of its minor unit, and the step that it rounds to in minor units."""

    def __init__(self, amounts: Iterable[str], step: str | None = None) -> None:
        self.exponent = max([decimals(text) for text in (*amounts, step or "0")])
        self.step_minor = 1 if step is None else _parse(step, self.exponent)
        self.written = Currency("?", self.exponent, "", thousands="", decimal=".")

    def read(self, text: str) -> int:
        """Return an amount in minor units."""
        return _parse(text, self.exponent)

    def write(self, minor: int) -> str:
        """Return an amount as the vector files write it."""
        return self.written.plain(minor)

    def exact(self, numerator: int, denominator: int) -> Fraction:
        """Return numerator / denominator minor units as an exact amount."""
        return Fraction(numerator, denominator * 10**self.exponent)
