"""Putting the sale aside: one tap takes the next free number, a long press asks a name."""

from __future__ import annotations

from typing import Any

from ._typed import NAME
from .text import _


class Aside:
    """Belongs to one desk."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk

    def park(self) -> None:
        """Park under the next number; with an empty cart, show what is put aside."""
        if self._desk.till.sale.lines:
            self._park_as(self._desk.till.parking.free_number())
        else:
            self._desk.toggle("parked")

    def ask_name(self) -> None:
        """Ask under which name the sale is put aside."""
        desk, sale = self._desk, self._desk.till.sale
        if not sale.lines:
            desk.show("parked")
            return
        customer = desk.till.customers.current
        offers = [name for name in (customer.name if customer else "", sale.table) if name]
        title = _("Park under which name?")
        desk.show("typing", title=title, style=NAME, offers=offers, done=self._park_as)

    def _park_as(self, name: str) -> None:
        desk = self._desk
        if desk.attempt(desk.till.parking.park, name):
            desk.home()
            desk.tell(_("Parked as {name}.", name=name), "quiet")
