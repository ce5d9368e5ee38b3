"""The drawer: opening, counting, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from appliance.drivers.terminal.errors import DayUnclear
from appliance.till.events import DeviceChanged, TerminalDayClosed, WireChanged
from appliance.till.ports import OK, Health, Unsent
from tests.ui.fake_devices import FakeDevices, fit_terminal
from tests.ui.scenes.counter import fill, park_two, well

if TYPE_CHECKING:
    from collections.abc import Callable


def _sold(stage: Any) -> None:
    fill(stage, 12, 26, 40, 50)
    stage.till.basket.discount_sale(Discount(ppm=50_000))
    stage.till.checkout.pay_cash(500_000)
    stage.settle(0.05)
    stage.desk.home()


def shift_open(stage: Any) -> None:
    stage.begin_again(shift_open=False)
    well(stage)
    for key in ("2", "0", "0", "000"):
        stage.desk.screen.push(key)


def shift(stage: Any) -> None:
    _sold(stage)
    stage.desk.show("shift")


def shift_close(stage: Any) -> None:
    _sold(stage)
    stage.desk.show("shift_close")
    for key in ("3", "7", "5", "000"):
        stage.desk.screen.push(key)


def _left_open(stage: Any) -> None:
    """Sell, park two carts, have sales that are not sent, and a card terminal that speaks ZVT."""
    _sold(stage)
    park_two(stage)
    stage.books.left = Unsent(14, 1_284_500, stage.clock_ms - 7_900_000)
    stage.till.tell(WireChanged(online=False, unsent=31, oldest_unsent_ms=stage.clock_ms - 7_900_000))
    fit_terminal(stage)


def shift_close_left(stage: Any) -> None:
    _left_open(stage)
    stage.desk.show("shift_close")
    for key in ("3", "6", "5", "000"):
        stage.desk.screen.push(key)


def shift_close_day(stage: Any) -> None:
    _left_open(stage)
    stage.books.left = Unsent()
    stage.desk.show("shift_close")
    stage.till.tell(TerminalDayClosed((), DayUnclear()))


def devices_day(stage: Any) -> None:
    _left_open(stage)
    FakeDevices(driver="zvt", host="192.168.1.60").fit(stage)
    stage.till.tell(DeviceChanged("terminal", Health(OK)))
    stage.till.tell(TerminalDayClosed(("END OF DAY",)))
    stage.desk.banner.hide()
    stage.desk.show("devices")
    stage.settle(0.3)
    stage.desk.screen._list.see(len(stage.desk.screen._rows) - 1)


def cash(stage: Any) -> None:
    well(stage)
    stage.desk.show("cash")
    for key in ("5", "0", "000"):
        stage.desk.screen.push(key)


SCENES = (shift_open, shift, shift_close, shift_close_left, shift_close_day, devices_day, cash)
SHIFTS: dict[str, Callable[[Any], None]] = {scene.__name__: scene for scene in SCENES}
