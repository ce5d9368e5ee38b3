"""What is out of reach and what can be done meanwhile: over the foot of the products, until it is tapped or over."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout

from appliance.ui._ages import span_text
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Icon, Words

BRIDGE, NETWORK = 1, 2
HEIGHT_DP = 160
OVER = ("sell",)  # a task that somebody is in is not covered


def outage_texts(level: int) -> tuple[str, str]:
    """Return what is the matter, and what can be done now."""
    if level == NETWORK:
        return (
            _("This till has no network"),
            _(
                "What you can do now: go on selling. Cash, QR seen by yourself, returns and printing work, and nothing"
                " is lost. Check the network cable, or that the router has power."
            ),
        )
    return (
        _("The back office cannot be reached"),
        _(
            "What you can do now: go on selling. Cash, cards, returns and printing work; gift cards and accounts up to"
            " their limits. Everything is sent later. Look whether the router has internet."
        ),
    )


class Outage(BoxLayout):
    """Comes when an outage has lasted and goes when it is over; a tap folds it into the strip."""

    def __init__(self, desk: Any, **kwargs: Any) -> None:
        super().__init__(size_hint=(None, None), spacing=look.px(10), padding=look.px(12), **kwargs)
        self._desk = desk
        self.level = 0
        self._shadow = Card(self.canvas.before, look.shadow)
        self._card = Card(self.canvas.before, look.warn)
        self._icon = Icon(size_dp=32, size_hint_x=None, width=look.px(40), ink=look.on_warn)
        self._title = Words(
            bold=True, size_dp=look.strong, ink=look.on_warn, shrink=True, size_hint_y=None, height=look.px(32)
        )
        self._note = Words(size_dp=look.small, lines=5, shrink=True, valign="top", ink=look.on_warn)
        said = BoxLayout(orientation="vertical")
        said.add_widget(self._title)
        said.add_widget(self._note)
        close = BigButton(kind="plain", icon="x", size_hint=(None, None), width=look.px(look.target))
        close.height = look.px(look.target)
        close.pos_hint = {"center_y": 0.5}
        close.bind(on_tap=lambda _button: self._fold())
        for part in (self._icon, said, close):
            self.add_widget(part)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    @property
    def text(self) -> str:
        """What stands on it, "" while it is not shown."""
        return f"{self._title.text}\n{self._note.text}" if self.parent is not None else ""

    def show(self, level: int) -> None:
        """Say what is the matter, or go away; a worse level unfolds it again."""
        if level > self.level:
            self._desk.state.is_outage_folded = False
        self.level = level
        self.lay()

    def lay(self) -> None:
        """Be there or not, as the screen on the stage allows."""
        state = self._desk.state
        if not self.level or state.is_outage_folded or self._desk.showing[0] not in OVER:
            if self.parent is not None:
                self.parent.remove_widget(self)
            return
        title, note = outage_texts(self.level)
        since = state.offline_since_s
        waited_ms = int((self._desk.app.seconds() - since) * 1000) if since is not None else 0
        self._title.text, self._note.text = f"{title} · {span_text(waited_ms)}", note
        self._icon.icon = "wifi-off" if self.level == NETWORK else "cloud-off"
        if self.parent is None:
            self._desk.add_widget(self)
        self.place()

    def place(self, *_args: object) -> None:
        """Lie over the foot of the products."""
        stage, inset = self._desk.stage, look.px(look.gap)
        self.size = stage.width - 2 * inset, look.px(HEIGHT_DP)
        self.pos = stage.x + inset, stage.y + inset

    def _fold(self) -> None:
        self._desk.state.is_outage_folded = True
        self.lay()

    def on_touch_down(self, touch: Any) -> bool:
        """Keep taps from the products below."""
        return bool(super().on_touch_down(touch)) or bool(self.collide_point(*touch.pos))

    def _place(self, *_args: object) -> None:
        off = look.px(2)
        self._shadow.place(self.x - off, self.y - 2 * off, self.width + 2 * off, self.height + 2 * off)
        self._card.place(self.x, self.y, self.width, self.height)
