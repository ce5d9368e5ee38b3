"""Scales: the Toledo 8217 serial protocol, USB HID, and a simulated one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.drivers._options import Options, driver_module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.till.devices import Scale

__all__ = ["DRIVERS", "make_scale"]

DRIVERS = {"hid": "_hid", "simulated": "_simulated", "toledo_8217": "_toledo"}


def make_scale(given: Mapping[str, object]) -> Scale:
    """Return the scale that the settings describe; it weighs nothing before `start`.

    Raises OptionError for an unknown driver, an unknown option or a value that cannot be used.
    """
    options = Options("scale", given)
    scale: Scale = driver_module(options, DRIVERS, __name__).make(options)
    options.end()
    return scale
