"""A drawer without hardware, with verbs for what people do to it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from appliance.drivers._watch import Watch

from .errors import DidNotOpen

if TYPE_CHECKING:
    from appliance.drivers._options import Options
    from appliance.till.ports import Health

log = logging.getLogger(__name__)


def make(options: Options) -> SimulatedDrawer:
    """Return a drawer that lives in memory."""
    return SimulatedDrawer(has_sensor=options.flag("sensor", default=True))


class SimulatedDrawer:
    """Stands open from a pulse until somebody closes it; `pulses` counts."""

    def __init__(self, *, has_sensor: bool = True) -> None:
        self.pulses = 0
        self._has_sensor = has_sensor
        self._open = False
        self._locked = False
        self._watch = Watch(log, "simulated drawer")

    def close_by_hand(self) -> None:
        """Push it shut."""
        self._open = False

    def open_by_key(self) -> None:
        """Turn the key and pull: open without a pulse."""
        self._open = True

    def lock(self) -> None:
        """Turn the key the other way: pulses do nothing."""
        self._locked = True

    def unlock(self) -> None:
        """Let pulses work again."""
        self._locked = False

    def open(self) -> None:
        """Give one pulse."""
        self.pulses += 1
        self._open = self._open or not self._locked
        if self._open or not self._has_sensor:
            self._watch.well()
        else:
            self._watch.ill(DidNotOpen())

    def is_open(self) -> bool | None:
        """Say what the sensor sees."""
        return self._open if self._has_sensor else None

    def health(self) -> Health:
        """Say whether it opened when it last should."""
        return self._watch.health

    def close(self) -> None:
        """Nothing is held."""
