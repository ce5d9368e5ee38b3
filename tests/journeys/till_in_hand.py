"""A till that runs as a program on a display of its own, seen from whoever has it in hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.ui.display import start_server

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
DEVICES = """
language = "en"

[scanner]
driver = "simulated"

[drawer]
driver = "simulated"

[scale]
driver = "simulated"

[terminal]
{terminal}

[printer]
driver = "network"
host = "127.0.0.1"
port = {printer}
timeout_s = 2
"""

ALONE, ON_A_LINE = 'driver = "manual"', 'driver = "simulated"\npays_after_s = 0.3'  # card terminals


class Stuck(AssertionError):
    """The till did not do in time what it was waited for."""


class TillInHand:
    """Commands in, answers and events out (till_with_fingers.py). It can be killed and started on the same data."""

    def __init__(self, folder: Path, toml: str, printer_port: int) -> None:
        self.folder = folder
        self.data = folder / "till"
        self.ahead_ms = 0
        self.events: list[dict[str, Any]] = []
        self._toml, self._printer_port = toml, printer_port
        self._answers: list[dict[str, Any]] = []
        self._heard = threading.Condition()
        self._process: subprocess.Popen[str] | None = None
        self._server, self._display = start_server()

    # --- its life ----------------------------------------------------------------------------------------------------

    def start(self, terminal: str = ALONE) -> None:
        """Start it and wait for its first screen; the card terminal may be another one than before."""
        before, _, broker = self._toml.partition("[broker]")
        toml = f'data = "{self.data}"\n{before}{DEVICES.format(terminal=terminal, printer=self._printer_port)}'
        settings = self.folder / "till.toml"
        settings.write_text(toml + (f"[broker]{broker}" if broker else ""))
        env = {**os.environ, "DISPLAY": self._display, "PYTHONPATH": str(ROOT), "LAPAK_TILL_LANGUAGE": "en"}
        since = len(self.events)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.till_with_fingers", str(settings), str(self.ahead_ms)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.folder / "till.log").open("a"),
            text=True,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        self.wait_event("Ready", since, 30)

    def kill(self) -> None:
        """Cut the power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def end(self) -> None:
        """Switch it off in order."""
        if self._process is not None:
            self.ask("end")
            self._process.wait(30)
            self._process = None

    def close(self) -> None:
        """Leave nothing running."""
        self.kill()
        self._server.terminate()
        self._server.wait(10)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            if not line.startswith("{"):
                continue
            said = json.loads(line)
            with self._heard:
                (self.events if "event" in said else self._answers).append(said)
                self._heard.notify_all()

    # --- talking to it -----------------------------------------------------------------------------------------------

    def ask(self, do: str, **more: Any) -> Any:
        """Have something done and return the answer."""
        with self._heard:
            self._answers.clear()
            self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
            self._process.stdin.flush()
            if not self._heard.wait_for(lambda: bool(self._answers), 30):
                raise Stuck(f"no answer to {do} {more}: {self.last_words()}")
            said = self._answers.pop()
        if "error" in said:
            raise Stuck(f"{do} {more}: {said['error']}")
        return said["answer"]

    def wait_event(self, name: str, since: int = 0, patience_s: float = 15, **wanted: Any) -> dict[str, Any]:
        """Return the first event of a kind after so many that were heard."""

        def found() -> dict[str, Any] | None:
            return next(
                (
                    event
                    for event in self.events[since:]
                    if event["event"] == name and all(event.get(key) == value for key, value in wanted.items())
                ),
                None,
            )

        with self._heard:
            if not self._heard.wait_for(lambda: found() is not None, patience_s):
                raise Stuck(f"no {name} {wanted} in {patience_s} s: {self.last_words()}")
            return found()  # type: ignore[return-value]

    def tap(self, *words: str, among: str = "", patience_s: float = 8) -> str:
        """Touch what says one of these words."""
        done = self.ask("tap", words=words, among=among, patience_s=patience_s)
        if not done:
            seen = self.look()
            raise Stuck(f"nothing to tap says {words} on {seen['screen']}: {seen}; {self.last_words()}")
        return str(done)

    def taps(self, *words: str) -> None:
        """Touch one after another."""
        for word in words:
            self.tap(word)

    def look(self) -> dict[str, Any]:
        """Return what can be read on the screen."""
        return dict(self.ask("look"))

    def wait(self, what: str, is_so: Callable[[dict[str, Any]], object], patience_s: float = 10) -> dict[str, Any]:
        """Look until something is so."""
        end = time.monotonic() + patience_s
        while True:
            seen = self.look()
            if is_so(seen):
                return seen
            if time.monotonic() > end:
                raise Stuck(f"{what}: never so in {patience_s} s; there is {seen}; {self.last_words()}")
            time.sleep(0.02)

    def wait_screen(self, *names: str) -> dict[str, Any]:
        """Wait until one of these screens is shown."""
        return self.wait(f"screen {names}", lambda seen: seen["screen"] in names)

    def hurry(self, minutes: float) -> None:
        """Let the clock on the wall go on."""
        self.ahead_ms = self.ask("hurry", ms=int(minutes * 60_000))

    def now_ms(self) -> int:
        """Return what the till's clock shows."""
        return time.time_ns() // 1_000_000 + self.ahead_ms

    def last_words(self) -> str:
        """Return the end of its log and the last events."""
        log = (self.folder / "till.log").read_text().splitlines()[-12:]
        return "\n".join([*log, *(str(event)[:200] for event in self.events[-12:])])
