"""What all screens have in common, and the small parts most of them use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look
from appliance.ui.widgets import button as _button  # noqa: F401 - pane.kv uses it
from appliance.ui.widgets import keypad as _keypad  # noqa: F401 - pane.kv uses it
from appliance.ui.widgets.shape import Card

if TYPE_CHECKING:
    from appliance.ui._state import Act

Builder.load_file(str(Path(__file__).with_name("pane.kv")))


class Pane(BoxLayout):
    """A screen on the stage. `gives_way`: a new line in the cart sends it away."""

    desk: Any = ObjectProperty(None)
    gives_way = False

    def shown(self) -> None:
        """Get ready to be seen."""
        self.refresh()

    def left(self) -> None:
        """Put away what nobody waits for any more: another screen comes."""

    def refresh(self) -> None:
        """Draw again what may have changed."""

    def shift_changed(self) -> None:
        """A shift was opened or closed while this screen is shown."""
        self.refresh()

    def text_box(self) -> Any | None:
        """Return what typed letters go to, or None: then they are a scan."""
        return None

    def scan_text(self) -> str:
        """Return where scans go while this screen is shown, in a few words; "" for the cart."""
        return ""

    @property
    def takes_scans(self) -> bool:
        """Whether scans come here; beside those who say so over the cart, one that fills the cart in its own way."""
        return bool(self.scan_text())

    def scanned(self, code: str, quantity: int) -> None:
        """Take a scan; only asked where it `takes_scans`. Raises what the till refuses."""

    def act(self) -> Act | None:
        """Return the next action, or None for the usual one."""
        return None


class Heading(BoxLayout):
    """A way back and a title; tells `on_back`."""

    __events__ = ("on_back",)
    text = StringProperty("")
    note = StringProperty("")
    has_back = BooleanProperty(True)

    def on_back(self) -> None:
        """Go back; bound by the screen."""


class Figure(BoxLayout):
    """A label over a large amount, on a card."""

    label = StringProperty("")
    amount = StringProperty("")
    size_dp = NumericProperty(look.figure)
    ink = ColorProperty((0, 0, 0, 1))
    align = StringProperty("left")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("ink", look.ink)
        super().__init__(**kwargs)
        self._card = Card(self.canvas.before, look.surface)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height)
