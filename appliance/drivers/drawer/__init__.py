"""Cash drawers: on a GPIO pin, on the printer's connector, and a simulated one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.drivers._options import Options, driver_module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.till.ports import Drawer

    from ._printer_kick import Kicks

__all__ = ["DRIVERS", "make_drawer"]

PRINTER_KICK = "printer_kick"
DRIVERS = {"gpio": "_gpio", PRINTER_KICK: "_printer_kick", "simulated": "_simulated"}


def make_drawer(given: Mapping[str, object], printer: Kicks | None = None) -> Drawer:
    """Return the drawer that the settings describe; no pin is claimed yet.

    printer: who gives the pulse for `printer_kick`. Raises OptionError for an unknown driver, an unknown option or a
    value that cannot be used.
    """
    options = Options("drawer", given)
    module = driver_module(options, DRIVERS, __name__)
    drawer: Drawer = module.make(options, printer) if options.driver == PRINTER_KICK else module.make(options)
    options.end()
    return drawer
