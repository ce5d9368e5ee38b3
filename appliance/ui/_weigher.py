"""The desk's hand at the scale: a weighed product that is tapped is weighed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till import events

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.catalogue import Variant
    from appliance.till.weighing import Weighing


class Weigher:
    """Belongs to one desk; without a scale it does nothing, and weights are typed."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.hears: dict[type, Callable[[Any], None]] = {
            events.WeightChanged: self._weight_changed,
            events.Tried: self._tried,
        }

    @property
    def weighing(self) -> Weighing | None:
        """The scale, None on a screen without devices."""
        checkup = self._desk.app.checkup
        return None if checkup is None else checkup.weighing

    def can_weigh(self, unit: str) -> bool:
        """Whether a scale works and this unit is a weight."""
        return self.weighing is not None and self.weighing.can_weigh(unit)

    def takes(self, variant: Variant) -> bool:
        """Sell what lies steady on the scale at once, or ask for it; False where the scale has no part in it."""
        weighing = self.weighing
        if weighing is None or not weighing.can_weigh(variant.unit):
            return False
        if weighing.ready(variant.unit) is None:
            self._desk.show("weigh", variant=variant)
        else:
            self._desk.attempt(lambda: self._desk.till.basket.add(variant, weighing.take(variant.unit)))
        return True

    def _weight_changed(self, _event: events.WeightChanged) -> None:
        """Show the figure where somebody looks at it."""
        if self._desk.is_showing("weigh") or self._desk.is_showing("devices"):
            self._desk.screen.refresh()
            self._desk.cart.refresh_foot()

    def _tried(self, event: events.Tried) -> None:
        """Show how a test of the trouble screen went."""
        if self._desk.is_showing("devices"):
            self._desk.screen.tried(event)
