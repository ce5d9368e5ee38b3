"""The trouble screen: every device, network, storage and clock; what is wrong, what to do, and a test of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.core.quantity import weight_text
from appliance.till.ports import OFF, OK, SICK, WARN
from appliance.ui._ages import span_text
from appliance.ui._state import Act
from appliance.ui._terminal_day import day_text
from appliance.ui.text import _, ngettext, say
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.trial import Trial, TrialText
from appliance.ui.zones.strip import DEVICES, device_name

from .pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.checkup import Checkup
    from appliance.till.events import Tried
    from appliance.till.ports import Health

Builder.load_file(str(Path(__file__).with_name("devices.kv")))

GIGABYTE_HUNDREDTHS = 10_000_000
BY_HAND = {DEVICES["drawer"], DEVICES["scale"]}  # a drawer opens for a reason, a scale is zeroed empty
KINDS = {OK: "quiet", OFF: "quiet", WARN: "warn", SICK: "danger"}


class Devices(Pane):
    """The strip at length; scans only show themselves here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rows: list[tuple[TrialText, Callable[[], object] | None]] = []
        self._last_scan = ""
        self._tried: dict[str, tuple[str, bool]] = {}  # device: how its last test went, and whether well
        self._list = Recycler(Trial, self._show_row, self.chosen, pitch_dp=108, gap_dp=8)
        self.ids.body.add_widget(self._list)
        self.ids.body.bind(pos=self._stretch, size=self._stretch)

    def _stretch(self, body: Any, _value: object) -> None:
        self._list.pos, self._list.size = body.pos, body.size

    def shown(self) -> None:
        """Begin without the results of an earlier look."""
        self._last_scan = ""
        self._tried.clear()
        super().shown()

    def refresh(self) -> None:
        """Look at everything again; what needs help stands first."""
        rows = [self._network(), *self._devices(), *self._machine()]
        self._rows = sorted(rows, key=lambda row: ("danger", "warn", "info", "quiet").index(row[0].kind))
        ill = sum(text.kind == "danger" for text, _do in self._rows)
        self.ids.heading.text = _("Devices and network")
        self.ids.heading.note = ngettext("{n} needs help", "{n} need help", ill) if ill else _("Tap a row to try it.")
        self._list.show(len(self._rows))

    def _show_row(self, row: Trial, index: int) -> None:
        row.show(self._rows[index][0])

    def chosen(self, index: int) -> None:
        """Try a device."""
        do = self._rows[index][1]
        if do is not None:
            self.desk.attempt(do)
            self.refresh()

    def tried(self, event: Tried) -> None:
        """Show how a test went."""
        done = {"printer": _("Printed. Look at the slip."), "terminal": _("It answers."), "light": _("It blinked.")}
        said = say(event.error) if event.error else done.get(event.device, _("Works as it should."))
        self._tried[event.device] = said, event.error is None
        self.refresh()

    def scan_text(self) -> str:
        """Scans are shown, not sold."""
        return _("Scans are only shown on the list for now, not sold.")

    def scanned(self, code: str, _quantity: int) -> None:
        """Show a code as it came."""
        self._last_scan = f"{code} · {self.desk.clock_text()}"
        self.refresh()

    def act(self) -> Act | None:
        """Try everything that needs nobody's hand."""
        checkup = self._checkup
        if checkup is None:
            return None
        return Act(_("Try everything"), do=self._try_everything)

    @property
    def _checkup(self) -> Checkup | None:
        found: Checkup | None = self.desk.app.checkup
        return found

    def _try_everything(self) -> None:
        for text, do in list(self._rows):
            if do is not None and text.icon not in BY_HAND and do != self.desk.till.charged.close_day:
                self.desk.attempt(do)
        self.refresh()

    # --- the rows ----------------------------------------------------------------------------------------------------

    def _network(self) -> tuple[TrialText, Callable[[], object] | None]:
        state = self.desk.state
        note = _("Everything has been sent.")
        if state.unsent:
            note = ngettext("{n} entry waits to be sent.", "{n} entries wait to be sent.", state.unsent)
            if state.oldest_unsent_ms is not None:
                age = span_text(self.desk.app.now_ms() - state.oldest_unsent_ms)
                note += " " + _("The oldest has waited {age}.", age=age)
        if not state.online:
            note += " " + _("Selling goes on; check the cable or Wi-Fi.")
        send = self._checkup.send_now if self._checkup and state.unsent else None
        text = TrialText(
            "wifi" if state.online else "wifi-off",
            _("Network"),
            _("Online") if state.online else _("Offline"),
            note,
            "quiet" if state.online else "warn",
            _("Send now") if send else "",
        )
        return text, send

    def _devices(self) -> list[tuple[TrialText, Callable[[], object] | None]]:
        known = self.desk.state.devices
        tests = self._tests()
        rows = [self._device(device, known[device], *tests[device]) for device in DEVICES if device in known]
        return rows + self._terminal_day()

    def _terminal_day(self) -> list[tuple[TrialText, Callable[[], object] | None]]:
        """Return the day of a card terminal that is told to close it."""
        charged = self.desk.till.charged
        if not charged.can_close_day:
            return []
        note, kind = day_text(charged)
        words = {"quiet": _("Ready"), "info": _("Please wait"), "danger": _("Needs help")}
        done = charged.day is not None and charged.day.error is None
        state = _("Closed") if done and kind == "quiet" else words[kind]
        row = TrialText("credit-card", _("The terminal's day"), state, note, kind, _("Close its day"))
        return [(row, charged.close_day)]

    def _tests(self) -> dict[str, tuple[str, Callable[[], object] | None, str]]:
        """Return what a tap does with each device, and what is seen of it while it is well."""
        checkup, shifts = self._checkup, self.desk.till.shifts
        well = _("Works as it should.")
        tests: dict[str, tuple[str, Callable[[], object] | None, str]] = dict.fromkeys(DEVICES, ("", None, well))
        scan = _("Last scan: {code}", code=self._last_scan) if self._last_scan else _("Scan anything: it shows here.")
        tests["scanner"] = ("", None, scan)
        tests["drawer"] = (_("Open"), lambda: shifts.open_drawer(_("Test the drawer")), well)
        if checkup is not None:
            tests["printer"] = (_("Print a slip"), checkup.print_slip, well)
            tests["scale"] = (_("Zero"), checkup.weighing.zero, self._weight_text(checkup))
            tests["light"] = (_("Blink"), checkup.blink, well)
            if not checkup.cards.is_manual:
                tests["terminal"] = (_("Say hello"), checkup.greet_terminal, well)
        return tests

    def _device(
        self, device: str, health: Health, verb: str, do: Callable[[], object] | None, well: str
    ) -> tuple[TrialText, Callable[[], object] | None]:
        words = {OK: _("Ready"), OFF: _("Not fitted"), SICK: _("Needs help")}
        state, kind, note = words.get(health.state, _("Look soon")), KINDS[health.state], well
        tried, went_well = self._tried.get(device, ("", True))
        if self._checkup is not None and self._checkup.is_trying(device):
            state, note = _("Trying"), _("Please wait")
        elif health.error is not None:
            note = say(health.error)
        elif tried:
            note, kind = tried, kind if went_well else "danger"
        if health.state == OFF:
            alone = _("It stands alone: type the amount on it and its code here.")
            note, verb, do = alone if device == "terminal" else _("This till has none."), "", None
        return TrialText(DEVICES[device], device_name(device), state, note, kind, verb), do

    def _weight_text(self, checkup: Checkup) -> str:
        weight = checkup.weighing.weight
        shown = weight_text(weight.quantity_milli, self.desk.till.shop.currency.decimal)
        steady = _("steady") if weight.is_stable else _("moving")
        return _("On it now: {weight} kg, {steady}.", weight=shown, steady=steady)

    def _machine(self) -> list[tuple[TrialText, Callable[[], object] | None]]:
        """Return the card and the clock."""
        checkup = self._checkup
        if checkup is None:
            return []
        free, disk = checkup.disk()
        clock = checkup.clock()
        decimal = self.desk.till.shop.currency.decimal
        room = f"{free // GIGABYTE_HUNDREDTHS / 100:.1f}".replace(".", decimal)
        return [
            self._part("device-sd-card", _("Storage"), disk, _("{room} GB are free.", room=room)),
            self._part("clock", _("Clock"), clock, _("{time}, set by the network.", time=self.desk.clock_text())),
        ]

    @staticmethod
    def _part(icon: str, title: str, health: Health, well: str) -> tuple[TrialText, None]:
        words = {OK: _("Ready"), SICK: _("Needs help")}
        note = say(health.error) if health.error else well
        return TrialText(icon, title, words.get(health.state, _("Look soon")), note, KINDS[health.state]), None
