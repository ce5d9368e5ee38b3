"""The menu: everything that is not needed for every sale."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from appliance.ui.text import LANGUAGES, _, ngettext
from appliance.ui.widgets.button import BigButton

from .pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

Builder.load_file(str(Path(__file__).with_name("menu.kv")))


class Menu(Pane):
    """Tiles with an icon, a name and how it stands."""

    def refresh(self) -> None:
        """Lay the tiles again."""
        self.ids.tiles.clear_widgets()
        for icon, text, note, kind, do in self._items():
            button = BigButton(icon=icon, text=text, caption="", kind=kind, size_dp=20, icon_dp=36, lines=2)
            if note:
                button.text = f"{text}: {note}"
            button.bind(on_tap=partial(self._tapped, do))
            self.ids.tiles.add_widget(button)

    @staticmethod
    def _tapped(do: Callable[[], object], _button: BigButton) -> None:
        do()

    def _items(self) -> list[tuple[str, str, str, str, Callable[[], object]]]:
        desk, app = self.desk, self.desk.app
        is_open = desk.till.shifts.current is not None
        other = next(code for code in LANGUAGES if code != app.language)
        items: list[tuple[str, str, str, str, Callable[[], object]]] = [
            (
                "report-money" if is_open else "lock-open",
                _("Shift and totals") if is_open else _("Open shift"),
                "",
                "plain",
                partial(desk.show, "shift" if is_open else "shift_open"),
            ),
            ("coins", _("Cash in or out"), "", "plain", partial(desk.show, "cash" if is_open else "shift_open")),
            ("bookmarks", _("Parked sales"), self._number(desk.parked_count), "plain", partial(desk.show, "parked")),
            ("printer", _("Print last receipt again"), "", "plain", self._print_again),
        ]
        if hasattr(desk.till.catalogue, "orders"):
            orders = desk.state.orders
            items.append(
                ("package", _("Orders to prepare"), self._number(orders), "plain", partial(desk.show, "orders"))
            )
        ill = sum(health.state == "sick" for health in desk.state.devices.values())
        note = ngettext("{n} needs help", "{n} need help", ill) if ill else ""
        items += [
            ("activity", _("Devices and network"), note, "warn" if ill else "plain", partial(desk.show, "devices")),
            ("language", LANGUAGES[other], "", "plain", partial(app.choose, "language", other)),
            (
                "sun" if app.theme == "dark" else "moon",
                _("Light screen") if app.theme == "dark" else _("Dark screen"),
                "",
                "plain",
                partial(app.choose, "theme", "light" if app.theme == "dark" else "dark"),
            ),
            (
                "arrows-left-right",
                _("Cart on the right") if app.left_handed else _("Cart on the left"),
                "",
                "plain",
                partial(app.choose, "left_handed", "no" if app.left_handed else "yes"),
            ),
        ]
        return items

    @staticmethod
    def _number(n: int) -> str:
        return str(n) if n else ""

    def _print_again(self) -> None:
        if self.desk.attempt(self.desk.till.reprint_last):
            self.desk.tell(_("A copy is being printed."), "quiet")
