"""The fields of a promotion's data, each read once and refused by name if it is wrong."""

from .errors import (
    PromotionChoiceWrong,
    PromotionDateWrong,
    PromotionListWrong,
    PromotionNumberWrong,
    PromotionTextMissing,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Data = dict[str, Any]

MOST_TEXT = 80
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def number(data: "Data", field: str, least: int, most: int) -> int:
    """Return a whole number that must be there; raises PromotionNumberWrong."""
    value = data.get(field)
    if type(value) is not int or not least <= value <= most:
        raise PromotionNumberWrong(field=field, least=least, most=most)
    return value


def optional(data: "Data", field: str, least: int, most: int, otherwise: int) -> int:
    """Return a whole number that may be left out; raises PromotionNumberWrong."""
    return otherwise if data.get(field) is None else number(data, field, least, most)


def text(data: "Data", field: str) -> str:
    """Return a text that must be there; raises PromotionTextMissing."""
    return _text(data.get(field), field)


def choice(data: "Data", field: str, otherwise: bool) -> bool:
    """Return a yes or no that may be left out; raises PromotionChoiceWrong."""
    value = data.get(field)
    if value is None:
        return otherwise
    if type(value) is not bool:
        raise PromotionChoiceWrong(field=field)
    return value


def texts(data: "Data", field: str) -> "list[str]":
    """Return a list of texts that may be left out; raises PromotionListWrong or PromotionTextMissing."""
    return [_text(value, field) for value in things(data, field)]


def numbers(data: "Data", field: str, least: int, most: int) -> "list[int]":
    """Return a list of whole numbers that may be left out; raises PromotionListWrong or PromotionNumberWrong."""
    return [number({field: value}, field, least, most) for value in things(data, field)]


def things(data: "Data", field: str) -> "list[Any]":
    """Return a list that may be left out; raises PromotionListWrong."""
    value = data.get(field)
    if value is None:
        return []
    if type(value) is not list:
        raise PromotionListWrong(field=field)
    return value


def day(data: "Data", field: str) -> str:
    """Return a day "YYYY-MM-DD" that may be left out, then ""; raises PromotionDateWrong."""
    value = data.get(field)
    if value is None or value == "":
        return ""
    if type(value) is not str or not _is_day(value):
        raise PromotionDateWrong(field=field)
    return value


def dates_in_order(first: str, last: str) -> bool:
    """Say whether a day is not after another; a day that is not said is in order with every other."""
    return not first or not last or first <= last


def _text(value: "Any", field: str) -> str:
    if type(value) is not str or not 1 <= len(value.strip()) <= MOST_TEXT:
        raise PromotionTextMissing(field=field, most=MOST_TEXT)
    return value.strip()


def _is_day(value: str) -> bool:
    if len(value) != 10 or value[4] != "-" or value[7] != "-":
        return False
    digits = value[:4] + value[5:7] + value[8:]
    if any(c not in "0123456789" for c in digits):
        return False
    month = int(value[5:7])
    return 1 <= month <= 12 and 1 <= int(value[8:]) <= MONTH_DAYS[month - 1]
