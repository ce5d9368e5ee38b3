"""A device's table from the settings, read key by key, so that what no driver asked for can be refused by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import BadOption, DriverMissing, MissingOption, UnknownDriver, UnknownOption

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType


class Options:
    """One device's options; every reader checks the value and remembers that the key is known."""

    def __init__(self, device: str, given: Mapping[str, object]) -> None:
        self.device = device
        self.driver = given.get("driver", "")
        self._given = dict(given)
        self._known = {"driver"}

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty; without a default the key is needed."""
        return str(self._read(key, default, "a text", lambda value: isinstance(value, str) and value != ""))

    def texts(self, key: str) -> list[str]:
        """Return one or several texts as a list; an absent key is an empty list."""
        value = self._read(key, [], "a text or a list of texts", _is_texts)
        return [value] if isinstance(value, str) else list(value)

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        """Return one of the known words."""
        return str(self._read(key, default, "one of: " + ", ".join(known), lambda value: value in known))

    def whole(self, key: str, default: int | None, low: int, high: int) -> int:
        """Return a whole number from low to high; without a default the key is needed."""
        wanted = f"a whole number from {low} to {high}"
        return int(self._read(key, default, wanted, lambda value: type(value) is int and low <= value <= high))

    def seconds(self, key: str, default: float, low: float, high: float) -> float:
        """Return a time in seconds from low to high."""
        wanted = f"seconds from {low:g} to {high:g}"
        return float(
            self._read(key, default, wanted, lambda value: type(value) in {int, float} and low <= value <= high)
        )

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        return bool(self._read(key, default, "true or false", lambda value: isinstance(value, bool)))

    def anything(self, key: str, default: object = None) -> Any:
        """Return whatever was given; the driver checks it."""
        self._known.add(key)
        return self._given.get(key, default)

    def has(self, key: str) -> bool:
        """Say whether the settings give this key."""
        self._known.add(key)
        return key in self._given

    def missing(self, key: str) -> MissingOption:
        """Return the error for an option that must be given."""
        return MissingOption(device=self.device, driver=self.driver, option=key)

    def bad(self, key: str, wanted: str) -> BadOption:
        """Return the error for a value that cannot be used."""
        return BadOption(device=self.device, option=key, value=repr(self._given.get(key)), wanted=wanted)

    def end(self) -> None:
        """Refuse the first key that no reader asked for."""
        for key in sorted(set(self._given) - self._known):
            known = ", ".join(sorted(self._known))
            raise UnknownOption(device=self.device, driver=self.driver, option=key, known=known)

    def _read(self, key: str, default: Any, wanted: str, fits: Callable[[Any], bool]) -> Any:
        self._known.add(key)
        if key not in self._given:
            if default is None:
                raise self.missing(key)
            return default
        value = self._given[key]
        if not fits(value):
            raise self.bad(key, wanted)
        return value


def _is_texts(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return bool(texts) and all(isinstance(text, str) and text for text in texts)


def driver_module(options: Options, drivers: Mapping[str, str], package: str) -> ModuleType:
    """Return the module of the driver the settings name.

    It is imported only now: a desk without Linux input devices or GPIO still runs every other driver.
    """
    name = drivers.get(options.driver) if isinstance(options.driver, str) else None
    if name is None:
        raise UnknownDriver(device=options.device, driver=options.driver, known=", ".join(sorted(drivers)))
    try:
        return import_module("." + name, package)
    except ImportError as error:
        raise DriverMissing(device=options.device, driver=options.driver, library=error.name) from error
