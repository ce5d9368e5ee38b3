"""How every scene begins: the devices are well, and something is in the cart."""

from __future__ import annotations

from typing import Any

from appliance.till.events import DeviceChanged, WireChanged
from appliance.till.ports import OK, DeviceError, Health


class PaperOut(DeviceError):
    code = "printer.paper"
    text = "The printer {printer} has no paper. Put in a new roll."


def well(stage: Any) -> None:
    for device in ("printer", "drawer", "scanner"):
        stage.till.tell(DeviceChanged(device, Health(OK)))
    stage.till.tell(WireChanged(online=True, unsent=0, oldest_unsent_ms=None))


def fill(stage: Any, *indexes: int) -> None:
    well(stage)
    for index in indexes or (9, 9, 1, 26, 31):
        stage.till.basket.add(stage.catalogue.variants[index])
    if not indexes:
        stage.till.basket.set_quantity(3, 845)
        stage.desk.home()


def park_two(stage: Any) -> None:
    for indexes, name in (((12, 24, 40), ""), ((56, 5, 5), "Meja 4")):
        for index in indexes:
            stage.till.basket.add(stage.catalogue.variants[index])
        stage.till.parking.park(name)
        stage.settle(0.05)
