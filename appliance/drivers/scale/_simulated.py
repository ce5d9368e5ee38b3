"""A scale without hardware, with verbs for what people do to it; with `grams`, goods come and go by themselves."""

from __future__ import annotations

from itertools import cycle
from threading import Event, Thread
from typing import TYPE_CHECKING

from appliance.till.devices import Weight
from appliance.till.ports import OK, SICK, Health

from .errors import ScaleUnplugged

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.drivers._options import Options

WOBBLE_S, REST_S, EMPTY_S = 0.8, 9.0, 3.0


def make(options: Options) -> SimulatedScale:
    """Return a scale that lives in memory."""
    grams = options.anything("grams", [])
    if not isinstance(grams, list) or not all(type(weight) is int and 0 < weight < 100_000 for weight in grams):
        raise options.bad("grams", "a list of whole numbers")
    return SimulatedScale(grams)


class SimulatedScale:
    """Weighs what is put on it; both callbacks come from the thread that calls the verb."""

    def __init__(self, grams: list[int] | None = None) -> None:
        self._goods = grams or []
        self._plugged_in = True
        self._load = self._zero = 0
        self._is_stable = True
        self._on_weight: Callable[[Weight], None] | None = None
        self._on_health: Callable[[Health], None] | None = None
        self._stopping = Event()

    def start(self, on_weight: Callable[[Weight], None], on_health: Callable[[Health], None]) -> None:
        """Begin to weigh."""
        self._on_weight, self._on_health = on_weight, on_health
        self._tell_health()
        self._tell()
        self._stopping = Event()
        if self._goods:
            Thread(target=self._trade, args=(self._stopping,), name="scale-goods", daemon=True).start()

    def stop(self) -> None:
        """Weigh no more."""
        self._stopping.set()
        self._on_weight = self._on_health = None

    def zero(self) -> None:
        """Show nothing for what is on it now."""
        self._zero = self._load
        self._tell()

    def put(self, grams: int) -> None:
        """Lay something on it, beside what is there."""
        self._load += grams
        self._is_stable = True
        self._tell()

    def take_off(self) -> None:
        """Empty it."""
        self._load = 0
        self._is_stable = True
        self._tell()

    def shake(self) -> None:
        """Lean on the counter: the figure does not come to rest."""
        self._is_stable = False
        self._tell()

    def settle(self) -> None:
        """Let it come to rest."""
        self._is_stable = True
        self._tell()

    def unplug(self) -> None:
        """Pull its cable."""
        self._plugged_in = False
        self._tell_health()

    def plug_in(self) -> None:
        """Put its cable back."""
        self._plugged_in = True
        self._tell_health()
        self._tell()

    def _tell(self) -> None:
        if self._on_weight and self._plugged_in:
            self._on_weight(Weight(self._load - self._zero, self._is_stable))

    def _tell_health(self) -> None:
        if self._on_health:
            self._on_health(Health(OK) if self._plugged_in else Health(SICK, ScaleUnplugged(scale="simulated")))

    def _trade(self, stopping: Event) -> None:
        """Customers lay their goods on it, wait, and take them off."""
        for grams in cycle(self._goods):
            self._load += grams
            self.shake()
            if stopping.wait(WOBBLE_S):
                return
            self.settle()
            if stopping.wait(REST_S):
                return
            self.take_off()
            if stopping.wait(EMPTY_S):
                return
