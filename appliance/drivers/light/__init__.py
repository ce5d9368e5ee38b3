"""The attendant's light: on a GPIO pin, simulated, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.drivers._options import Options, driver_module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.till.devices import Light

__all__ = ["DRIVERS", "make_light"]

DRIVERS = {"gpio": "_gpio", "off": "_off", "simulated": "_simulated"}


def make_light(given: Mapping[str, object]) -> Light:
    """Return the light that the settings describe; no pin is claimed yet.

    Raises OptionError for an unknown driver, an unknown option or a value that cannot be used.
    """
    options = Options("light", given)
    light: Light = driver_module(options, DRIVERS, __name__).make(options)
    options.end()
    return light
