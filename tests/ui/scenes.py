"""What a cashier sees in a day, each as a few lines that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from appliance.till.events import DeviceChanged, WireChanged
from appliance.till.ports import OK, SICK, DeviceError, Health

if TYPE_CHECKING:
    from collections.abc import Callable


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
        stage.till.add(stage.catalogue.variants[index])
    if not indexes:
        stage.till.set_quantity(3, 845)
        stage.desk.home()


def park_two(stage: Any) -> None:
    for indexes, name in (((12, 24, 40), ""), ((56, 5, 5), "Meja 4")):
        for index in indexes:
            stage.till.add(stage.catalogue.variants[index])
        stage.till.park(name)
        stage.settle(0.05)


def empty(stage: Any) -> None:
    well(stage)


def sell(stage: Any) -> None:
    fill(stage)


def discounted(stage: Any) -> None:
    fill(stage)
    stage.till.discount_line(2, Discount(ppm=100_000))
    stage.till.discount_sale(Discount(ppm=50_000))
    stage.desk.show("discount")


def line(stage: Any) -> None:
    fill(stage)
    stage.desk.show("line", number=1)


def weighed(stage: Any) -> None:
    fill(stage)
    stage.desk.show("line", number=3)


def quantity(stage: Any) -> None:
    fill(stage)
    stage.desk.show("quantity")
    for key in "12":
        stage.desk.screen.push(key)


def search(stage: Any) -> None:
    fill(stage)
    stage.desk.show("search")
    for key in "INDO":
        stage.desk.screen.push(key)


def pay(stage: Any) -> None:
    fill(stage)
    stage.desk.show("pay")


def pay_typed(stage: Any) -> None:
    pay(stage)
    for key in ("7", "5", "000"):
        stage.desk.screen.push(key)


def done(stage: Any) -> None:
    pay(stage)
    stage.till.pay_cash(100_000)


def done_exact(stage: Any) -> None:
    pay(stage)
    stage.till.pay_cash(stage.till.cash_due_minor())


def parked(stage: Any) -> None:
    well(stage)
    park_two(stage)
    stage.desk.show("parked")


def orders(stage: Any) -> None:
    fill(stage)
    stage.desk.show("orders")


def menu(stage: Any) -> None:
    fill(stage)
    stage.desk.show("menu")


def sick(stage: Any) -> None:
    fill(stage)
    stage.till.tell(WireChanged(online=False, unsent=3, oldest_unsent_ms=None))
    stage.till.tell(DeviceChanged("printer", Health(SICK, PaperOut(printer="Epson TM-T20"))))


def devices(stage: Any) -> None:
    sick(stage)
    stage.desk.banner.hide()
    stage.desk.show("devices")


def unknown(stage: Any) -> None:
    fill(stage)
    stage.till.scan("8992761002015")


def undo(stage: Any) -> None:
    fill(stage)
    stage.desk.remove(2)


def shift_open(stage: Any) -> None:
    stage.begin_again(shift_open=False)
    well(stage)
    for key in ("2", "0", "0", "000"):
        stage.desk.screen.push(key)


def _sold(stage: Any) -> None:
    fill(stage, 12, 26, 40, 50)
    stage.till.discount_sale(Discount(ppm=50_000))
    stage.till.pay_cash(500_000)
    stage.settle(0.05)
    stage.desk.home()


def shift(stage: Any) -> None:
    _sold(stage)
    stage.desk.show("shift")


def shift_close(stage: Any) -> None:
    _sold(stage)
    stage.desk.show("shift_close")
    for key in ("3", "7", "5", "000"):
        stage.desk.screen.push(key)


def cash(stage: Any) -> None:
    well(stage)
    stage.desk.show("cash")
    for key in ("5", "0", "000"):
        stage.desk.screen.push(key)


SCENES: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        empty, sell, search, quantity, line, weighed, discounted, pay, pay_typed, done, done_exact, parked, orders,
        menu, sick, devices, unknown, undo, shift_open, shift, shift_close, cash,
    )
}  # fmt: skip
