"""The drawer: opening, counting, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from tests.ui.scenes.counter import fill, well

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


def cash(stage: Any) -> None:
    well(stage)
    stage.desk.show("cash")
    for key in ("5", "0", "000"):
        stage.desk.screen.push(key)


SHIFTS: dict[str, Callable[[Any], None]] = {scene.__name__: scene for scene in (shift_open, shift, shift_close, cash)}
