"""Receipt printers: ESC/POS over the network, USB, a serial line or a device file, and a simulated one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.drivers._options import Options, driver_module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._printer import EscposPrinter

__all__ = ["DRIVERS", "make_printer"]

DRIVERS = {
    "file": "_file",
    "network": "_network",
    "serial": "_serial",
    "simulated": "_simulated",
    "usb": "_usb",
}


def make_printer(given: Mapping[str, object]) -> EscposPrinter:
    """Return the printer that the settings describe; nothing is opened yet.

    Raises OptionError for an unknown driver, an unknown option or a value that cannot be used.
    """
    options = Options("printer", given)
    printer: EscposPrinter = driver_module(options, DRIVERS, __name__).make(options)
    options.end()
    return printer
