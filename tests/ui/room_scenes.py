"""The store room and the packing table, each as a few lines that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till.events import DeviceChanged, OrdersArrived, WireChanged
from appliance.till.ports import OK, Health
from appliance.ui.text import _
from tests.ui.fake_room import ORDERS, barcode_of

if TYPE_CHECKING:
    from collections.abc import Callable


def well(stage: Any) -> None:
    for device in ("printer", "drawer", "scanner"):
        stage.till.tell(DeviceChanged(device, Health(OK)))
    stage.till.tell(WireChanged(online=True, unsent=0, oldest_unsent_ms=None))


def selling(stage: Any) -> None:
    """A sale is open meanwhile."""
    well(stage)
    for index in (9, 9, 1, 31):
        stage.till.basket.add(stage.catalogue.variants[index])


def orders(stage: Any) -> None:
    selling(stage)
    stage.desk.show("orders")


def order_arrived(stage: Any) -> None:
    well(stage)
    stage.till.tell(OrdersArrived((ORDERS[0],)))


def order(stage: Any) -> None:
    selling(stage)
    stage.desk.show("order", order="rina")
    for index in (9, 9, 1):
        stage.desk.scan(barcode_of(index))
    stage.settle(0.05)


def order_wrong(stage: Any) -> None:
    order(stage)
    stage.desk.scan(barcode_of(0))


def order_picked(stage: Any) -> None:
    order(stage)
    for index in (9, 9, 24, 24):
        stage.desk.scan(barcode_of(index))
    stage.settle(0.05)


def order_packed(stage: Any) -> None:
    well(stage)
    stage.desk.show("order", order="joko", code="4821")


def collect(stage: Any) -> None:
    well(stage)
    stage.desk.show("collect")
    for key in "48":
        stage.desk.screen.push(key)


def stock(stage: Any) -> None:
    selling(stage)
    stage.till.stock.scan("count", barcode_of(5), 3)
    stage.desk.show("stock")


def stock_item(stage: Any) -> None:
    selling(stage)
    stage.desk.show("stock")
    stage.desk.scan(barcode_of(9))


def _sheet(stage: Any, kind: str, *scans: tuple[int, int]) -> None:
    well(stage)
    stage.desk.show("sheet", kind=kind)
    for index, quantity in scans:
        stage.desk.set_quantity(quantity)
        stage.desk.scan(barcode_of(index))


def count_sheet(stage: Any) -> None:
    _sheet(stage, "count", (5, 14), (41, 3), (9, 1), (0, 48))


def receive(stage: Any) -> None:
    _sheet(stage, "receive", (9, 40), (0, 24), (24, 12))


def correct(stage: Any) -> None:
    _sheet(stage, "adjust", (0, 2), (9, 1))
    stage.desk.screen._choose(_("Broken"), None)


def request(stage: Any) -> None:
    _sheet(stage, "transfer", (9, 40), (12, 5))


def sheet_line(stage: Any) -> None:
    count_sheet(stage)
    stage.desk.show("sheet_line", kind="count", variant="v0")
    for key in "45":
        stage.desk.screen.push(key)


def sheet_empty(stage: Any) -> None:
    _sheet(stage, "count")


ROOM_SCENES: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        orders, order_arrived, order, order_wrong, order_picked, order_packed, collect, stock, stock_item, count_sheet,
        receive, correct, request, sheet_line, sheet_empty,
    )
}  # fmt: skip
