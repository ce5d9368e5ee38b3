"""Paying in more ways than cash, by touch: a part leaves the rest, and what is paid elsewhere comes by itself."""

from __future__ import annotations

from typing import Any

from appliance.till.card_payment import CardPayment
from appliance.till.ports import OK, Health
from tests.ui.fake_customers import GIFT_CODE
from tests.ui.scenes import fill


class Note:
    """Remembers an open card payment for as long as the test lasts."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] | None = None

    def read(self) -> dict[str, Any] | None:
        return self.kept

    def write(self, note: dict[str, Any]) -> None:
        self.kept = dict(note)

    def forget(self) -> None:
        self.kept = None


class Standalone:
    """A terminal that nobody talks to."""

    is_manual = True

    def health(self) -> Health:
        return Health(OK)

    def close(self) -> None:
        pass


def pay(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.settle(0.4)


def tenders(stage: Any) -> list[tuple[str, int]]:
    return [(tender["kind"], tender["amount_minor"]) for tender in stage.books.last_sale()["body"]["tenders"]]


def type_amount(stage: Any, *keys: str) -> None:
    for key in keys:
        stage.tap_on(stage.button(key))


def test_less_cash_than_is_due_is_a_part_and_the_rest_stays(stage: Any) -> None:
    pay(stage)
    type_amount(stage, "2", "0", "000")
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.screen.ids.due.amount == "Rp 48.583"
    stage.tap_on(stage.button("Exact"))
    assert tenders(stage) == [("cash", 20_000), ("cash", 48_583)]


def test_a_part_is_given_back_with_one_tap(stage: Any) -> None:
    pay(stage)
    type_amount(stage, "2", "0", "000")
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.tap_on(stage.button("Cash 20.000"))
    assert (stage.till.sale.tenders, stage.desk.screen.ids.due.amount) == ([], "Rp 68.583")


def test_a_qr_payment_the_bridge_confirms_finishes_the_sale_by_itself(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("QR"))
    stage.catalogue.paid[stage.till.qr.offer.reference] = 68_583
    stage.till.feed_applied(frozenset({"payment"}))
    stage.settle(0.1)
    assert stage.desk.is_showing("done")
    assert tenders(stage) == [("qr", 68_583)]


def test_a_qr_payment_is_taken_on_a_persons_word_and_only_for_what_was_typed(stage: Any) -> None:
    pay(stage)
    type_amount(stage, "3", "0", "000")
    stage.tap_on(stage.button("QR"))
    assert stage.till.qr.offer.amount_minor == 30_000
    stage.tap_on(stage.button("I saw the payment"))
    stage.tap_on(stage.button("Cash"))
    stage.settle(0.4)
    stage.tap_on(stage.button("Exact"))
    assert tenders(stage) == [("qr", 30_000), ("cash", 38_583)]


def test_a_code_is_not_offered_once_the_screen_is_left(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("QR"))
    stage.tap_on(stage.button("arrow-left"))
    assert stage.till.qr.offer is None


def test_a_gift_card_that_is_scanned_pays_what_is_on_it(stage: Any) -> None:
    pay(stage)
    stage.desk.scan(GIFT_CODE)
    stage.settle(0.1)
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.tap_on(stage.button("Cash"))
    stage.settle(0.4)
    stage.tap_on(stage.button("Exact"))
    assert tenders(stage) == [("gift_card", 50_000), ("cash", 18_583)]


def test_what_a_stand_alone_terminal_approved_is_one_tap(stage: Any) -> None:
    terminal = CardPayment(Standalone(), Note(), stage.till.tell_from_thread, lambda _health: None)
    stage.till.charged.fit(terminal)
    pay(stage)
    stage.tap_on(stage.button("Card"))
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.settle(0.1)
    assert tenders(stage) == [("card", 68_583)]
    assert not terminal.open_key


def test_more_than_is_due_is_refused_on_a_card(stage: Any) -> None:
    stage.till.charged.fit(CardPayment(Standalone(), Note(), stage.till.tell_from_thread, lambda _health: None))
    pay(stage)
    type_amount(stage, "9", "0", "000")
    stage.tap_on(stage.button("Card"))
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.settle(0.1)
    assert stage.books.last_sale() is None
