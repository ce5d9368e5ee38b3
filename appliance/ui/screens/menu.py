"""The menu: everything that is not needed for every sale."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from appliance.ui.text import _, ngettext
from appliance.ui.widgets.button import BigButton

from .pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

Builder.load_file(str(Path(__file__).with_name("menu.kv")))


ROOMY = 12


class Menu(Pane):
    """Tiles with an icon, a name and how it stands."""

    def refresh(self) -> None:
        """Lay the tiles again."""
        self.ids.tiles.clear_widgets()
        items = self._items()
        is_full = len(items) > ROOMY  # then the icons stand beside the words, and a row is half as high
        for icon, text, note, kind, do in items:
            button = BigButton(
                icon=icon, text=text, caption="", kind=kind, size_dp=18 if is_full else 20, icon_dp=32, lines=2
            )
            button.wide, button.align = is_full, "left" if is_full else "center"
            if note:
                button.text = f"{text}: {note}"
            button.bind(on_tap=partial(self._tapped, do))
            self.ids.tiles.add_widget(button)

    @staticmethod
    def _tapped(do: Callable[[], object], _button: BigButton) -> None:
        do()

    def _items(self) -> list[tuple[str, str, str, str, Callable[[], object]]]:
        desk = self.desk
        is_open = desk.till.shifts.current is not None
        items: list[tuple[str, str, str, str, Callable[[], object]]] = [
            (
                "report-money" if is_open else "lock-open",
                _("Shift and totals") if is_open else _("Open shift"),
                "",
                "plain",
                partial(desk.show, "shift" if is_open else "shift_open"),
            ),
            ("coins", _("Cash in or out"), "", "plain", partial(desk.show, "cash" if is_open else "shift_open")),
            ("cash-register", _("Open the drawer"), "", "plain", partial(desk.show, "no_sale")),
            ("bookmarks", _("Parked sales"), self._number(desk.parked_count), "plain", partial(desk.show, "parked")),
            ("receipt", _("Receipts and returns"), "", "plain", partial(desk.show, "receipts")),
            ("arrow-back-up", _("Return without a receipt"), "", "plain", partial(desk.show, "return_goods")),
            ("printer", _("Print last receipt again"), "", "plain", self._print_again),
        ]
        if is_open and not desk.door.sees_totals:
            items.insert(1, ("report-money", _("Count and close"), "", "plain", partial(desk.show, "shift_close")))
        orders, late = desk.state.orders, desk.state.late_orders
        rests = _("after training") if desk.till.is_training else ""  # the tile stays where it is and says why
        kind = "warn" if late and not rests else "plain"
        items += [
            ("package", _("Orders to prepare"), rests or self._number(orders), kind, partial(desk.show, "orders")),
            ("box", _("Stock"), rests, "plain", partial(desk.show, "stock")),
            *self._practice(),
        ]
        if not desk.till.is_training:
            items += self._of_kiosks()
        if desk.till.people.all:
            items.append(("clock", _("Time clock"), rests, "plain", partial(desk.show, "clock")))
        ill = sum(health.state == "sick" for health in desk.state.devices.values())
        note = ngettext("{n} needs help", "{n} need help", ill) if ill else ""
        items += [
            ("activity", _("Devices and network"), note, "warn" if ill else "plain", partial(desk.show, "devices")),
            ("eye", _("Screen, language and sound"), "", "plain", partial(desk.show, "settings")),
        ]
        return items

    def _of_kiosks(self) -> list[tuple[str, str, str, str, Callable[[], object]]]:
        """Return the way to the store's self-checkouts, and the way to become one."""
        desk, kiosk = self.desk, self.desk.app.kiosk
        items: list[tuple[str, str, str, str, Callable[[], object]]] = []
        if desk.till.kiosks.all:
            called = len(desk.till.kiosks.waiting())
            kind = "warn" if called else "plain"
            items.append(("bulb", _("Self-checkouts"), self._number(called), kind, partial(desk.show, "kiosks")))
        if kiosk is not None:
            items.append(("barcode", _("Begin self-checkout"), "", "plain", kiosk.begin))
        return items

    def _practice(self) -> list[tuple[str, str, str, str, Callable[[], object]]]:
        """Return the way into training mode, or out of it."""
        training = self.desk.app.training
        if training is None:
            return []
        if training.is_on:
            return [("school", _("End training"), "", "warn", partial(self.desk.attempt, training.end))]
        return [("school", _("Training mode"), "", "plain", partial(self.desk.attempt, training.begin))]

    @staticmethod
    def _number(n: int) -> str:
        return str(n) if n else ""

    def _print_again(self) -> None:
        if self.desk.attempt(self.desk.till.reprint_last):
            self.desk.tell(_("A copy is being printed."), "quiet")
