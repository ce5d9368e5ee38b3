"""Barcode scanners: Linux input devices, a keyboard wedge for a desk, and a simulated one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.drivers._options import Options, driver_module

from ._wedge import Wedge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.till.ports import Scanner

__all__ = ["DRIVERS", "Wedge", "make_scanner"]

DRIVERS = {"evdev": "_evdev", "simulated": "_simulated", "wedge": "_wedge"}


def make_scanner(given: Mapping[str, object]) -> Scanner:
    """Return the scanner that the settings describe; it reads nothing before `start`.

    Raises OptionError for an unknown driver, an unknown option or a value that cannot be used.
    """
    options = Options("scanner", given)
    scanner: Scanner = driver_module(options, DRIVERS, __name__).make(options)
    options.end()
    return scanner
