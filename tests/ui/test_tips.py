"""Tips by touch: none, a share, or what the customer says, before cash, a card or a QR is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from appliance.till.card_payment import CardPayment
from tests.ui.test_pay import Note, Standalone, pay, type_amount


@pytest.fixture
def tipped(stage: Any) -> Any:
    stage.till.shop = replace(stage.till.shop, takes_tips=True)
    stage.till.charged.fit(CardPayment(Standalone(), Note(), stage.till.tell_from_thread, lambda _health: None))
    return stage


def paid(stage: Any) -> list[tuple[str, int, int, int]]:
    tenders = stage.books.last_sale()["body"]["tenders"]
    return [(t["kind"], t["amount_minor"], t.get("tip_minor", 0), t["change_minor"]) for t in tenders]


def settled_tap(stage: Any, text: str) -> None:
    """Tap once the screen has come to rest."""
    stage.settle(0.3)
    stage.tap_on(stage.button(text))
    stage.settle(0.4)


def tip(stage: Any, text: str) -> None:
    stage.tap_on(stage.button("Tip"))
    settled_tap(stage, text)


def test_a_shop_without_tips_shows_nothing_of_them(stage: Any) -> None:
    pay(stage)
    assert stage.desk.screen.tips == []
    stage.desk.screen.choose("qr")
    assert stage.desk.is_showing("pay")


def test_exact_cash_without_a_tip_is_still_one_tap(tipped: Any) -> None:
    pay(tipped)
    tipped.tap_on(tipped.button("Exact"))
    assert paid(tipped) == [("cash", 68_583, 0, 0)]


def test_a_share_is_one_tap_and_is_charged_with_the_card(tipped: Any) -> None:
    pay(tipped)
    tipped.tap_on(tipped.button("Card"))
    settled_tap(tipped, "10 %")
    assert tipped.desk.screen.ids.due.amount == "Rp 75.583"
    tipped.tap_on(tipped.desk.cart.ids.foot)
    tipped.settle(0.1)
    assert paid(tipped) == [("card", 68_583, 7_000, 0)]
    assert tipped.desk.screen.ids.paid.text.endswith("paid Rp 75.583 of Rp 75.583")


def test_cash_is_handed_over_with_the_tip_in_it(tipped: Any) -> None:
    pay(tipped)
    tip(tipped, "5 %")
    tipped.tap_on(tipped.button("75.000"))
    assert paid(tipped) == [("cash", 68_583, 3_500, 2_917)]


def test_cash_that_is_typed_pays_the_tip_too(tipped: Any) -> None:
    pay(tipped)
    tip(tipped, "5 %")
    type_amount(tipped, "7", "5", "000")
    assert tipped.desk.screen.ids.back.amount == "Rp 2.917"
    tipped.tap_on(tipped.desk.cart.ids.foot)
    assert paid(tipped) == [("cash", 68_583, 3_500, 2_917)]


def test_the_code_on_the_screen_asks_for_the_tip_and_follows_it(tipped: Any) -> None:
    pay(tipped)
    tipped.tap_on(tipped.button("QR"))
    settled_tap(tipped, "15 %")
    assert tipped.till.qr.offer.amount_minor == 68_583 + 10_500
    tip(tipped, "No tip")
    assert tipped.till.qr.offer.amount_minor == 68_583


def test_a_customer_may_name_the_tip(tipped: Any) -> None:
    pay(tipped)
    tipped.tap_on(tipped.button("Card"))
    tipped.settle(0.3)
    type_amount(tipped, "4", "2", "0", "0")
    tipped.tap_on(tipped.desk.cart.ids.foot)
    tipped.settle(0.2)
    assert tipped.desk.screen.ids.due.label == "To pay, with 4.200 tip"
    tipped.tap_on(tipped.desk.cart.ids.foot)
    tipped.settle(0.1)
    assert paid(tipped) == [("card", 68_583, 4_200, 0)]


def test_every_part_begins_without_a_tip(tipped: Any) -> None:
    pay(tipped)
    type_amount(tipped, "2", "0", "000")
    tipped.tap_on(tipped.button("Card"))
    settled_tap(tipped, "10 %")
    tipped.tap_on(tipped.desk.cart.ids.foot)
    tipped.settle(0.1)
    tipped.tap_on(tipped.button("Cash"))
    tipped.settle(0.4)
    tipped.tap_on(tipped.button("Exact"))
    assert paid(tipped) == [("card", 20_000, 2_000, 0), ("cash", 48_583, 0, 0)]


def test_nothing_is_asked_where_money_goes_back(tipped: Any) -> None:
    tipped.till.returns.take_back_without_receipt(tipped.catalogue.variants[9])
    tipped.desk.show("pay")
    assert tipped.desk.screen.tips == []
