"""Is the customer old enough? Asked once in a sale, and written down with it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from appliance.ui._state import Act
from appliance.ui.text import _

from .pane import Pane

if TYPE_CHECKING:
    from appliance.ui._adding import Wanted

Builder.load_file(str(Path(__file__).with_name("age.kv")))

LEAP_DAY = (2, 29)


def born_by(at_ms: int, utc_offset_minutes: int, age: int) -> tuple[int, int, int]:
    """Return the last (year, month, day) on which somebody who is so old today was born."""
    today = time.gmtime(at_ms // 1000 + utc_offset_minutes * 60)
    year, month, day = today.tm_year - age, today.tm_mon, today.tm_mday
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (year, 2, 28) if (month, day) == LEAP_DAY and not is_leap else (year, month, day)


class Age(Pane):
    """Says which birthday is the last one; no arithmetic at the counter."""

    _wanted: Wanted | None = None

    def shown(self, wanted: Wanted | None = None) -> None:
        """Ask because of what is to be added."""
        self._wanted = wanted
        if wanted is None:
            self.desk.home()
            return
        self.refresh()

    @property
    def _age(self) -> int:
        return self._wanted.found.variant.min_age if self._wanted else 0

    def refresh(self) -> None:
        """Show the question."""
        if self._wanted is None:
            return
        ids, shop = self.ids, self.desk.till.shop
        ids.heading.text = self._wanted.found.variant.name
        ids.question.text = _("Is the customer {age} or older?", age=self._age)
        year, month, day = born_by(self.desk.app.now_ms(), shop.utc_offset_minutes, self._age)
        date = time.strftime(shop.when.split(" ")[0].replace("%y", "%Y"), (year, month, day, 0, 0, 0, 0, 1, -1))
        ids.born.text = _("Born on {date} or before", date=date)
        ids.refuse.text = _("No, do not sell it")
        self.desk.cart.refresh_foot()

    def act(self) -> Act:
        """Say yes; nobody asks again in this sale."""
        return Act(_("Yes, {age} or older", age=self._age), do=self._confirm)

    def _confirm(self) -> None:
        if self.desk.attempt(self.desk.till.basket.confirm_age, self._age):
            self.desk.adding.go_on()

    def refuse(self) -> None:
        """Put nothing of it in the sale."""
        name = self._wanted.found.variant.name if self._wanted else ""
        self.desk.adding.refuse_age(self._age)
        self.desk.tell(_("{name} is not in the sale.", name=name), "warn")
