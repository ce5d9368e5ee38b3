"""Days, months and years of a till: what is added to their totals, and which dates they run from and to."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Totals = dict[str, Any]

DAY = "day"
MONTH = "month"
YEAR = "year"
PERIODS = (DAY, MONTH, YEAR)
NOT_SUMMED = ("float_minor",)  # the float is counted anew in every shift
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def grown(totals: "Totals", now: "Totals", before: "Totals") -> "Totals":
    """Return a period's totals after a shift's totals (core.shift) have gone from `before` to `now`."""
    after = dict(totals)
    for key, value in now.items():
        if key in NOT_SUMMED:
            continue
        if type(value) is dict:
            after[key] = grown(totals.get(key, {}), value, before.get(key, {}))
        elif type(value) is int:
            after[key] = totals.get(key, 0) + value - before.get(key, 0)
    return after


def span(period: str, date: str) -> "tuple[str, str]":
    """Return the first and the last date ("YYYY-MM-DD") of the period that a date lies in."""
    if period == DAY:
        return date, date
    year = date[:4]
    if period == YEAR:
        return year + "-01-01", year + "-12-31"
    month = int(date[5:7])
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    length = 29 if month == 2 and leap else LENGTHS[month - 1]
    return date[:8] + "01", date[:8] + str(length)
