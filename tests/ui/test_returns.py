"""Goods and money that go back, touched as a cashier touches them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.ui.screens.receipts import standing
from tests.ui.fake_customers import GIFT_CODE
from tests.ui.fake_people import RINA, SITI, STAFF
from tests.ui.fakes import barcode_of
from tests.ui.return_scenes import a_morning, sell
from tests.ui.scenes import fill


def rows(stage: Any) -> list[Any]:
    stage.settle(0.05)
    cells = [cell for cell in stage.desk.screen._list.cells if cell.index >= 0 and cell.opacity]
    return sorted(cells, key=lambda cell: cell.index)


def tap(stage: Any, text: str) -> None:
    """Tap the button that says so, once the screen is laid."""
    stage.settle(0.05)
    stage.tap_on(stage.button(text))


def number(sold: Any) -> str:
    return str(sold.entry["body"]["number"])


def last(stage: Any) -> Any:
    return stage.till.returns.recent(limit=1)[0]


def test_a_refund_by_scanning_the_receipt_is_three_taps(stage: Any) -> None:
    sold = sell(stage, 9, 9, 1)
    stage.desk.scan(number(sold))
    assert stage.desk.is_showing("receipt")
    tap(stage, "Everything back")
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.settle(0.4)
    tap(stage, "Give back")
    assert stage.desk.is_showing("done")
    assert stage.desk.screen.ids.change.text == "Rp 12.500"
    assert last(stage).entry["type"] == "sale.refunded"


def test_the_last_receipt_is_printed_again_with_one_tap(stage: Any) -> None:
    sell(stage, 9)
    stage.tap_on(stage.desk.cart.ids.last_print)
    assert stage.books.entries[-1]["kind"] == "receipt.reprinted"


def test_before_the_first_sale_nothing_is_offered_to_print(stage: Any) -> None:
    assert stage.desk.cart.ids.last.height == 0
    assert stage.desk.cart.ids.last.disabled


def test_each_tap_on_a_line_brings_one_back_and_the_last_lets_all_stay(stage: Any) -> None:
    sold = sell(stage, 9, 9, 9)
    stage.desk.scan(number(sold))
    seen = []
    for _ in range(4):
        stage.tap_on(rows(stage)[0])
        seen.append(stage.till.returns.coming_back(sold).get(1, 0))
    assert seen == [1_000, 2_000, 3_000, 0]


def test_typed_digits_are_how_many_come_back(stage: Any) -> None:
    sold = sell(stage, 9, 9, 9)
    stage.desk.scan(number(sold))
    stage.desk.set_quantity(2)
    stage.tap_on(rows(stage)[0])
    assert stage.till.returns.coming_back(sold) == {1: 2_000}
    assert stage.desk.quantity == 0


def test_an_exchange_leaves_what_comes_back_in_the_cart(stage: Any) -> None:
    sold = sell(stage, 1)
    stage.desk.scan(number(sold))
    stage.tap_on(rows(stage)[0])
    tap(stage, "Exchange")
    assert stage.desk.is_showing("sell")
    stage.desk.scan(barcode_of(2))
    assert [line.quantity_milli for line in stage.till.sale.lines] == [-1_000, 1_000]
    assert stage.desk.cart.ids.foot.text == "Rp 3.000"


def test_a_void_needs_a_reason_and_is_one_tap_on_it(stage: Any) -> None:
    sold = sell(stage, 9)
    stage.desk.scan(number(sold))
    tap(stage, "Void")
    tap(stage, "Rung up twice")
    assert stage.books.entries[-1]["body"]["reason"] == "Rung up twice"
    assert stage.desk.is_showing("receipt")
    assert standing(stage.desk, last(stage)) == "void"
    assert all(stage.button(text).disabled for text in ("Void", "Everything back"))


def test_receipts_are_found_by_their_last_digits(stage: Any) -> None:
    a_morning(stage)
    stage.desk.show("receipts")
    assert len(rows(stage)) >= 4
    for key in "50":
        tap(stage, key)
    (row,) = rows(stage)
    stage.tap_on(row)
    assert stage.desk.screen.title() == "A-000150"


def test_what_became_of_a_receipt_is_said_in_a_word_and_a_sign(stage: Any) -> None:
    a_morning(stage)
    stage.desk.show("receipts")
    said = [(row.icon, row.side) for row in stage.desk.screen.rows()]
    assert said == [
        ("receipt", ""),
        ("arrow-back-up", "Refund"),
        ("arrow-back-up", "Partly returned"),
        ("x", "Voided"),
        ("receipt", ""),
    ]


def test_goods_come_back_without_a_receipt_only_while_it_is_said(stage: Any) -> None:
    stage.desk.show("return_goods")
    stage.desk.scan(barcode_of(9))
    stage.tap_on(stage.tile(1))
    assert [line.quantity_milli for line in stage.till.sale.lines] == [-1_000, -1_000]
    tap(stage, "Sell again")
    stage.desk.scan(barcode_of(9))
    assert stage.till.sale.lines[-1].quantity_milli == 1_000


def test_a_supervisor_approves_each_thing_that_comes_back_without_a_receipt_and_sees_its_amount(stage: Any) -> None:
    stage.begin_again(staff=STAFF)
    stage.till.people.sign_in(replace(SITI, level="senior"))
    stage.desk.show("return_goods")
    stage.desk.scan(barcode_of(9))
    assert stage.desk.is_showing("approve")
    price = stage.desk.money(stage.catalogue.variants[9].price_minor)
    assert stage.desk.screen.title() == f"Refund without a receipt: {price}"
    needs = stage.desk.showing[1]["needs"]
    stage.desk.door.approved(needs, replace(RINA, level="manager"), stage.desk.showing[1]["do"])
    assert stage.desk.is_showing("return_goods")
    stage.desk.scan(barcode_of(1))
    assert stage.desk.is_showing("approve")
    assert [line.quantity_milli for line in stage.till.sale.lines] == [-1_000]


def test_a_shop_that_asks_prints_nothing_by_itself(stage: Any) -> None:
    stage.till.shop = replace(stage.till.shop, prints=False, receipts_at="https://melati.example/r/" + "A" * 22)
    stage.till.basket.add(stage.catalogue.variants[9])
    stage.till.checkout.pay_cash(10_000)
    stage.settle(0.05)
    assert stage.books.printed == []
    tap(stage, "Show as QR")
    assert stage.button("Hide the code")
    tap(stage, "Print")
    assert len(stage.books.printed) == 1
    assert stage.button("Print again")


def test_a_receipt_is_sent_to_a_number_that_is_typed(stage: Any) -> None:
    stage.till.shop = replace(stage.till.shop, receipts_at="https://melati.example/r/" + "A" * 22)
    stage.till.basket.add(stage.catalogue.variants[9])
    stage.till.checkout.pay_cash(10_000)
    stage.settle(0.05)
    tap(stage, "Send it")
    for key in "08123456789":
        tap(stage, key)
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.is_showing("done")
    assert "WhatsApp" in stage.desk.banner.text


def test_training_is_framed_and_the_open_sale_is_there_afterwards(stage: Any) -> None:
    from appliance.ui.zones.frame import TrainingFrame

    stage.till.basket.add(stage.catalogue.variants[9])
    real = stage.till
    stage.practise()
    assert stage.widgets(TrainingFrame)
    assert not stage.till.sale.lines
    stage.tap_on(stage.tile(1))
    assert stage.till.sale.is_training
    stage.desk.show("menu")
    tap(stage, "End training")
    stage.settle(0.1)
    assert stage.app.till is real
    assert [line.item.variant for line in real.sale.lines] == ["v9"]
    assert not stage.widgets(TrainingFrame)


def test_what_was_paid_in_parts_goes_back_in_the_same_and_says_so(stage: Any) -> None:
    fill(stage)
    stage.till.cards.pay(GIFT_CODE, 20_000)
    stage.till.checkout.pay("qr", 8_583, reference="Q1")
    stage.till.checkout.pay_cash(40_000)
    stage.settle(0.05)
    stage.desk.scan(number(last(stage)))
    tap(stage, "Everything back")
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.settle(0.4)
    way = stage.desk.screen.way
    assert (way.kind, way.label()) == ("as_paid", "As it was paid")
    assert way._note.text.text == "Gift card 20.000\nQR 8.583\nCash 40.000"
    assert stage.desk.cart.ids.foot.text == "Rp 68.583"
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.is_showing("done")
    tenders = last(stage).entry["body"]["tenders"]
    assert [(part["kind"], part["amount_minor"]) for part in tenders] == [
        ("gift_card", -20_000),
        ("qr", -8_583),
        ("cash", -40_000),
    ]
