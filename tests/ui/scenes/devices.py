"""Devices that are well, that are not, and the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.drivers.terminal.errors import NotReachable
from appliance.till.events import DeviceChanged, WireChanged
from appliance.till.ports import OK, SICK, Health
from tests.ui.fake_devices import FakeDevices
from tests.ui.fakes import NOW_MS
from tests.ui.scenes.counter import PaperOut, fill

if TYPE_CHECKING:
    from collections.abc import Callable


def _fitted(stage: Any, grams: int = 0, **terminal: str) -> FakeDevices:
    fill(stage)
    fitted = FakeDevices(**terminal)
    fitted.fit(stage)
    if grams:
        fitted.scale.put(grams)
    return fitted


def _offline(stage: Any, *, has_network: bool) -> None:
    fill(stage)
    stage.app.has_network = lambda: has_network
    stage.till.tell(WireChanged(online=False, unsent=3, oldest_unsent_ms=stage.clock_ms))
    stage.clock_ms += 252_000
    stage.desk.surroundings.look()


def offline(stage: Any) -> None:
    _offline(stage, has_network=True)


def offline_alone(stage: Any) -> None:
    _offline(stage, has_network=False)


def settings(stage: Any) -> None:
    fill(stage)
    stage.desk.show("settings")


def weigh(stage: Any) -> None:
    fitted = _fitted(stage)
    stage.desk.add(stage.catalogue.variants[31])
    fitted.scale.put(1245)


def weigh_moving(stage: Any) -> None:
    fitted = _fitted(stage)
    stage.desk.add(stage.catalogue.variants[31])
    fitted.scale.put(52)
    fitted.weighing.tare()
    fitted.scale.put(800)
    fitted.scale.shake()


def sick(stage: Any) -> None:
    fill(stage)
    stage.till.tell(WireChanged(online=False, unsent=3, oldest_unsent_ms=NOW_MS - 252_000))
    stage.till.tell(DeviceChanged("printer", Health(SICK, PaperOut(printer="Epson TM-T20"))))


def devices(stage: Any) -> None:
    fitted = _fitted(stage, 845, driver="zvt", host="192.168.1.60")
    sick(stage)
    stage.desk.banner.hide()
    stage.till.tell(DeviceChanged("light", Health(OK)))
    stage.till.tell(DeviceChanged("terminal", Health(SICK, NotReachable(terminal="192.168.1.60:20007"))))
    stage.desk.banner.hide()
    stage.desk.show("devices")
    fitted.scale.settle()


def devices_well(stage: Any) -> None:
    _fitted(stage, 845)
    stage.desk.show("devices")
    stage.desk.scan("8991102300213")
    stage.desk.banner.hide()


DEVICES: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (weigh, weigh_moving, sick, devices, devices_well, offline, offline_alone, settings)
}
