"""Close the shift (Z): count the drawer, type it, see the difference and what goes on after it, close."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.till.errors import SaleOpen
from appliance.ui._ages import span_text
from appliance.ui._state import Act
from appliance.ui._terminal_day import day_text
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.row import Row, RowText

from .amount import Amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.ports import Parked, Unsent

    Left = tuple[RowText, Callable[[], object]]

FIGURE_DP, HINT_DP, PITCH_DP = 84, 60, 84


class ShiftClose(Amount):
    """The difference shows while the count is typed; below it, what the next shift takes over."""

    def __init__(self, **kwargs: Any) -> None:
        self._left: list[Left] = []
        super().__init__(**kwargs)
        self._list = Recycler(Row, self._show_row, self._tapped, pitch_dp=PITCH_DP, gap_dp=look.gap)

    def shown(self) -> None:
        """A sale that is open must be finished first."""
        super().shown()
        if self.desk.till.sale.lines:
            self.desk.home()
            self.desk.complain(SaleOpen())

    def refresh(self) -> None:
        """Look again at what is left open, and show the difference."""
        self._left = self._what_is_left()
        self._lay_list()
        self._show_count()

    def push(self, key: str) -> None:
        """Take a key of the pad."""
        self.typed.push(key)
        self._show_count()

    def _show_count(self) -> None:
        super().refresh()
        if self.desk.till.shifts.current is None:
            return
        expected = self.desk.till.shifts.x_report()["expected_cash_minor"]
        off = self.typed.number - expected
        ids = self.ids
        ids.heading.text = _("Count and close")
        sees = self.desk.door.sees_totals
        ids.heading.note = _("Expected: {amount}", amount=self.desk.money(expected)) if sees else ""
        ids.figure.label = _("Counted in the drawer")
        ids.hint.ink = look.muted
        ids.hint.bold = bool(self.typed.text) and sees
        ids.hint.size_dp = look.title if ids.hint.bold else look.body if not self._left else look.small
        if not ids.hint.bold:  # whoever may not see the totals counts blind
            ids.hint.text = _("Count the notes and coins and type the sum. The Z report is printed when you close.")
        elif off == 0:
            ids.hint.text, ids.hint.ink = _("It is exactly right."), look.good
        elif off < 0:
            ids.hint.text, ids.hint.ink = _("{amount} is missing.", amount=self.desk.money(-off)), look.on_danger
        else:
            ids.hint.text, ids.hint.ink = _("{amount} too much.", amount=self.desk.money(off)), look.on_warn

    # --- what goes on after it ---------------------------------------------------------------------------------------

    def _what_is_left(self) -> list[Left]:
        """Return what is not sent yet, the card terminal's day, and every parked cart; nothing of it is dropped."""
        till = self.desk.till
        unsent = till.shifts.unsent()
        rows = [self._unsent_row(unsent)] if unsent.sales else []
        if till.charged.can_close_day:
            note, kind = day_text(till.charged)
            do = partial(self.desk.attempt, self._close_day)
            rows.append((RowText("credit-card", _("Card terminal"), note, kind=kind), do))
        return rows + [self._parked_row(parked) for parked in till.shifts.parked()]

    def _unsent_row(self, unsent: Unsent) -> Left:
        age = span_text(self.desk.app.now_ms() - unsent.oldest_ms)
        plain = self.desk.till.shop.currency.plain
        notes = [plain(unsent.total_minor)] if self.desk.door.sees_totals else []
        notes.append(_("oldest {age}", age=age))
        title = ngettext("{n} sale not sent yet", "{n} sales not sent yet", unsent.sales)
        return RowText("cloud-off", title, " · ".join(notes), kind="warn"), self._send

    def _parked_row(self, parked: Parked) -> Left:
        title = parked.name or _("Parked at {time}", time=self.desk.clock_text(parked.at_ms))
        notes = [ngettext("{n} line", "{n} lines", parked.lines), self.desk.money(parked.total_minor)]
        return RowText("bookmark", title, " · ".join(notes)), partial(self.desk.show, "parked")

    def _lay_list(self) -> None:
        ids, box = self.ids, self.ids.side
        is_shown = self._list.parent is not None
        if bool(self._left) != is_shown:
            (box.remove_widget if is_shown else box.add_widget)(self._list)
        ids.figure.height = look.px(FIGURE_DP if self._left else 104)
        ids.hint.size_hint_y, ids.hint.height = (None, look.px(HINT_DP)) if self._left else (1, 0)
        ids.hint.shrink = bool(self._left)
        self._list.show(len(self._left))

    def _show_row(self, row: Row, index: int) -> None:
        row.fill(self._left[index][0])

    def _tapped(self, index: int) -> None:
        self._left[index][1]()

    def _send(self) -> None:
        """Try to send at once; without a wire there is nothing to try."""
        checkup = self.desk.app.checkup
        if checkup is not None and checkup.send_now is not None:
            checkup.send_now()
        self.desk.tell(_("They are sent by themselves as soon as the network is back. You can close now."), "quiet")

    def _close_day(self) -> None:
        self.desk.till.charged.close_day()
        self.refresh()

    # --- closing -----------------------------------------------------------------------------------------------------

    def act(self) -> Act:
        """Close with what was counted; nothing typed is not a count."""
        if not self.typed.text:
            return Act(_("Close shift"))
        return Act(self.desk.money(self.typed.number), _("Close shift"), self._close, is_money=True)

    def _close(self) -> None:
        self.desk.attempt(self.desk.till.shifts.close, self.typed.number)

    def shift_changed(self) -> None:
        """It is closed: the next thing is a new one."""
        self.desk.home()
        self.desk.tell(_("The shift is closed. The Z report is being printed."), "quiet")

    def back(self) -> None:
        """Back to the totals, for whoever may see them."""
        if self.desk.door.sees_totals:
            self.desk.show("shift")
        else:
            self.desk.home()
