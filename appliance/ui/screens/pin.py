"""Who is it? A name and a PIN, or a badge; what follows is said by those who build on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.lang import Builder

from appliance.core.errors import LapakError
from appliance.till.pin_hash import FEWEST
from appliance.ui._actions import level_text
from appliance.ui._digits import Digits
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _, say
from appliance.ui.widgets import dots as _dots  # noqa: F401 - pin.kv uses it
from appliance.ui.widgets.face import Face, FaceText
from appliance.ui.widgets.recycler import Recycler

from .pane import Pane

if TYPE_CHECKING:
    from appliance.till.staff import Staff

Builder.load_file(str(Path(__file__).with_name("pin.kv")))

MOST = 8
MINUTE_MS = 60_000


class PinPane(Pane):
    """Names at one side, number pad at the other. A PIN whose length is known needs no other tap; others the foot."""

    def __init__(self, **kwargs: Any) -> None:
        self._typed = Pin()
        self._chosen: Staff | None = None
        self._shown: list[Staff] = []
        self._said: LapakError | None = None
        super().__init__(**kwargs)
        self._list = Recycler(Face, self._show_face, self._tapped, pitch_dp=look.target + look.gap, gap_dp=look.gap)
        faces = self.ids.faces
        faces.add_widget(self._list)
        faces.bind(pos=self._stretch, size=self._stretch)

    # --- what those who build on it say ------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        raise NotImplementedError

    def note(self) -> str:
        """Return what stands under the heading."""
        return ""

    def people(self) -> list[Staff]:
        """Return whose PIN will do."""
        return list(self.desk.till.people.all.values())

    def verb(self) -> str:
        """Return what the foot says once a PIN is typed."""
        return _("Sign in")

    def proven(self, staff: Staff, how: str, wrong: int) -> None:
        """Somebody showed a PIN or a badge, after so many wrong PINs: do what it was asked for."""
        raise NotImplementedError

    def do_extra(self) -> None:
        """Do what the button under the names is for, where there is one."""

    def back(self) -> None:
        """Leave without doing anything."""
        self.desk.home()

    # --- showing -----------------------------------------------------------------------------------------------------

    def shown(self) -> None:
        """Begin with nothing typed; who is alone, or was here last, is chosen already."""
        self._shown = [staff for staff in self.people() if staff.pin]
        last = self.desk.door.last
        known = [staff for staff in self._shown if staff.key == last]
        self._chosen = self._shown[0] if len(self._shown) == 1 else known[0] if known else None
        self._begin()
        self.refresh()

    @staticmethod
    def _stretch(faces: Any, _value: object) -> None:
        for child in faces.children:
            child.pos, child.size = faces.pos, faces.size

    def refresh(self) -> None:
        """Show who can be chosen and how it stands with the one who is."""
        ids = self.ids
        ids.heading.text, ids.heading.note = self.title(), self.note()
        self._list.show(len(self._shown))
        self._show_dots()

    def _begin(self) -> None:
        self._typed.clear()
        self._said = None
        self._watch()

    def _show_face(self, face: Face, index: int) -> None:
        staff = self._shown[index]
        face.fill(self.face(staff), is_chosen=self._chosen is not None and staff.key == self._chosen.key)

    def face(self, staff: Staff) -> FaceText:
        """Return what is shown of somebody."""
        people = self.desk.till.people
        if people.pins.is_locked(staff.key):
            minutes = -(-people.pins.wait_ms(staff.key) // MINUTE_MS)
            return FaceText(staff.key, staff.name, _("Locked, {minutes} min", minutes=minutes), "lock", "danger")
        return FaceText(staff.key, staff.name, level_text(staff.level))

    def _show_dots(self) -> None:
        dots, staff, pins = self.ids.dots, self._chosen, self.desk.till.people.pins
        dots.typed = len(self._typed.text)
        dots.wanted = (staff.pin_digits if staff else 0) or FEWEST
        wait_ms = pins.wait_ms(staff.key) if staff else 0
        dots.is_alarm = bool(self._said or wait_ms) and not pins.is_busy
        if pins.is_busy:
            dots.text = _("One moment")
        elif staff is None:
            dots.text = _("Choose your name, or scan your badge") if self._shown else _("Scan a badge")
        elif pins.is_locked(staff.key):
            dots.text = _("Locked for {minutes} min", minutes=-(-wait_ms // MINUTE_MS))
        elif wait_ms:
            dots.text = _("Too many wrong PINs. Wait {seconds} s", seconds=-(-wait_ms // 1000))
        else:
            dots.text = say(self._said) if self._said else _("PIN of {name}", name=staff.name)
        self.ids.keypad.disabled = bool(wait_ms) and not pins.is_busy
        self.ids.keypad.opacity = 0.4 if self.ids.keypad.disabled else 1
        self.desk.cart.refresh_foot()

    def _watch(self) -> None:
        Clock.unschedule(self._tick)
        Clock.schedule_once(self._tick, 1)

    def _tick(self, _dt: float) -> None:
        """Count down while somebody has to wait."""
        if self.parent is None or self._chosen is None:
            return
        if self.desk.till.people.pins.wait_ms(self._chosen.key):
            self._watch()
        else:
            self._list.show(len(self._shown))
        self._show_dots()

    # --- choosing and typing -----------------------------------------------------------------------------------------

    def _tapped(self, index: int) -> None:
        self._chosen = self._shown[index]
        self._begin()
        self.refresh()

    def push(self, key: str) -> None:
        """Take a key; the last digit of a PIN whose length is known sends it."""
        if self.desk.till.people.pins.is_busy:
            return
        self._said = None
        self._typed.push(key)
        if self._chosen is not None and len(self._typed.text) == self._chosen.pin_digits:
            self._send()
        self._show_dots()

    def act(self) -> Act:
        """Send a PIN that is long enough, or say what is missing."""
        staff, people = self._chosen, self.desk.till.people
        if staff is not None and people.pins.is_locked(staff.key):
            return Act(_("Unlock with a manager"), do=lambda: self.desk.show("unlock", staff=staff))
        if staff is None:
            return Act(_("Choose your name") if self._shown else _("Scan a badge"))
        if len(self._typed.text) < FEWEST:
            return Act(_("Type the PIN"))
        return Act(self.verb(), do=self._send)

    def _send(self) -> None:
        staff, pin = self._chosen, self._typed.text
        self._typed.clear()
        if staff is not None:
            try:
                self.desk.till.people.pins.check(staff, pin, lambda wrong: self._right(staff, wrong), self._wrong)
            except LapakError as error:
                self._wrong(error)

    def _right(self, staff: Staff, wrong: int) -> None:
        if self.parent is not None:  # somebody went on meanwhile: then nobody wants it any more
            self.proven(staff, "pin", wrong)

    def _wrong(self, error: LapakError) -> None:
        self.desk.app.sounds.play("refused")
        self._said = error
        self._watch()
        self.refresh()

    def badge(self, code: str) -> None:
        """Take a scan: here it can only be a badge."""
        try:
            staff = self.desk.till.people.require_badge(code)
        except LapakError as error:
            self.desk.complain(error)
            return
        self.desk.app.sounds.play("ok")
        self.proven(staff, "badge", 0)


class Pin(Digits):
    """The digits of a PIN, leading zeros and all."""

    def __init__(self) -> None:
        super().__init__(MOST)

    def push(self, key: str) -> None:
        """Take a key of the number pad."""
        self.text = self.text[:-1] if not key.isdigit() else (self.text + key)[:MOST]
