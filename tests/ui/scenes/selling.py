"""The day at the counter: selling, paying, parking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from tests.ui.fake_devices import fit_terminal
from tests.ui.scenes.counter import fill, park_two, well

if TYPE_CHECKING:
    from collections.abc import Callable


def empty(stage: Any) -> None:
    well(stage)


def sell(stage: Any) -> None:
    fill(stage)


def search(stage: Any) -> None:
    fill(stage)
    stage.desk.show("search")
    for key in "INDO":
        stage.desk.screen.push(key)


def quantity(stage: Any) -> None:
    fill(stage)
    stage.desk.show("quantity")
    for key in "12":
        stage.desk.screen.push(key)


def line(stage: Any) -> None:
    fill(stage)
    stage.desk.show("line", number=1)


def weighed(stage: Any) -> None:
    fill(stage)
    stage.desk.show("line", number=3)


def discounted(stage: Any) -> None:
    fill(stage)
    stage.till.basket.discount_line(2, Discount(ppm=100_000))
    stage.till.basket.discount_sale(Discount(ppm=50_000))
    stage.desk.show("discount")


def pay(stage: Any) -> None:
    fill(stage)
    stage.desk.show("pay")


def pay_typed(stage: Any) -> None:
    pay(stage)
    for key in ("7", "5", "000"):
        stage.desk.screen.push(key)


def pay_part(stage: Any) -> None:
    pay(stage)
    stage.till.checkout.pay_cash(20_000)
    stage.settle(0.05)


def pay_qr(stage: Any) -> None:
    pay(stage)
    stage.desk.screen.choose("qr")


def _tipping(stage: Any, kind: str) -> Any:
    stage.till.shop = replace(stage.till.shop, takes_tips=True)
    fill(stage)
    fit_terminal(stage)
    stage.desk.show("pay", kind=kind)
    return stage.desk.screen


def tip_cash(stage: Any) -> None:
    _tipping(stage, "cash").ask_tip("cash")
    stage.desk.screen._choose(3_500)


def tip_card(stage: Any) -> None:
    _tipping(stage, "card")._choose(7_000)


def tip_qr(stage: Any) -> None:
    _tipping(stage, "qr")._choose(3_500)


def tip_own(stage: Any) -> None:
    _tipping(stage, "card")
    for key in ("7", "5", "00"):
        stage.desk.screen.push(key)


def done(stage: Any) -> None:
    pay(stage)
    stage.till.checkout.pay_cash(100_000)


def done_exact(stage: Any) -> None:
    pay(stage)
    stage.till.checkout.pay_cash(stage.till.checkout.left_minor())


def parked(stage: Any) -> None:
    well(stage)
    park_two(stage)
    stage.desk.show("parked")


def menu(stage: Any) -> None:
    fill(stage)
    stage.desk.show("menu")


def unknown(stage: Any) -> None:
    fill(stage)
    stage.till.scan("8992761002015")


def undo(stage: Any) -> None:
    fill(stage)
    stage.desk.remove(2)


SELLING: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        empty,
        sell,
        search,
        quantity,
        line,
        weighed,
        discounted,
        pay,
        pay_typed,
        pay_part,
        pay_qr,
        tip_cash,
        tip_card,
        tip_qr,
        tip_own,
        done,
        done_exact,
        parked,
        menu,
        unknown,
        undo,
    )
}
