"""Selling by weight: the scale's figure, without the container, as a quantity of what is sold."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from appliance.core.errors import N_
from appliance.core.rounding import divide

from .devices import Weight
from .errors import TillError
from .events import WeightChanged
from .ports import OFF, SICK, Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from .devices import Scale
    from .events import Event

log = logging.getLogger(__name__)

WAIT_S = 8.0  # after which a cashier is told to type a weight that does not come to rest
EMPTY_G = 4  # a scale shows a few grams of nothing
# Micrograms of what is sold by weight; an ons is what Indonesian markets call a hundred grams.
UNITS = {"kg": 1_000_000_000, "ons": 100_000_000, "g": 1_000_000, "lb": 453_592_370}


class WeightMissing(TillError):
    """Nothing, or less than nothing, is on the scale."""

    code = "till.weight_missing"
    text = N_("Nothing is on the scale. Put the goods on it, or type their weight.")


class WeightUnsteady(TillError):
    """The goods still move."""

    code = "till.weight_unsteady"
    text = N_("The scale has not come to rest. Let go of the goods, or type their weight.")


class ScaleAway(TillError):
    """There is no scale that weighs now."""

    code = "till.scale_away"
    text = N_("The scale does not weigh now. Type the weight.")


class Weighing:
    """The scale as a cashier uses it; `tell` passes an event to the screen's thread."""

    def __init__(self, scale: Scale | None, tell: Callable[[Event], None], on_health: Callable[[Health], None]) -> None:
        self._scale = scale
        self._tell = tell
        self._on_health = on_health
        self._gross = Weight(0, is_stable=False)
        self._is_taken = False  # what lies on it is in the cart already
        self.tare_milli = 0
        self.health = Health(OFF)

    def start(self) -> None:
        """Begin to weigh."""
        if self._scale is not None:
            self._scale.start(self._weighed, self._changed)

    def stop(self) -> None:
        """Give the scale back."""
        if self._scale is not None:
            self._scale.stop()

    @property
    def weight(self) -> Weight:
        """What is on the scale now, without the container."""
        return Weight(self._gross.quantity_milli - self.tare_milli, self._gross.is_stable)

    def can_weigh(self, unit: str) -> bool:
        """Say whether the scale works and this unit is a weight."""
        return unit in UNITS and self.health.state not in {OFF, SICK}

    def ready(self, unit: str) -> int | None:
        """Return the quantity that lies steady on the scale and was not sold yet, None without one."""
        weight = self.weight
        is_fresh = weight.is_stable and weight.quantity_milli > EMPTY_G and not self._is_taken
        return in_unit(weight.quantity_milli, unit) if is_fresh and self.can_weigh(unit) else None

    def take(self, unit: str) -> int:
        """Return what is on the scale as thousandths of a unit; raises ScaleAway, WeightUnsteady, WeightMissing."""
        if not self.can_weigh(unit):
            raise ScaleAway
        weight = self.weight
        if not weight.is_stable:
            raise WeightUnsteady
        quantity_milli = in_unit(weight.quantity_milli, unit)
        if quantity_milli <= 0:
            raise WeightMissing
        self._is_taken = True
        return quantity_milli

    def tare(self) -> None:
        """Count what is on the scale as the container, until it has been sold from and emptied; raises TillError."""
        if self.health.state in {OFF, SICK}:
            raise ScaleAway
        if not self._gross.is_stable:
            raise WeightUnsteady
        if self._gross.quantity_milli <= 0:
            raise WeightMissing
        self.tare_milli = self._gross.quantity_milli
        self._tell(WeightChanged(self.weight))

    def forget_tare(self) -> None:
        """Weigh without a container again."""
        self.tare_milli = 0
        self._tell(WeightChanged(self.weight))

    def zero(self) -> None:
        """Set the empty scale to zero; raises DeviceError where only its own key can."""
        if self._scale is None:
            raise ScaleAway
        self.tare_milli = 0
        self._scale.zero()

    def _weighed(self, weight: Weight) -> None:
        self._gross = weight
        if weight.is_stable and weight.quantity_milli <= EMPTY_G and self._is_taken:
            self._is_taken = False
            self.tare_milli = 0
        self._tell(WeightChanged(self.weight))

    def _changed(self, health: Health) -> None:
        self.health = health
        self._on_health(health)


def in_unit(grams: int, unit: str) -> int:
    """Return grams as thousandths of a unit that is a weight."""
    return divide(grams * 1_000_000 * 1000, UNITS[unit])
