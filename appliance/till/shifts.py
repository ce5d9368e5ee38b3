"""Shifts: open with a float, look with X, close with Z and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.shift import expected_cash_minor

from .errors import SaleOpen, ShiftClosed, ShiftOpen
from .events import DrawerWanted, ShiftChanged
from .people import approved
from .ports import Unsent

if TYPE_CHECKING:
    from .ports import Books, Parked, Shift
    from .till import Till


class Shifts:
    """The shift that is open, if one is."""

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till
        self.current: Shift | None = books.shift()

    def reload(self) -> None:
        """Read the running totals again."""
        self.current = self._books.shift()

    def open(self, float_minor: int) -> None:
        """Open a shift with so much cash in the drawer; raises ShiftOpen."""
        if self.current is not None:
            raise ShiftOpen
        by = self._till.people.may("open_shift")
        body = entries.shift_opened(self._till.new_key(), float_minor, self._till.shop.currency.code) | approved(by)
        self._till.record("shift.opened", body, self._changed)

    def x_report(self) -> dict[str, Any]:
        """Return the running totals and the cash expected in the drawer; changes nothing; raises ShiftClosed."""
        self.reload()
        if self.current is None:
            raise ShiftClosed
        return {**self.current.totals, "expected_cash_minor": expected_cash_minor(self.current.totals)}

    def close(self, counted_minor: int) -> None:
        """Close the shift with the cash that was counted and print its Z; raises ShiftClosed, SaleOpen."""
        self.reload()
        if self.current is None:
            raise ShiftClosed
        if self._till.sale.lines:
            raise SaleOpen
        by = self._till.people.may("close_shift")
        number = self._books.last_z_number() + 1
        body = entries.shift_closed(
            self.current.key,
            number,
            self.current.totals,
            counted_minor,
            unsent=self._unsent_said(),
            parked=[
                {"name": cart.name, "lines": cart.lines, "total_minor": cart.total_minor} for cart in self.parked()
            ],
        )
        self._till.record("shift.closed", body | approved(by), self._changed)

    # --- what a Z leaves open ----------------------------------------------------------------------------------------

    def unsent(self) -> Unsent:
        """Return the sales that are still to be sent; what is practised never is."""
        return Unsent() if self._till.is_training else self._books.unsent()

    def parked(self) -> list[Parked]:
        """Return the carts that wait on, whoever opens the next shift."""
        return self._till.parking.all()

    def _unsent_said(self) -> dict[str, int]:
        unsent = self.unsent()
        if not unsent.sales:
            return {}
        oldest_s = max(0, self._till.now_ms() - unsent.oldest_ms) // 1000
        return {"sales": unsent.sales, "total_minor": unsent.total_minor, "oldest_s": oldest_s}

    # --- the drawer --------------------------------------------------------------------------------------------------

    def move_cash(self, minor: int, reason: str) -> None:
        """Put cash in (positive) or take it out (negative); raises ShiftClosed."""
        if self.current is None:
            raise ShiftClosed
        by = self._till.people.may("cash_move")
        body = entries.cash_moved(self.current.key, minor, reason) | approved(by)
        self._till.record("cash.moved", body, self._changed)

    def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale, for a reason that is on disk before it opens (`DrawerWanted`)."""
        by = self._till.people.may("no_sale")
        body = entries.drawer_opened(reason) | approved(by)
        self._till.record("drawer.opened", body, lambda _: self._drawer_wanted(reason))

    def _drawer_wanted(self, reason: str) -> None:
        self.reload()
        self._till.tell(DrawerWanted(reason))

    def _changed(self, _entry: dict[str, Any]) -> None:
        self.reload()
        self._till.tell(ShiftChanged())
