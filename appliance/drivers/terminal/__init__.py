"""Card terminals: ZVT over TCP, one that stands alone, and a simulated one that speaks ZVT over a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.drivers._options import Options, driver_module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.till.devices import Terminal

__all__ = ["DRIVERS", "make_terminal"]

DRIVERS = {"manual": "_manual", "simulated": "_simulated", "zvt": "_zvt"}


def make_terminal(given: Mapping[str, object]) -> Terminal:
    """Return the card terminal that the settings describe; nothing is opened yet.

    Raises OptionError for an unknown driver, an unknown option or a value that cannot be used.
    """
    options = Options("terminal", given)
    terminal: Terminal = driver_module(options, DRIVERS, __name__).make(options)
    options.end()
    return terminal
