"""Remembers how a device was, so that the log hears once that it went and once that it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.till.ports import OK, SICK, Health

if TYPE_CHECKING:
    import logging

    from appliance.core.errors import LapakError


class Watch:
    """The last known health of one device."""

    def __init__(self, log: logging.Logger, name: str) -> None:
        self._log = log
        self._name = name
        self._said: tuple[str, str] = (OK, "")
        self.health = Health(OK)

    def well(self) -> Health:
        """Note that the device works."""
        return self._note(Health(OK))

    def ill(self, error: LapakError, state: str = SICK) -> Health:
        """Note that the device does not work, or (state WARN) that a person should act soon."""
        return self._note(Health(state, error))

    def _note(self, health: Health) -> Health:
        error = health.error
        said = (health.state, error.code if error else "")
        if said != self._said:
            if error:
                self._log.warning("%s: %s (%s)", self._name, error, error.code)
            else:
                self._log.info("%s: works again", self._name)
            self._said = said
        self.health = health
        return health
