"""The till's screen as a program: one window, one desk, one loop."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import (
    _environment,  # noqa: F401 - before Kivy
    text,
)
from ._panel import PANELS, Panel

# isort: split
from kivy import kivy_data_dir
from kivy.app import App
from kivy.cache import Cache
from kivy.clock import Clock
from kivy.config import Config
from kivy.lang import Builder
from kivy.metrics import Metrics

from ._loop import Loop
from ._photos import Photos
from ._pictures import use_photos
from ._sounds import Sounds
from ._state import State
from ._theme import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.catalogue import Category
    from appliance.till.checkup import Checkup
    from appliance.till.kiosk import Kiosk
    from appliance.till.till import Till
    from appliance.till.training import Training

log = logging.getLogger(__name__)

Builder.unload_file(str(Path(kivy_data_dir) / "style.kv"))  # the looks of widgets that no screen of ours is made of

DEFAULT_PANEL = PANELS["1024x600"]
STATIC_REDRAWS = 4  # a still picture under KMS stays black until something draws it again
STATIC_REDRAW_S = 0.12


class LapakApp(App):
    """Shows a till on a panel.

    till: the use cases; the app listens to its events. loop: the one whose `dispatch` the till was given (or none yet).
    on_key(text): what a keyboard-like scanner typed; the till's scan by default. on_choice(name, value): the cashier
    chose something among the settings, to be kept for the next start (see choose). on_ready(): the first screen is
    laid.
    seconds(): a clock nobody sets. has_network(): whether there is a network at all, be the bridge on it or not.
    checkup: the tests of the trouble screen and, with them, the scale and the card terminal; None on a bare screen.
    kiosk: the self-checkout this till can be; while it is one, nothing else is shown. training: the way to practise.
    photo_at(name): where a photo of a product is on the card (`photo_came` tells that it has come).
    is_full_screen is for the device, not for a desk. on_painted(monotonic_s), once set, is called after every frame.
    """

    def __init__(
        self,
        till: Till,
        *,
        panel: Panel = DEFAULT_PANEL,
        language: str = "id",
        theme: str = "light",
        text_size: str = "normal",
        left_handed: bool = False,
        sound: bool = True,
        is_full_screen: bool = False,
        loop: Loop | None = None,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        seconds: Callable[[], float] = time.monotonic,
        has_network: Callable[[], bool] = lambda: True,
        on_key: Callable[[str], None] | None = None,
        on_choice: Callable[[str, str], None] | None = None,
        on_ready: Callable[[], None] | None = None,
        checkup: Checkup | None = None,
        kiosk: Kiosk | None = None,
        training: Training | None = None,
        photo_at: Callable[[str], Path | None] = lambda _name: None,
    ) -> None:
        super().__init__()
        self.till = till
        self.panel = panel
        self.language, self.theme, self.text_size = language, theme, text_size
        self.left_handed = left_handed
        self.loop = loop or Loop()
        self.now_ms = now_ms
        self.seconds, self.has_network = seconds, has_network
        self.checkup = checkup
        self.kiosk = kiosk
        self.training = training
        self.sounds = Sounds(wanted=sound)
        self.state = State()
        self.desk: Any = None
        self.frames = 0
        self.painted_at = 0.0  # time.monotonic() when the last frame was handed to the display
        self.on_painted: Callable[[float], None] | None = None
        self._is_full_screen = is_full_screen
        self._on_key, self._on_choice, self._on_ready = on_key, on_choice, on_ready
        self._categories: dict[str, Category] = {}
        self._keys: Any = None
        self._redraws = 0
        self._home = till
        self._photos = Photos(photo_at, self.post)
        till.listen(self._hear)

    # --- for other threads -------------------------------------------------------------------------------------------

    def post(self, job: Callable[[], None]) -> None:
        """Run a function on the screen's thread; may be called from any thread."""
        self.loop.dispatch(job)

    def photo_came(self, name: str) -> None:
        """Show a photo of a product that has just been fetched; may be called from any thread."""
        self.post(lambda: self._photos.came(name))

    def scan(self, code: str) -> None:
        """Take a scan, with the quantity that was typed before it; call on the screen's thread."""
        if self.desk is None:
            self.till.scan(code)
        else:
            self.desk.scan(code)

    # --- Kivy's life -------------------------------------------------------------------------------------------------

    def build(self) -> Any:
        """Open the window at the panel's size and lay the desk."""
        self._set_up_window()
        from kivy.core.window import Window  # noqa: PLC0415 - importing it opens the window

        from ._fonts import register  # noqa: PLC0415 - needs the window's context
        from ._keys import Keys  # noqa: PLC0415

        Window.size = self.panel.width, self.panel.height
        Window.bind(on_flip=self._painted, on_request_close=lambda *_, **_more: self._is_kiosk)
        Metrics.density = self.panel.density
        register()
        self._keys = Keys(
            Window, on_key=self._key, on_quantity=self._quantity, on_escape=self._escape, box=self._text_box
        )
        from kivy.uix.floatlayout import FloatLayout  # noqa: PLC0415

        self.root_holder = FloatLayout()
        self.count_orders()
        self.lay_desk()
        return self.root_holder

    def _set_up_window(self) -> None:
        for key, value in {
            "width": self.panel.width,
            "height": self.panel.height,
            "maxfps": 60,
            "multisamples": 0,  # our edges are smooth textures
            "resizable": 0,
            "fullscreen": "auto" if self._is_full_screen else 0,
            "borderless": int(self._is_full_screen),
            "show_cursor": int(not self._is_full_screen),
        }.items():
            Config.set("graphics", key, str(value))
        Config.set("input", "mouse", "mouse,disable_multitouch")
        Config.set("kivy", "exit_on_escape", "0")
        if not Config.has_option("input", "%(name)s") and self._is_full_screen:
            Config.set("input", "%(name)s", "probesysfs")  # touch panels through mtdev, without X

    def on_start(self) -> None:
        """Begin to rest between frames."""
        self.loop.begin()
        Clock.unschedule(Cache._purge_by_timeout)  # noqa: SLF001 - once a second; our minute does it as well
        Clock.schedule_once(self._tick, 0)
        Clock.schedule_once(self._warm, 0.4)
        self._force_redraws()
        if self._on_ready:
            on_ready = self._on_ready
            Clock.schedule_once(lambda _dt: on_ready(), 0)

    def on_stop(self) -> None:
        """Leave the clock as it was."""
        self._keys.end()
        self.loop.end()

    def lay_desk(self) -> None:
        """Build the screen in the language, theme and for the hand in force."""
        use_photos(self._photos)
        text.use(self.kiosk.language or self.language if self.kiosk else self.language)
        look.use(self.theme, self.text_size)
        self.read_categories()
        self.root_holder.clear_widgets()
        self.desk = self._new_desk()
        self.root_holder.add_widget(self.desk)

    @property
    def _is_kiosk(self) -> bool:
        """Whether the till is a self-checkout: then its window cannot be closed either."""
        return self.kiosk is not None and self.kiosk.is_on

    def _new_desk(self) -> Any:
        """Return the cashier's desk, or the room of the self-checkout."""
        from ._desk import Desk  # noqa: PLC0415 - its kv files need the fonts

        if not self._is_kiosk:
            return Desk(self, self.state)
        from .kiosk import Room  # noqa: PLC0415 - most tills are never one

        return Room(self, self.state)

    def open_settings(self, *_args: object) -> bool:
        """Open nothing: Kivy would show its own settings on F1."""
        return False

    def _warm(self, _dt: float) -> None:
        """Make the screens that will be wanted next while nobody waits, one at a time."""
        from .screens import WARM  # noqa: PLC0415

        for name in WARM:
            if not self.desk.has_screen(name):
                self.desk.screen_of(name)
                Clock.schedule_once(self._warm, 0.05)
                return

    def _tick(self, _dt: float) -> None:
        """Show the time at each full minute, and forget what nobody looked at."""
        Cache._purge_by_timeout(60)  # noqa: SLF001 - see on_start
        self.desk.tick()
        self.till.terms.refresh()  # a happy hour may have begun
        Clock.schedule_once(self._tick, 60.05 - self.now_ms() / 1000 % 60)

    def use_till(self, till: Till) -> None:
        """Show another till from now on: the one that is practised on, or the real one again."""
        if till is not self._home:
            till.listen(self._hear)
        self.till = till
        self.count_orders()
        self.lay_desk()

    # --- choices -----------------------------------------------------------------------------------------------------

    def choose(self, name: str, value: str) -> None:
        """Change the language, theme, text_size, left_handed or sound (these two "yes" or "no") while the till runs."""
        if name == "left_handed":
            self.left_handed = value == "yes"
        elif name == "sound":
            self.sounds.is_wanted = value == "yes"
        else:
            setattr(self, name, value)
        self.lay_desk()
        if self._on_choice:
            self._on_choice(name, value)

    # --- the catalogue -----------------------------------------------------------------------------------------------

    def read_categories(self) -> None:
        """Read the categories for their colours."""
        self._categories = {one.key: one for one in self.till.catalogue.categories(with_hidden=True)}

    def category(self, key: str) -> Category | None:
        """Return a category."""
        return self._categories.get(key)

    def count_orders(self) -> None:
        """Count the orders that wait here again, and those that should have left."""
        orders = self.till.orders.waiting()
        self.state.orders = len(orders)
        self.state.late_orders = sum(self.till.orders.is_late(order) for order in orders)

    # --- input and output --------------------------------------------------------------------------------------------

    def _hear(self, event: Any) -> None:
        if self.desk is not None:
            self.desk.hear(event)
            self._force_redraws()

    def _text_box(self) -> Any | None:
        return self.desk.screen.text_box()

    def _key(self, typed: str) -> None:
        if self._on_key:
            self._on_key(typed)
        else:
            self.desk.scan(typed)

    def _quantity(self, quantity: int) -> None:
        self.desk.set_quantity(quantity)

    def _escape(self) -> None:
        self.desk.home()

    def drawer_closed(self) -> None:
        """The customer has the change: back to the products."""
        if self.desk.is_showing("done"):
            self.desk.home()

    def _painted(self, *_args: object) -> None:
        self.frames += 1
        self.painted_at = time.monotonic()
        if self.on_painted:
            self.on_painted(self.painted_at)

    def _force_redraws(self) -> None:
        """Draw a still picture a few times more where the display needs it (SDL on KMS/DRM)."""
        if os.environ.get("SDL_VIDEODRIVER", "").lower() != "kmsdrm":
            return
        self._redraws = STATIC_REDRAWS
        Clock.unschedule(self._redraw)
        Clock.schedule_interval(self._redraw, STATIC_REDRAW_S)

    def _redraw(self, _dt: float) -> bool:
        from kivy.core.window import Window  # noqa: PLC0415

        Window.canvas.ask_update()
        self._redraws -= 1
        return self._redraws > 0
