"""The way to the GPIO pins, chosen by name: a till never tries one after another until something answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from appliance.drivers._options import Options

Pins = Callable[[], Any]  # makes a gpiozero pin factory
LGPIO, MOCK = "lgpio", "mock"
NAMES = (LGPIO, MOCK)
CHIPS = 16  # /dev/gpiochip0 to 15 are looked through for a label


def chosen_pins(options: Options) -> Pins:
    """Return what makes the gpiozero pin factory the settings name; it is made when the pins are first needed.

    `pin_factory` is "lgpio", "mock" or a ready factory; `chip` is a number or a label (numbers differ between Pi
    models and kernels, labels do not), without it gpiozero's choice.
    """
    factory = options.anything("pin_factory", LGPIO)
    chip = options.anything("chip")
    if isinstance(factory, str) and factory not in NAMES:
        raise options.bad("pin_factory", "one of: " + ", ".join(NAMES))
    if chip is not None and type(chip) not in {int, str}:
        raise options.bad("chip", "a number or a label")
    return partial(_pins, factory, chip)


def _pins(factory: object, chip: int | str | None) -> Any:
    if factory == MOCK:
        from gpiozero.pins.mock import MockFactory  # noqa: PLC0415 - only what the settings name is imported

        return MockFactory()
    if factory == LGPIO:
        from gpiozero.pins.lgpio import LGPIOFactory  # noqa: PLC0415 - as above; lgpio exists on Linux only

        return LGPIOFactory(chip=_number(chip) if isinstance(chip, str) else chip)
    return factory


def _number(label: str) -> int:
    import lgpio  # noqa: PLC0415 - as above

    for number in range(CHIPS):
        with suppress(lgpio.error):
            handle = lgpio.gpiochip_open(number)
            try:
                if lgpio.gpio_get_chip_info(handle)[3] == label:
                    return number
            finally:
                lgpio.gpiochip_close(handle)
    raise FileNotFoundError(f"no GPIO chip is called {label}")
