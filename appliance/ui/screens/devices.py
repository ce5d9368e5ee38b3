"""How every device and the network are, and what to do about it."""

from __future__ import annotations

from appliance.till.ports import OFF, OK, SICK
from appliance.ui.text import _, ngettext, say
from appliance.ui.widgets.row import RowText
from appliance.ui.zones.strip import DEVICES, device_name

from .listing import Listing


class Devices(Listing):
    """The strip at length."""

    icon = "activity"

    def title(self) -> str:
        """Return the heading."""
        return _("Devices and network")

    def empty_text(self) -> str:
        """Return nothing: the network is always in the list."""
        return ""

    def rows(self) -> list[RowText]:
        """Return the network and each device."""
        state = self.desk.state
        unsent = ngettext("{n} entry waits to be sent.", "{n} entries wait to be sent.", state.unsent)
        note = unsent if state.unsent else _("Everything has been sent.")
        if not state.online:
            note += " " + _("Selling goes on without it.")
        rows = [
            RowText(
                "wifi" if state.online else "wifi-off",
                _("Network"),
                note,
                _("Online") if state.online else _("Offline"),
                "quiet" if state.online else "warn",
            )
        ]
        words = {OK: _("Ready"), OFF: _("Not fitted"), SICK: _("Needs help")}
        for device, health in sorted(state.devices.items()):
            icon = DEVICES.get(device, ("activity", ""))[0]
            kind = {OK: "quiet", OFF: "quiet", SICK: "danger"}.get(health.state, "warn")
            said = say(health.error) if health.error else _("Works as it should.")
            rows.append(RowText(icon, device_name(device), said, words.get(health.state, _("Look soon")), kind))
        return rows
