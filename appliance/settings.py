"""The till's settings: one frozen object from till.toml and the environment; an unknown key is refused by name."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.core.errors import N_, LapakError
from appliance.mqtt import BrokerSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENT = "LAPAK_TILL_"
TEXTS_OF_THE_SCREEN = Path(__file__).parent / "ui" / "text"
LANGUAGES = ("en", *sorted(path.parents[1].name for path in TEXTS_OF_THE_SCREEN.glob("*/LC_MESSAGES/lapak.mo")))
THEMES = ("light", "dark", "contrast")
TEXT_SIZES = ("normal", "large")
BROKER_KEYS = ("host", "port", "ca", "certificate", "key")
SIZES = ("800x480", "1024x600", "1280x800")


class SettingsWrong(LapakError):
    """till.toml or the environment says something that cannot be used."""

    code = "settings"
    text = N_("{path}: {reason}. Correct it and start the till again.")


@dataclass(frozen=True)
class Settings:
    """Everything a till must know before it can open its store.

    data: the folder of its store and keys; till, store, merchant: who it is (docs/protocol.md, claiming);
    scanner, printer, drawer, terminal, light: a driver's name and its options (docs/devices.md), scale the same or None
    for a shop without one; broker: None sells without a network; kiosk: start as a self-checkout (docs/kiosk.md).
    """

    data: Path
    till: str
    store: str
    merchant: str
    language: str = "id"
    theme: str = "light"
    text_size: str = "normal"
    size: str = "1024x600"
    fullscreen: bool = False
    left_handed: bool = False
    sound: bool = True
    kiosk: bool = False
    broker: BrokerSettings | None = None
    scanner: Mapping[str, Any] = field(default_factory=lambda: {"driver": "wedge"})
    printer: Mapping[str, Any] = field(default_factory=lambda: {"driver": "simulated"})
    drawer: Mapping[str, Any] = field(default_factory=lambda: {"driver": "simulated"})
    scale: Mapping[str, Any] | None = None
    terminal: Mapping[str, Any] = field(default_factory=lambda: {"driver": "manual"})
    light: Mapping[str, Any] = field(default_factory=lambda: {"driver": "off"})


TEXTS = {
    "till": None,
    "store": None,
    "merchant": None,
    "language": LANGUAGES,
    "theme": THEMES,
    "text_size": TEXT_SIZES,
    "size": SIZES,
}
TABLES = ("scanner", "printer", "drawer", "scale", "terminal", "light")
FLAGS = ("fullscreen", "kiosk")
KEYS = ("data", *TEXTS, *FLAGS, "broker", *TABLES)


def load(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of a till.toml; paths in it are relative to it.

    LAPAK_TILL_DATA, _LANGUAGE, _THEME and _SIZE in the environment win over the file. Raises SettingsWrong.
    """
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsWrong(path=path, reason=f"it cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsWrong(path=path, reason=f"it is not TOML ({error})") from error
    for name in ("data", "language", "theme", "size"):
        value = environment.get(ENVIRONMENT + name.upper())
        if value is not None:
            given[name] = value
    return _checked(path, given)


def _checked(path: Path, given: dict[str, Any]) -> Settings:
    unknown = sorted(set(given) - set(KEYS))
    if unknown:
        raise SettingsWrong(path=path, reason=f"“{unknown[0]}” is no setting (there are: {', '.join(KEYS)})")
    values: dict[str, Any] = {}
    for name, allowed in TEXTS.items():
        if name in given:
            values[name] = _text(path, name, given[name], allowed)
    for name in FLAGS:
        if name in given:
            if type(given[name]) is not bool:
                raise SettingsWrong(path=path, reason=f"“{name}” is true or false")
            values[name] = given[name]
    for name in ("till", "store", "merchant", "data"):
        if not given.get(name):
            raise SettingsWrong(path=path, reason=f"“{name}” is missing")
    if set(values["till"]) & set("/+#"):
        raise SettingsWrong(path=path, reason=f"“till” must be a UUID, not {values['till']!r}")
    values["data"] = path.parent / _text(path, "data", given["data"], None)
    for name in TABLES:
        if name in given:
            values[name] = _table(path, name, given[name])
    if "broker" in given:
        values["broker"] = _broker(path, _table(path, "broker", given["broker"]))
    return Settings(**values)


def _text(path: Path, name: str, value: object, allowed: tuple[str, ...] | None) -> str:
    if not isinstance(value, str) or not value or (allowed is not None and value not in allowed):
        wanted = f"one of {', '.join(allowed)}" if allowed else "a text"
        raise SettingsWrong(path=path, reason=f"“{name}” must be {wanted}, not {value!r}")
    return value


def _table(path: Path, name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsWrong(path=path, reason=f"“{name}” must be a table: write [{name}] and its keys below")
    return value


def _broker(path: Path, given: dict[str, Any]) -> BrokerSettings:
    wrong = sorted(set(given) ^ set(BROKER_KEYS))
    if wrong:
        state = "missing" if wrong[0] in BROKER_KEYS else f"unknown (there are: {', '.join(BROKER_KEYS)})"
        raise SettingsWrong(path=path, reason=f"“{wrong[0]}” in [broker] is {state}")
    port = given["port"]
    if type(port) is not int or not 0 < port < 65536:
        raise SettingsWrong(path=path, reason=f"“port” in [broker] must be 1 to 65535, not {port!r}")
    texts = {name: _text(path, name, given[name], None) for name in BROKER_KEYS if name != "port"}
    files = {name: path.parent / texts[name] for name in ("ca", "certificate", "key")}
    return BrokerSettings(texts["host"], port, **files)
