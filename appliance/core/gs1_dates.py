"""Dates in GS1 codes: YYMMDD, whose century follows from today's year (GS1 General Specifications, 7.12)."""

from .errors import N_, LapakError
from .gtin import is_digits

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class PackageDateWrong(LapakError):
    """A date on a package that no calendar has."""

    code = "gs1.date"
    text = N_("The date “{date}” in the package's code is no date. Look at the package, and scan its other barcode.")


def days_of(year: int, month: int) -> int:
    """Return how many days a month (1 to 12) has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else DAYS[month - 1]


def full_year(two_digits: int, this_year: int) -> int:
    """Return the year that two digits mean: at most 49 years ago and at most 50 years ahead."""
    year = this_year - this_year % 100 + two_digits
    if year - this_year > 50:
        return year - 100
    return year + 100 if year - this_year < -49 else year


def date_of(digits: str, this_year: int) -> str:
    """Return YYMMDD as YYYY-MM-DD, where day 00 is the last of the month; raises PackageDateWrong."""
    if not is_digits(digits) or len(digits) != 6:
        raise PackageDateWrong(date=digits)
    year = full_year(int(digits[:2]), this_year)
    month, day = int(digits[2:4]), int(digits[4:])
    if not 1 <= month <= 12 or day > days_of(year, month):
        raise PackageDateWrong(date=digits)
    return "%04d-%02d-%02d" % (year, month, day or days_of(year, month))
