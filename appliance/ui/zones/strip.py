"""The status strip: what works, what does not and what to do about it, in words; nothing on it needs a tap."""

from __future__ import annotations

from typing import Any

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from appliance.till.ports import OFF, OK
from appliance.ui._ages import MINUTE_MS, span_text
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext, say
from appliance.ui.widgets.lettering import width_of
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Icon, Words

DEVICES = {
    "printer": "printer",
    "drawer": "cash-register",
    "scanner": "barcode",
    "scale": "scale",
    "terminal": "credit-card",
    "light": "bulb",
}  # their icons
TYPE_DP = 17


def device_name(device: str) -> str:
    """Return a device's name in the language in use."""
    names = {
        "printer": _("Printer"),
        "drawer": _("Drawer"),
        "scanner": _("Scanner"),
        "scale": _("Scale"),
        "terminal": _("Card terminal"),
        "light": _("Light"),
    }
    return names.get(device, device)


class Sign(BoxLayout):
    """An icon with words; with a kind it stands on a coloured ground, so that it is seen."""

    def __init__(self, icon: str, text: str, kind: str = "", **kwargs: Any) -> None:
        super().__init__(spacing=look.px(5), padding=(look.px(7), 0), **kwargs)
        ink = getattr(look, f"on_{kind}") if kind else look.muted
        self._card = Card(self.canvas.before, getattr(look, kind) if kind else (0, 0, 0, 0), 8)
        self.add_widget(Icon(icon=icon, size_dp=22, size_hint_x=None, width=look.px(26), ink=ink))
        self.words = Words(text=text, size_dp=TYPE_DP, ink=ink, bold=bool(kind))
        if text:
            self.add_widget(self.words)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def _place(self, *_args: object) -> None:
        inset = look.px(4)
        self._card.place(self.x, self.y + inset, self.width, self.height - 2 * inset)

    def natural_width(self) -> float:
        """Return how wide it wants to be."""
        font = look.bold if self.words.bold else look.regular
        words = width_of(self.words.text, font, round(look.type_px(TYPE_DP))) + look.px(6) if self.words.text else 0
        return words + look.px(26 + 14)


class Strip(BoxLayout):
    """Drawn again from the desk's knowledge whenever that changes, and once a minute for the clock."""

    desk = ObjectProperty(None)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, height=look.px(40), padding=(look.px(6), 0), spacing=look.px(4), **kwargs)
        self._drawn: list[tuple[str, str, str]] = []
        self._clock = Words(size_dp=TYPE_DP, bold=True, halign="right", size_hint_x=None, width=look.px(64))
        self.fbind("width", lambda *_: self.refresh(force=True))

    def tick(self) -> None:
        """Show the time."""
        self._clock.text = self.desk.clock_text()

    def refresh(self, *, force: bool = False) -> None:
        """Draw what changed."""
        self.tick()
        signs = self._signs()
        if signs == self._drawn and not force:
            return
        self._drawn = signs
        self.clear_widgets()
        made, spare = self._made(signs)
        if spare < 0:  # devices that are well keep their icon
            names = {device_name(name) for name in DEVICES}
            made, spare = self._made(
                [(icon, "" if text in names and not kind else text, kind) for icon, text, kind in signs]
            )
        for sign in made:
            sign.size_hint_x, sign.width = None, sign.natural_width()
            self.add_widget(sign)
        for sign in sorted(made, key=lambda sign: -sign.width):  # the longest gives way, with an ellipsis
            cut = max(0.0, min(-spare, sign.width - look.px(110)))
            sign.width -= cut
            spare += cut
        self.add_widget(BoxLayout())
        self.add_widget(self._clock)

    def _made(self, signs: list[tuple[str, str, str]]) -> tuple[list[Sign], float]:
        """Return the signs, and how much room they leave."""
        made = [Sign(icon, text, kind) for icon, text, kind in signs]
        return made, self.width - look.px(64 + 24) - sum(sign.natural_width() + look.px(4) for sign in made)

    def _signs(self) -> list[tuple[str, str, str]]:
        state = self.desk.state
        signs = [("school", _("TRAINING"), "warn")] if self.desk.till.is_training else []
        signs.append(self._wire_sign(state))
        ill = {name: health for name, health in state.devices.items() if health.state not in (OK, OFF)}
        for name, icon in DEVICES.items():
            health = state.devices.get(name)
            if health is None or health.state == OFF:
                continue
            if name in ill:
                text = say(health.error) if health.error and len(ill) == 1 else device_name(name)
                signs.append((icon, text, "danger" if health.state == "sick" else "warn"))
            else:
                signs.append((icon, "" if ill else device_name(name), ""))
        called = len(self.desk.till.kiosks.waiting())
        if called:
            signs.insert(0, ("bulb", ngettext("{n} call", "{n} calls", called), "warn"))
        if state.orders and not ill and (state.online or not state.unsent):  # how much is unsent needs the room
            late = state.late_orders
            text = ngettext("{n} order", "{n} orders", state.orders)
            if late:
                text += " · " + ngettext("{n} is late", "{n} are late", late)
            signs.append(("package", text, "warn" if late else "info"))
        return signs

    def _wire_sign(self, state: Any) -> tuple[str, str, str]:
        if state.online is None:
            return ("cloud-off", _("Connecting"), "")
        if state.online and not state.unsent:
            return ("cloud-check", _("All sent"), "")
        if state.online:
            return ("cloud-up", _("Sending {n}", n=state.unsent) + self._age(state), "")
        if not state.unsent:
            return ("cloud-off", _("Offline, selling goes on"), "")
        return ("cloud-off", _("Offline, {n} to send", n=state.unsent) + self._age(state), "warn")

    def _age(self, state: Any) -> str:
        """Return how long the oldest entry has waited, once that is worth a word."""
        waited_ms = self.desk.app.now_ms() - (state.oldest_unsent_ms or self.desk.app.now_ms())
        return f" · {span_text(waited_ms)}" if waited_ms >= MINUTE_MS else ""
