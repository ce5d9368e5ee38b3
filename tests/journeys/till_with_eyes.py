"""`lapak-till run` with somebody watching: what happens at the till is written down as it happens, in lines of JSON.

Times are CLOCK_MONOTONIC, which all programs of a machine share. The drawer's pins are gpiozero's mock pins; each
change of the coil's pin is a line. Where every button stands is a line too, for whoever asks with SIGUSR1.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from gpiozero.pins.mock import MockFactory, MockPin

from appliance.__main__ import screen_of
from appliance.core.errors import LapakError
from appliance.settings import load
from appliance.till.events import SaleCompleted, WireChanged


class Notebook:
    """Appends lines, each in one system call."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, what: str, **more: Any) -> None:
        line = {"what": what, "at": time.monotonic(), **more}
        os.write(self._fd, (json.dumps(line, default=str) + "\n").encode())


class WatchedPin(MockPin):
    """A mock pin whose changes are noted."""

    notebook: Notebook

    def _change_state(self, value: Any) -> bool:
        changed = super()._change_state(value)
        if changed and self.function == "output":
            self.notebook.note("pin", pin=str(self.info), state=int(value))
        return changed


def buttons(root: Any) -> list[dict[str, Any]]:
    """Return what can be touched: its text and its middle, in pixels from the top left."""
    from kivy.core.window import Window

    found = []
    for widget in root.walk():
        if hasattr(widget, "on_tap") and widget.get_root_window():
            x, y = widget.to_window(widget.center_x, widget.center_y)
            said = {name: str(getattr(widget, name, "")) for name in ("text", "caption", "icon")}
            found.append({"kind": type(widget).__name__, "x": int(x), "y": int(Window.height - y), **said})
    return found


def main() -> None:
    settings = load(Path(sys.argv[1]))
    notebook = Notebook(Path(sys.argv[2]))
    WatchedPin.notebook = notebook
    factory = MockFactory(pin_class=WatchedPin)
    drawer = {**settings.drawer, "pin_factory": factory}
    machine, app = screen_of(dataclasses.replace(settings, drawer=drawer))
    pay_cash = machine.till.checkout.pay_cash

    def pay_and_note(*what: Any) -> None:
        notebook.note("pay")
        pay_cash(*what)

    machine.till.checkout.pay_cash = pay_and_note

    def hear(event: Any) -> None:
        more: dict[str, Any] = {}
        if isinstance(event, SaleCompleted):
            more = {"number": event.entry["body"]["number"], "change_minor": event.change_minor}
        elif isinstance(event, WireChanged):
            more = {"online": event.online, "unsent": event.unsent}
        elif hasattr(event, "tables"):
            more = {"tables": sorted(event.tables)}
        elif hasattr(event, "error") and isinstance(event.error, LapakError):
            more = {"code": event.error.code, "text": str(event.error)}
        elif hasattr(event, "line"):
            more = {"name": event.line.item.name, "quantity_milli": event.line.quantity_milli}
        notebook.note(type(event).__name__, **more)

    machine.till.listen(hear)
    machine.start()
    signal.signal(signal.SIGUSR1, lambda *_: app.post(lambda: notebook.note("buttons", buttons=buttons(app.root))))
    try:
        app.run()
    finally:
        machine.stop()


if __name__ == "__main__":
    main()
