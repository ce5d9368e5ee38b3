"""The thread behind a scale: it asks or listens, tells what changed, and brings back a scale that was pulled out."""

from __future__ import annotations

import logging
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING, Protocol

from appliance.drivers._watch import Watch
from appliance.till.boundary import keep_going
from appliance.till.devices import Weight
from appliance.till.ports import SICK, WARN

from .errors import CannotZero, ScaleError, ScaleUnplugged

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.ports import Health

log = logging.getLogger(__name__)

MOVING = Weight(0, is_stable=False)


class Pan(Protocol):
    """An open way to one scale. Whatever goes wrong on it is an OSError."""

    def read(self) -> Weight | ScaleError | None:
        """Return what it says within a moment: a weight, what keeps it from weighing, or None; raises ScaleError."""

    def zero(self) -> None:
        """Set it to zero; raises CannotZero."""

    def close(self) -> None:
        """Give it back; never raises."""


class WeighingScale:
    """A scale behind any way to open a pan; `name` is how people know it."""

    def __init__(self, name: str, open_pan: Callable[[], Pan], retry_s: float) -> None:
        self.name = name
        self._open_pan = open_pan
        self._retry_s = retry_s
        self._stopping = Event()
        self._zero_wanted = Event()
        self._thread: Thread | None = None
        self._can_zero = True

    def start(self, on_weight: Callable[[Weight], None], on_health: Callable[[Health], None]) -> None:
        """Begin to weigh; a running thread is stopped first."""
        self.stop()
        self._stopping.clear()
        self._thread = Thread(target=self._run, args=(on_weight, on_health), name="scale", daemon=True)
        self._thread.start()

    def zero(self) -> None:
        """Set it to zero at its next answer; raises CannotZero where only its own key can."""
        if not self._can_zero:
            raise CannotZero(scale=self.name)
        self._zero_wanted.set()

    def stop(self) -> None:
        """End the thread and give the device back; waits two seconds at most."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not current_thread():
            thread.join(2)

    def _run(self, on_weight: Callable[[Weight], None], on_health: Callable[[Health], None]) -> None:
        told = Told(self.name, on_weight, on_health)
        while not self._stopping.is_set():
            try:
                self._weigh(told)
            except ScaleError as error:
                told.ill(error)
            except OSError:
                told.ill(ScaleUnplugged(scale=self.name))
            except Exception:  # the top of the thread: a mistake of ours is a sick scale, which is opened anew
                log.exception("The scale failed")
                told.ill(ScaleError(scale=self.name))
            self._stopping.wait(self._retry_s)

    def _weigh(self, told: Told) -> None:
        """Weigh until something breaks or the thread is to end."""
        pan = self._open_pan()
        try:
            while not self._stopping.is_set():
                if self._zero_wanted.is_set():
                    self._zero_wanted.clear()
                    self._zero(pan, told)
                found = pan.read()
                if isinstance(found, Weight):
                    told.weighed(found)
                elif found is not None:
                    told.ill(found, WARN)
        finally:
            pan.close()

    def _zero(self, pan: Pan, told: Told) -> None:
        try:
            pan.zero()
        except CannotZero as error:
            self._can_zero = False
            told.ill(error, WARN)


class Told:
    """Passes on what is news, so that a scale that says the same ten times a second wakes nobody."""

    def __init__(self, name: str, on_weight: Callable[[Weight], None], on_health: Callable[[Health], None]) -> None:
        self._on_weight = on_weight
        self._on_health = on_health
        self._watch = Watch(log, f"scale {name}")
        self._weight: Weight | None = None
        self._health = ""

    def weighed(self, weight: Weight) -> None:
        """Pass a weight on; while goods move, the last figure stays."""
        if weight is MOVING:
            weight = Weight(self._weight.quantity_milli if self._weight else 0, is_stable=False)
        self._tell_health(self._watch.well())
        if weight != self._weight:
            self._weight = weight
            keep_going(log, "What the till does with a weight", self._on_weight, weight)

    def ill(self, error: ScaleError, state: str = SICK) -> None:
        """Pass on what is wrong; no weight holds while it is."""
        self._tell_health(self._watch.ill(error, state))
        if self._weight is not None and self._weight.is_stable:
            self._weight = Weight(self._weight.quantity_milli, is_stable=False)
            keep_going(log, "What the till does with a weight", self._on_weight, self._weight)

    def _tell_health(self, health: Health) -> None:
        said = health.state + (health.error.code if health.error else "")
        if said != self._health:
            self._health = said
            keep_going(log, "What the till does with the scale's health", self._on_health, health)
