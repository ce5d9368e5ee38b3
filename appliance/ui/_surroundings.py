"""The desk's ear for devices and the network; an outage is told once it has lasted, and what can be done meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.clock import Clock

from appliance.till import events
from appliance.till.ports import SICK

from .text import say
from .zones.outage import BRIDGE, NETWORK, Outage
from .zones.strip import device_name

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 40.0  # most outages are over by then; an alarm for them teaches people to look away


class Surroundings:
    """Belongs to one desk; since when the wire is gone outlives it, in the state."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.outage = Outage(desk)
        self.hears: dict[type, Callable[[Any], None]] = {
            events.DeviceChanged: self._device_changed,
            events.WireChanged: self._wire_changed,
        }

    @property
    def level(self) -> int:
        """What is out of reach, once that has lasted: 0 nothing, BRIDGE, or NETWORK where not even the shop's is."""
        app, since = self._desk.app, self._desk.state.offline_since_s
        if since is None or app.seconds() - since < PATIENCE_S:
            return 0
        return BRIDGE if app.has_network() else NETWORK

    def look(self, *_args: object) -> None:
        """Tell or take back an outage; the strip says it as well."""
        self.outage.show(self.level)
        self._desk.strip.refresh()
        self._wait()

    def _wait(self) -> None:
        Clock.unschedule(self.look)
        state, app = self._desk.state, self._desk.app
        if state.offline_since_s is not None and app.desk in (None, self._desk):
            left = PATIENCE_S - (app.seconds() - state.offline_since_s)
            Clock.schedule_once(self.look, left if left > 0 else PATIENCE_S)

    def _wire_changed(self, event: events.WireChanged) -> None:
        state = self._desk.state
        state.online, state.unsent, state.oldest_unsent_ms = event.online, event.unsent, event.oldest_unsent_ms
        if event.online:
            state.offline_since_s = None
        elif state.offline_since_s is None:
            state.offline_since_s = self._desk.app.seconds()
        self.look()
        if self._desk.is_showing("shift_close"):  # it lists what is still to be sent
            self._desk.screen.refresh()

    def _device_changed(self, event: events.DeviceChanged) -> None:
        desk = self._desk
        before = desk.state.devices.get(event.device)
        desk.state.devices[event.device] = event.health
        desk.strip.refresh()
        desk.cart.refresh_head()
        if event.health.state == SICK and event.health.error and (before is None or before.state != SICK):
            desk.tell(f"{device_name(event.device)}: {say(event.health.error)}", "warn")
        desk.screen.refresh()
