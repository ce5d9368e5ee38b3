"""When a promotion runs: days of the week, hours, dates; by the wall clock of the store."""

from .data import dates_in_order, day, numbers, optional
from .errors import PromotionNeverRuns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DAY_MINUTES = 24 * 60


class Moment:
    """A moment on the store's wall clock; weekday 0 is Monday, minute_of_day 0-1439, date "YYYY-MM-DD"."""

    def __init__(self, weekday: int, minute_of_day: int, date: str) -> None:
        self.weekday = weekday
        self.minute_of_day = minute_of_day
        self.date = date


class When:
    """The days, hours and dates of a promotion; what is not said does not bind."""

    def __init__(self, data: "dict[str, Any]") -> None:
        self.weekdays = numbers(data, "weekdays", 0, 6)
        self.from_minute = optional(data, "from_minute", 0, DAY_MINUTES - 1, 0)
        self.to_minute = optional(data, "to_minute", 1, DAY_MINUTES, DAY_MINUTES)
        self.from_date = day(data, "from_date")
        self.to_date = day(data, "to_date")
        if self.from_minute == self.to_minute:
            raise PromotionNeverRuns(field="to_minute")
        if not dates_in_order(self.from_date, self.to_date):
            raise PromotionNeverRuns(field="to_date")

    def holds(self, at: Moment) -> bool:
        """Say whether it runs at a moment; hours past midnight belong to the weekday on which they began."""
        weekday = at.weekday
        if self.from_minute < self.to_minute:
            if not self.from_minute <= at.minute_of_day < self.to_minute:
                return False
        elif at.minute_of_day < self.to_minute:
            weekday = (weekday - 1) % 7
        elif at.minute_of_day < self.from_minute:
            return False
        if self.weekdays and weekday not in self.weekdays:
            return False
        return dates_in_order(self.from_date, at.date) and dates_in_order(at.date, self.to_date)
