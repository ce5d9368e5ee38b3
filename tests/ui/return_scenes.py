"""Goods and money that go back, each as a few lines that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _well(stage: Any) -> None:
    from tests.ui.scenes import well

    well(stage)


def sell(stage: Any, *indexes: int) -> Any:
    """Sell these goods for exact cash and return the receipt."""
    for index in indexes:
        stage.till.basket.add(stage.catalogue.variants[index])
    stage.till.checkout.pay_cash(stage.till.checkout.left_minor())
    stage.settle(0.05)
    stage.desk.home()
    return stage.till.returns.recent(limit=1)[0]


def a_morning(stage: Any) -> None:
    """Five sales: two that stand, one void, one of which something came back (which is a receipt of its own)."""
    _well(stage)
    sell(stage, 9, 9, 1)
    voided = sell(stage, 12)
    part = sell(stage, 15, 15, 23, 50)
    stage.till.returns.void(voided, "x")
    stage.till.returns.take_back(part, 1, 1_000)
    stage.till.checkout.pay_cash(stage.till.checkout.left_minor())
    stage.settle(0.05)
    sell(stage, 56, 5, 5)
    stage.desk.banner.hide()
    stage.desk.home()


def receipts(stage: Any) -> None:
    a_morning(stage)
    stage.desk.show("receipts")


def receipt(stage: Any) -> None:
    a_morning(stage)
    stage.desk.scan(stage.till.returns.recent()[2].entry["body"]["number"])


def receipt_back(stage: Any) -> None:
    receipt(stage)
    for index in (0, 2):
        stage.desk.screen.chosen(index)


def receipt_void(stage: Any) -> None:
    a_morning(stage)
    stage.desk.show("receipt", sold=stage.till.returns.recent()[0])
    stage.desk.screen.ask_void()


def exchange(stage: Any) -> None:
    receipt(stage)
    stage.desk.screen.all_back()
    stage.desk.screen.exchange()
    stage.till.basket.add(stage.catalogue.variants[26])
    stage.desk.home()


def pay_back(stage: Any) -> None:
    receipt(stage)
    stage.desk.screen.all_back()
    stage.desk.show("pay")


def done_back(stage: Any) -> None:
    pay_back(stage)
    stage.till.checkout.pay_cash(stage.till.checkout.left_minor())
    stage.settle(0.05)


def return_goods(stage: Any) -> None:
    _well(stage)
    stage.desk.show("return_goods")
    for index in (9, 15):
        stage.desk.screen._tapped(stage.catalogue.variants[index])


def empty_again(stage: Any) -> None:
    _well(stage)
    sell(stage, 9, 9, 1)
    stage.desk.home()


def _asking(stage: Any, *, prints: bool = False) -> None:
    """A shop whose receipts have a page, and that asks before it prints."""
    from dataclasses import replace

    shop = replace(stage.till.shop, prints=prints, receipts_at=f"https://melati.example/r/{'A' * 22}")
    stage.till.shop = shop


def done_choices(stage: Any) -> None:
    from tests.ui.scenes.selling import pay

    _asking(stage)
    pay(stage)
    stage.till.checkout.pay_cash(100_000)
    stage.settle(0.05)


def done_code(stage: Any) -> None:
    done_choices(stage)
    stage.desk.screen.toggle_code()


def done_send(stage: Any) -> None:
    done_choices(stage)
    stage.desk.screen.ask_address()


def training(stage: Any) -> None:
    from tests.ui.scenes import fill

    stage.practise()
    fill(stage)


def training_menu(stage: Any) -> None:
    training(stage)
    stage.desk.show("menu")
    stage.desk.show("stock")


def training_done(stage: Any) -> None:
    training(stage)
    stage.desk.show("pay")
    stage.till.checkout.pay_cash(100_000)
    stage.settle(0.05)


RETURN_SCENES: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        receipts, receipt, receipt_back, receipt_void, exchange, pay_back, done_back, return_goods, empty_again,
        done_choices, done_code, done_send, training, training_menu, training_done,
    )
}  # fmt: skip
