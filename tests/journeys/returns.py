"""What comes back, by touch: refunds by scanning the receipt, an exchange, a void, goods without a receipt, a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.journeys import stall_shop as shop
from tests.journeys.sales import code_of, kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.cashier import Cashier

    Body = dict[str, Any]


def _sell(cashier: Cashier, *names: str) -> Body:
    cashier.scan(*map(code_of, names))
    return cashier.cash()


def _open(cashier: Cashier, sold: Body) -> None:
    cashier.scan(sold["number"])
    cashier.till.wait("the receipt is open", lambda seen: seen["screen"] == "receipt" and "Void" in seen["words"])


def refunded(cashier: Cashier) -> None:
    sold = _sell(cashier, "Gula", "Minyak", "Gula")
    _open(cashier, sold)
    cashier.till.tap("Everything back")
    cashier.approve(lambda seen: len(seen["lines"]) == 2)
    cashier.pay()
    cashier.exact()
    body = cashier.done()
    assert (body["refunds"], body["total_minor"]) == (sold["sale"], -sold["total_minor"])


def partly_refunded(cashier: Cashier) -> None:
    sold = _sell(cashier, "Kecap", "Kecap", "Aqua")
    _open(cashier, sold)
    cashier.till.tap("Kecap", among="cell")
    cashier.approve(lambda seen: len(seen["lines"]) == 1)
    cashier.pay()
    cashier.exact()
    body = cashier.done()
    assert body["total_minor"] == -22_340


def refunded_on_the_gift_card(cashier: Cashier) -> None:
    cashier.scan(code_of("Biskuit"))
    cashier.home()
    cashier.watch()
    cashier.scan(shop.GIFT)
    cashier.till.tap("Take")
    sold = cashier.done()
    _open(cashier, sold)
    cashier.till.tap("Everything back")
    cashier.approve(lambda seen: seen["lines"])
    cashier.home()
    cashier.watch()
    cashier.scan(shop.GIFT)
    cashier.till.wait_screen("pay")
    cashier.till.tap("Give back", among="button")
    assert kinds(cashier.done()) == ["gift_card"]


def exchanged(cashier: Cashier) -> None:
    sold = _sell(cashier, "Sabun", "Sabun")
    _open(cashier, sold)
    cashier.till.tap("Everything back")
    cashier.approve(lambda seen: seen["lines"])
    cashier.till.tap("Exchange")
    cashier.till.wait_screen("sell")
    cashier.scan(code_of("Minyak"))
    body = cashier.cash()
    assert [line["quantity_milli"] for line in body["lines"]] == [-2_000, 1_000]


def voided(cashier: Cashier) -> None:
    sold = _sell(cashier, "Roti Tawar", "Teh Botol")
    _open(cashier, sold)
    since = len(cashier.till.events)
    cashier.till.taps("Void", "Rung up twice")
    cashier.approve(lambda seen: seen["screen"] == "receipt" and "Void" not in seen["words"])
    event = cashier.till.wait_event("SaleVoided", since)
    assert event["body"]["number"] == sold["number"]
    cashier.home()


def printed_again(cashier: Cashier) -> None:
    sold = _sell(cashier, "Aqua")
    cashier.till.tap("Print again", f"{sold['number']} again")
    cashier.home()


EVERY: tuple[Callable[[Cashier], None], ...] = (
    refunded, partly_refunded, refunded_on_the_gift_card, exchanged, voided, printed_again,
)  # fmt: skip
