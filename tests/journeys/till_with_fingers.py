"""`lapak-till run` with a hand on it: commands come in as lines of JSON, are done by touch, and are answered in lines.

A touch goes through Kivy's own input, at the middle of what says the words that are asked for, once it stands there and
can be tapped. Events of the till are lines too. Started with `till.toml` and how many milliseconds its clock is ahead.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import appliance.__main__ as program
from appliance.core.errors import LapakError
from appliance.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S, LOOK_S = 8.0, 0.012
FAR_AWAY = -1000  # where lists put cells that nobody sees
REAL_MS = program.now_ms


class Clock:
    """The till's time: the machine's, and as much ahead as the day has been hurried on."""

    def __init__(self, ahead_ms: int) -> None:
        self.ahead_ms = ahead_ms
        self.gone_s = 0.0

    def __call__(self) -> int:
        return REAL_MS() + self.ahead_ms

    def seconds(self) -> float:
        """Return seconds that nobody sets."""
        return time.monotonic() + self.gone_s


def say(**line: Any) -> None:
    """Write a line with one system call, so that a kill leaves only whole ones."""
    os.write(1, (json.dumps(line, default=str) + "\n").encode())


def words_of(widget: Any) -> list[str]:
    """Return what stands on a button or on a cell of a list; nothing for what cannot be touched."""
    if hasattr(widget, "on_tap"):
        return [str(getattr(widget, name, "")) for name in ("text", "caption", "icon")]
    if getattr(widget, "index", -1) < 0 or widget.x < FAR_AWAY or not widget.opacity:
        return []
    if isinstance(getattr(widget, "_text", None), str):
        return [widget._text]
    for name, part in (("_goods", "name"), ("_text", "title"), ("_text", "name"), ("_line", "item")):
        said = getattr(getattr(widget, name, None), part, None)
        if said is not None:
            return [getattr(said, "name", said)]
    return [str(getattr(widget, "text", ""))]


def read_on(widget: Any) -> list[str]:
    """Return what can only be read: words, and the small print in the rows of a list."""
    if hasattr(widget, "halign") and hasattr(widget, "shrink"):
        return [widget.text] if widget.text else []
    text = getattr(widget, "_text", None)
    is_row = hasattr(text, "note") and getattr(widget, "index", -1) >= 0
    return (
        [part for part in (text.note, getattr(text, "side", ""), getattr(text, "amount", "")) if part] if is_row else []
    )


def kind_of(widget: Any) -> str:
    """Return "button", "line" (of the sale) or "cell" (of any other list)."""
    return "button" if hasattr(widget, "on_tap") else "line" if hasattr(widget, "_line") else "cell"


class Fingers:
    """Touches what stands on the screen; everything here runs on the screen's thread."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._touch: Any = None

    def find(self, wanted: str, among: str) -> tuple[float, float] | None:
        """Return the middle of what says so, None while it is not there or cannot be tapped."""
        for widget in self._app.root.walk():
            if wanted in words_of(widget) and among in ("", kind_of(widget)):
                place = self._place(widget)
                if place is not None:
                    return place
        return None

    def _place(self, widget: Any) -> tuple[float, float] | None:
        if widget.disabled or not widget.get_root_window() or min(widget.size) < 2:
            return None
        x, y = widget.to_window(*widget.center)
        at = widget
        banner, outage = self._app.desk.banner, self._app.desk.surroundings.outage
        while at.parent is not at and at.parent is not None:
            if at in (banner, outage):
                return x, y
            if not at.opacity or at.disabled or (hasattr(at, "cells") and not at.collide_point(x, y)):
                return None
            at = at.parent
        is_covered = any(over.parent is not None and over.collide_point(x, y) for over in (banner, outage))
        return None if is_covered else (x, y)

    def down(self, x: float, y: float) -> None:
        """Put a finger down."""
        from kivy.base import EventLoop
        from kivy.input.providers.mouse import MouseMotionEvent

        self._touch = MouseMotionEvent("finger", 1, self._share(x, y), is_touch=True, type_id="touch")
        EventLoop.post_dispatch_input("begin", self._touch)

    def move(self, x: float, y: float) -> None:
        """Move it."""
        from kivy.base import EventLoop

        self._touch.move(self._share(x, y))
        EventLoop.post_dispatch_input("update", self._touch)

    def up(self) -> None:
        """Lift it."""
        from kivy.base import EventLoop

        EventLoop.post_dispatch_input("end", self._touch)

    @staticmethod
    def _share(x: float, y: float) -> list[float]:
        from kivy.core.window import Window

        return [x / (Window.width - 1), y / (Window.height - 1)]

    def look(self) -> dict[str, Any]:
        """Return what can be read on the screen."""
        desk, root = self._app.desk, self._app.root
        said = [words for widget in root.walk() if (words := words_of(widget)) and self._place(widget)]
        banner = desk.banner if desk.banner.parent is not None else None
        till = desk.till
        return {
            "screen": desk.showing[0],
            "foot": [desk.cart.ids.foot.caption, desk.cart.ids.foot.text],
            "banner": banner.text if banner else "",
            "outage": desk.surroundings.outage.text,
            "strip": [sign.words.text for sign in reversed(desk.strip.children) if hasattr(sign, "words")],
            "words": sorted({word for words in said for word in words if word}),
            "says": [text for widget in root.walk() for text in read_on(widget)],
            "lines": [[line.item.name, line.quantity_milli, line.price_minor] for line in till.sale.lines],
            "tenders": [[tender.kind, tender.amount_minor] for tender in till.sale.tenders],
            "left_minor": till.checkout.left_minor() if till.sale.lines else 0,
            "is_paying": till.is_paying,
            "customer": till.sale.customer.name if till.sale.customer else "",
            "person": till.people.current.name if till.people.current else "",
            "parked": [parked.name for parked in till.parking.all()],
            "is_open": till.shifts.current is not None,
            "online": desk.state.online,
            "unsent": desk.state.unsent,
        }


class Hand:
    """Does the commands, one after another, from a thread of its own."""

    def __init__(self, machine: Any, app: Any, clock: Clock) -> None:
        self._machine, self._app, self._clock = machine, app, clock
        self._fingers = Fingers(app)

    def _there(self, do: Callable[[], Any]) -> Any:
        """Do something on the screen's thread and return what came of it."""
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(do())
            except Exception as error:  # noqa: BLE001 - told to whoever asked
                future.set_exception(error)

        self._app.post(run)
        return future.result(PATIENCE_S)

    def tap(self, words: list[str], among: str = "", patience_s: float = PATIENCE_S) -> str:
        """Tap the first of these words that can be tapped; return which it was, "" if none ever was."""
        end = time.monotonic() + patience_s
        last: tuple[str, Any] = ("", None)
        while True:
            for word in words:
                place = self._there(lambda word=word: self._fingers.find(word, among))
                if place is not None and last == (word, place):  # it stands still
                    self._there(lambda place=place: self._fingers.down(*place))
                    self._there(self._fingers.up)
                    return word
                if place is not None:
                    last = (word, place)
                    break
            if time.monotonic() > end:
                return ""
            time.sleep(LOOK_S)

    def swipe(self, dx: int, dy: int) -> None:
        """Pull a finger over the middle of the products."""
        from kivy.core.window import Window

        x, y = Window.width * 0.3, Window.height * 0.5
        self._there(lambda: self._fingers.down(x, y))
        for step in range(1, 7):
            self._there(lambda step=step: self._fingers.move(x + dx * step / 6, y + dy * step / 6))
        self._there(self._fingers.up)

    def look(self) -> Any:
        return self._there(self._fingers.look)

    def scan(self, code: str) -> None:
        self._machine.scanner.scan(code)
        self._there(lambda: None)

    def weigh(self, grams: int) -> None:
        """Lay so much on the empty scale; nothing for 0."""
        scale = self._machine.weighing._scale
        scale.take_off()
        if grams:
            scale.put(grams)
        self._there(lambda: None)

    def shut_drawer(self) -> None:
        self._machine.drawer._drawer.close_by_hand()

    def hurry(self, ms: int) -> int:
        """Let time pass; return how far the clock is ahead."""
        self._clock.ahead_ms += ms
        self._clock.gone_s += ms / 1_000
        self._there(self._app.desk.surroundings.look)
        return self._clock.ahead_ms

    def fold(self) -> None:
        """Tap the word of what is out of reach away, where it is shown."""
        outage = self._app.desk.surroundings.outage
        place = self._there(lambda: outage.parent and outage.to_window(*outage.children[0].center))
        if place:
            self._there(lambda: self._fingers.down(*place))
            self._there(self._fingers.up)

    def memory(self) -> int:
        """Return the resident memory in KiB."""
        status = Path("/proc/self/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def end(self) -> None:
        self._app.post(self._app.stop)

    def serve(self) -> None:
        """Take commands until there are none."""
        for line in sys.stdin:
            asked = json.loads(line)
            try:
                say(answer=getattr(self, asked.pop("do"))(**asked))
            except Exception as error:  # noqa: BLE001 - the journey fails with it
                say(error=f"{type(error).__name__}: {error}")


def tell(event: Any) -> None:
    """Write down an event, as much of it as a journey asks for."""
    more: dict[str, Any] = {}
    if hasattr(event, "entry"):
        more = {
            "type": event.entry["type"],
            "body": event.entry["body"],
            "change_minor": getattr(event, "change_minor", 0),
        }
    elif isinstance(getattr(event, "error", None), LapakError):
        more = {"code": event.error.code, "text": str(event.error)}
    elif hasattr(event, "online"):
        more = {"online": event.online, "unsent": event.unsent}
    elif hasattr(event, "device"):
        error = event.health.error
        more = {"device": event.device, "state": event.health.state, "code": error.code if error else ""}
    elif hasattr(event, "tables"):
        more = {"tables": sorted(event.tables)}
    say(event=type(event).__name__, **more)


def main() -> None:
    settings = load(Path(sys.argv[1]))
    clock = Clock(int(sys.argv[2]))
    program.now_ms = clock  # everything the till is made of asks here what time it is
    machine, app = program.screen_of(settings)
    app.now_ms, app.seconds = clock, clock.seconds
    machine.till.listen(tell)
    hand = Hand(machine, app, clock)
    machine.start()
    app._on_ready = lambda: (say(event="Ready"), threading.Thread(target=hand.serve, daemon=True).start())
    signal.signal(signal.SIGTERM, lambda *_: app.post(app.stop))
    try:
        app.run()
    finally:
        machine.stop()


if __name__ == "__main__":
    main()
