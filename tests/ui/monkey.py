"""A monkey at the till: random taps, drags, long presses, scans, keys, and a world that changes meanwhile.

It uses Kivy's own input and fails on the first thing that was raised, logged as an error or lost, or that traps it.
"""

from __future__ import annotations

import logging
import random
from collections import deque
from typing import TYPE_CHECKING, Any

from appliance.drivers.terminal.errors import NotReachable
from appliance.till.events import CatalogueChanged, DeviceChanged, DrawerClosed, WireChanged
from appliance.till.kiosk_states import DONE, SELLING
from appliance.till.ports import OFF, OK, SICK, Health
from tests.ui.fakes import barcode_of
from tests.ui.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

HELD = (SELLING, DONE)  # states of a self-checkout that somebody must be able to leave
HOMES = ("sell", "sign_in", "shift_open")
MOST_TAPS_HOME = 12
PICTURE = 20  # frames of which one is brought to the display: that is most of the work, and nobody looks
LOOK_HOME = 25  # acts between two tries to find home
DEVICES = ("printer", "drawer", "scanner", "scale", "terminal", "light")
TABLES = ("variant", "price", "stock", "staff", "category", "customer", "order", "promotion", "shop", "kiosk")
CODES = (
    "8992761002015",
    "LPKG-0000000000",
    "BADGE-SITI",
    "BADGE-NOBODY",
    "A-000148",
    "A-000150",
    "LPKP-4821",
    "]d2\x1d",
)
KEYS = "0123456789*ABC"


class Trouble(AssertionError):
    """What the monkey found, and what it did before."""


class Ear(logging.Handler):
    """Keeps what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it with its traceback."""
        self.heard.append(logging.Formatter().format(record))


class Monkey:
    """Plays on one stage; the same seed does the same again."""

    def __init__(self, stage: Any, seed: int) -> None:
        self.stage = stage
        self.dice = random.Random(seed)
        self.did: deque[str] = deque(maxlen=40)
        self.acts = 0
        self._frames = 0
        self.seen: set[str] = set()  # screens
        self.tally = Tally(stage)
        self._ear = Ear()
        self._acts: list[tuple[int, Callable[[], None]]] = [
            (60, self._tap_something), (16, self._tap_anywhere), (6, self._drag), (2, self._hold), (6, self._scan),
            (3, self._type), (2, self._wait), (2, self._break_or_mend), (1, self._feed), (2, self._unplug_or_plug),
        ]  # fmt: skip

    def play(self, acts: int) -> None:
        """Do so many things."""
        from kivy.core.window import Window

        flip = Window.flip
        Window.flip = lambda: flip() if self._frames % PICTURE == 0 else None
        logging.getLogger().addHandler(self._ear)
        try:
            weights = [weight for weight, _act in self._acts]
            for number in range(acts):
                self._checked(self.dice.choices(self._acts, weights)[0][1])
                if number % LOOK_HOME == LOOK_HOME - 1:
                    self._checked(self.go_home)
        finally:
            logging.getLogger().removeHandler(self._ear)
            Window.flip = flip

    def _checked(self, act: Callable[[], None]) -> None:
        self.acts += 1
        try:
            act()
            self.frames(1)
        except Exception as error:
            raise Trouble(f"{error!r} after {self._story()}") from error
        if self._ear.heard:
            raise Trouble(f"{self._ear.heard[0]} after {self._story()}")
        lost = self.tally.lost()
        if lost:
            raise Trouble(f"{lost} after {self._story()}")
        self.seen.add(self._where())

    def _story(self) -> str:
        return "\n  ".join(["", *self.did])

    def _where(self) -> str:
        desk = self.stage.desk
        return str(getattr(desk, "showing", (type(desk).__name__,))[0])

    def _note(self, text: str) -> None:
        self.did.append(f"{self._where()}: {text}")

    def frames(self, count: int) -> None:
        """Let the screen go on without rests."""
        for _n in range(count):
            self._frames += 1
            self.stage.loop._hurry = 1
            self.stage.frame()

    # --- fingers -----------------------------------------------------------------------------------------------------

    def _targets(self) -> list[Any]:
        from appliance.ui.widgets.button import BigButton

        found = []
        for widget in self.stage.widgets():
            is_cell = getattr(widget, "index", -1) >= 0 and hasattr(widget, "is_down")
            if (
                (is_cell or isinstance(widget, BigButton))
                and widget.opacity
                and not widget.disabled
                and widget.x > -999
            ):
                found.append(widget)
        return found

    def tap(self, x: float, y: float, *, end: tuple[float, float] | None = None) -> None:
        """A finger down, perhaps elsewhere, and up."""
        from kivy.base import EventLoop
        from kivy.input.providers.mouse import MouseMotionEvent

        width, height = EventLoop.window.size

        def at(place: tuple[float, float]) -> list[float]:
            return [place[0] / (width - 1), place[1] / (height - 1)]

        touch = MouseMotionEvent("monkey", 1, at((x, y)), is_touch=True, type_id="touch")
        EventLoop.post_dispatch_input("begin", touch)
        if end:
            for share in (0.3, 0.7, 1):
                touch.move(at((x + (end[0] - x) * share, y + (end[1] - y) * share)))
                EventLoop.post_dispatch_input("update", touch)
                self.frames(1)
        EventLoop.post_dispatch_input("end", touch)
        self.frames(1)

    def _tap_something(self) -> None:
        targets = self._targets()
        if targets:
            widget = self.dice.choice(targets)
            self._note(f"tap {type(widget).__name__} {getattr(widget, 'text', '') or getattr(widget, 'icon', '')}")
            self.tap(*widget.to_window(*widget.center))

    def _place(self) -> tuple[float, float]:
        panel = self.stage.app.panel
        return self.dice.uniform(0, panel.width - 1), self.dice.uniform(0, panel.height - 1)

    def _tap_anywhere(self) -> None:
        place = self._place()
        self._note(f"tap at {place[0]:.0f},{place[1]:.0f}")
        self.tap(*place)

    def _drag(self) -> None:
        start, end = self._place(), self._place()
        if self.dice.random() < 0.5:
            end = end[0], start[1]
        self._note(f"drag {start[0]:.0f},{start[1]:.0f} to {end[0]:.0f},{end[1]:.0f}")
        self.tap(*start, end=end)

    def _hold(self) -> None:
        from appliance.ui.widgets.button import BigButton

        holding = [widget for widget in self._targets() if isinstance(widget, BigButton) and widget.holds]
        if holding:
            widget = self.dice.choice(holding)
            self._note(f"hold {widget.text}")
            widget.dispatch("on_hold")  # what the button does once the finger has stayed

    # --- a scanner and a keyboard ------------------------------------------------------------------------------------

    def _scan(self) -> None:
        code = barcode_of(self.dice.randrange(60)) if self.dice.random() < 0.7 else self.dice.choice(CODES)
        self._note(f"scan {code!r}")
        self.stage.app.scan(code)

    def _type(self) -> None:
        from kivy.core.window import Window

        text = "".join(self.dice.choices(KEYS, k=self.dice.randint(1, 4)))
        key = self.dice.choice((13, 8, 27, 0))
        self._note(f"type {text} and {key}")
        for letter in text:
            Window.dispatch("on_textinput", letter)
        if key:
            Window.dispatch("on_key_down", key, 0, None, [])

    # --- the world ---------------------------------------------------------------------------------------------------

    def _wait(self) -> None:
        seconds = self.dice.choice((5, 45, 200, 4_000))
        self._note(f"wait {seconds} s")
        self.stage.clock_ms += seconds * 1000
        desk = self.stage.desk
        self.stage.app._tick(0)
        if hasattr(desk, "surroundings"):
            desk.surroundings.look()
            desk.door._look(0)
            desk.banner.hide()

    def _break_or_mend(self) -> None:
        device = self.dice.choice(DEVICES)
        error = NotReachable(terminal=device)
        health = self.dice.choice((Health(OK), Health(SICK, error), Health("warn", error), Health(OFF)))
        self._note(f"{device} is {health.state}")
        self.stage.till.tell(DeviceChanged(device, health))
        if self.dice.random() < 0.3:
            self.stage.till.tell(DrawerClosed())

    def _feed(self) -> None:
        tables = frozenset(self.dice.sample(TABLES, k=2))
        self._note(f"feed {sorted(tables)}")
        self.stage.till.tell(CatalogueChanged(tables))

    def _unplug_or_plug(self) -> None:
        is_online = self.dice.random() < 0.5
        unsent = self.dice.randrange(30)
        self.stage.app.has_network = lambda: is_online or unsent % 2 == 0
        self._note(f"online {is_online}")
        self.stage.till.tell(
            WireChanged(
                online=is_online, unsent=unsent, oldest_unsent_ms=self.stage.clock_ms - 90_000 if unsent else None
            )
        )

    # --- the way home ------------------------------------------------------------------------------------------------

    @property
    def is_home(self) -> bool:
        """Whether the till is where a sale or a person begins; a shopper is at home where anything can be tapped."""
        desk = self.stage.desk
        if not hasattr(desk, "surroundings"):
            return bool(self._targets()) or self.stage.app.kiosk.state not in HELD
        return desk.showing[0] in HOMES

    def go_home(self) -> None:
        """Find back as a person would: the way back, else the cross, else the big button."""
        began = self._where()
        for _tap in range(MOST_TAPS_HOME):
            if self.is_home:
                return
            way = self._way_back()
            if way is None:
                break
            self._note(f"home by {way.icon or way.text}")
            self.tap(*way.to_window(*way.center))
            self.frames(2)
        if not self.is_home:
            raise Trouble(f"No way home from {began}, still at {self._where()}")

    def _way_back(self) -> Any | None:
        buttons = [button for button in self._targets() if hasattr(button, "icon") and hasattr(button, "caption")]
        on_stage = [b for b in buttons if self.stage.desk.stage.collide_point(*b.center)]
        for icon in ("arrow-left", "x"):
            for button in on_stage:
                if button.icon == icon:
                    return button
        foot = self.stage.desk.cart.ids.foot
        return None if foot.disabled else foot
