"""The way to the GPIO pins, chosen by name: a till never tries one after another until something answers."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

LGPIO, MOCK = "lgpio", "mock"
NAMES = (LGPIO, MOCK)
CHIPS = 16  # /dev/gpiochip0 to 15 are looked through for a label


def pins(factory: object, chip: int | str | None) -> Any:
    """Return a gpiozero pin factory.

    factory: "lgpio", "mock" or a ready factory; chip: its number, its label (numbers differ between Pi models and
    kernels, labels do not) or None for gpiozero's choice. Raises ImportError, OSError or a GPIOZeroError.
    """
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
