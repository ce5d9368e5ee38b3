"""How many taps a cashier needs, counted with real touches."""

from __future__ import annotations

import time
from typing import Any

from appliance.till.events import DeviceChanged
from appliance.till.ports import OK, SICK, Health
from appliance.ui.text import LANGUAGES
from tests.ui.fakes import ORDERS, barcode_of
from tests.ui.scenes import PaperOut, fill, park_two


def pay(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.settle(0.4)
    assert stage.desk.is_showing("pay")


def test_a_tap_on_a_picture_adds_it(stage: Any) -> None:
    stage.tap_on(stage.tile(1))
    assert [line.item.name for line in stage.till.sale.lines] == ["Teh Botol Sosro 450 ml"]


def test_exact_cash_is_one_tap_after_pay(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("Exact"))
    assert stage.desk.is_showing("done")
    assert stage.books.last_sale()["body"]["tenders"][0]["change_minor"] == 0


def test_nothing_of_a_paid_sale_is_left_in_the_cart(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("Exact"))
    assert [cell.opacity for cell in stage.desk.cart.lines.cells] == [0] * len(stage.desk.cart.lines.cells)


def test_a_note_is_one_tap_after_pay(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("100.000"))
    assert stage.desk.screen.ids.change.text == "Rp 31.417"


def test_the_second_half_of_a_double_tap_on_pay_finishes_nothing(stage: Any) -> None:
    fill(stage)
    stage.desk.show("pay")
    stage.settle(0.05)
    stage.desk.screen.way._since = time.monotonic() + 60  # however slow the machine is, it is the same moment still
    stage.tap_on(stage.button("Exact"))
    assert stage.books.last_sale() is None


def test_a_typed_amount_is_taken_at_the_foot(stage: Any) -> None:
    pay(stage)
    for key in ("7", "0", "000"):
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.screen.ids.change.text == "Rp 1.417"


def test_park_is_one_tap_and_recall_two(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.park)
    assert not stage.till.sale.lines
    stage.tap_on(stage.desk.cart.ids.park)
    stage.tap_on(stage.desk.screen._list.cells[0])
    assert len(stage.till.sale.lines) == 4
    assert stage.desk.is_showing("sell")


def test_a_line_goes_with_two_taps_and_comes_back_with_one(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.line(1))
    stage.tap_on(stage.button("Remove"))
    assert [line.number for line in stage.till.sale.lines] == [1, 3, 4]
    stage.tap_on(stage.button("Undo"))
    assert [line.number for line in stage.till.sale.lines] == [1, 2, 3, 4]


def test_a_swipe_removes_a_line(stage: Any) -> None:
    fill(stage)
    x, y = stage.line(1).center
    stage.drag((x + 60, y), (x - 100, y))
    assert [line.number for line in stage.till.sale.lines] == [1, 3, 4]


def test_a_finger_that_scrolls_adds_nothing(stage: Any) -> None:
    grid = stage.desk.screen.grid
    x, y = stage.tile(5).center
    stage.drag((x, y), (x, y + 170))
    stage.settle(0.4)
    assert not stage.till.sale.lines
    assert grid.offset > 0
    assert grid.offset % grid.pitch < 1 or grid.offset == grid._furthest


def test_typed_digits_are_the_quantity_of_the_next_scan(stage: Any) -> None:
    stage.tap_on(stage.desk.cart.ids.quantity)
    for key in "12":
        stage.tap_on(stage.button(key))
    stage.desk.scan(barcode_of(9))
    assert stage.till.sale.lines[0].quantity_milli == 12_000
    assert stage.desk.is_showing("sell")
    assert stage.desk.quantity == 0


def test_what_is_weighed_asks_for_its_weight(stage: Any) -> None:
    stage.tap_on(stage.tile(4))
    assert stage.desk.is_showing("line")
    for key in ("0", ",", "8", "4", "5"):
        stage.tap_on(stage.button(key))
    assert stage.till.sale.lines[0].quantity_milli == 845


def test_a_discount_is_two_taps_and_shows_in_the_cart(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.sale)
    stage.tap_on(stage.button("10 %"))
    assert stage.desk.cart.ids.foot.text == "Rp 61.725"


def test_search_finds_while_typing_and_a_tap_adds(stage: Any) -> None:
    stage.tap_on(stage.button("Search"))
    for key in "KEC":
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.screen._grid.cells[0])
    assert stage.till.sale.lines[0].item.name == "Kecap Manis Bango 275 ml"


def test_a_shift_opens_with_the_float_that_was_typed(stage: Any) -> None:
    stage.begin_again(shift_open=False)
    for key in ("2", "0", "0", "000"):
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.books.shift().totals["float_minor"] == 200_000
    assert stage.desk.is_showing("sell")


def test_a_shift_closes_with_the_cash_that_was_counted(stage: Any) -> None:
    stage.desk.show("shift")
    stage.tap_on(stage.desk.cart.ids.foot)
    for key in ("2", "0", "0", "000"):
        stage.tap_on(stage.button(key))
    assert stage.desk.screen.ids.hint.text == "It is exactly right."
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.books.entries[-1]["body"]["counted_minor"] == 200_000
    assert stage.desk.is_showing("shift_open")


def test_the_next_scan_ends_the_change_screen(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("100.000"))
    stage.desk.scan(barcode_of(0))
    assert stage.desk.is_showing("sell")


def test_the_drawer_that_closes_ends_the_change_screen(stage: Any) -> None:
    pay(stage)
    stage.tap_on(stage.button("100.000"))
    stage.app.drawer_closed()
    assert stage.desk.is_showing("sell")


def test_an_unknown_barcode_is_said_over_the_foot_and_the_next_line_sends_it_away(stage: Any) -> None:
    stage.desk.scan("8992761002015")
    assert "8992761002015" in stage.desk.banner.text
    assert stage.desk.banner.y >= stage.desk.cart.ids.foot.top
    stage.desk.scan(barcode_of(0))
    assert not stage.desk.banner.is_shown


def test_a_sick_device_says_what_to_do_and_a_well_one_is_quiet(stage: Any) -> None:
    stage.till.tell(DeviceChanged("printer", Health(SICK, PaperOut(printer="TM-T20"))))
    assert any("no paper" in text for _icon, text, _kind in stage.desk.strip._drawn)
    stage.till.tell(DeviceChanged("printer", Health(OK)))
    assert not any(kind == "danger" for _icon, _text, kind in stage.desk.strip._drawn)


def test_language_theme_and_hand_change_while_a_sale_is_open(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.menu)
    stage.tap_on(stage.button("Screen, language and sound"))
    stage.desk.screen.choose(0, list(LANGUAGES).index("id"))
    stage.settle(0.1)
    assert stage.desk.cart.ids.foot.caption == "Bayar"
    stage.app.choose("theme", "dark")
    stage.app.choose("left_handed", "yes")
    stage.settle(0.1)
    assert stage.desk.cart.x == 0
    assert len(stage.till.sale.lines) == 4
    stage.app.choose("left_handed", "no")


def test_a_failed_write_keeps_the_sale_and_says_so(stage: Any) -> None:
    pay(stage)
    stage.books.broken = PaperOut(printer="disk")
    stage.tap_on(stage.button("Exact"))
    assert stage.desk.is_showing("pay")
    assert stage.desk.banner.is_shown
    assert len(stage.till.sale.lines) == 4
    stage.settle(0.4)
    stage.tap_on(stage.button("Exact"))
    assert stage.desk.is_showing("done")


def test_parked_sales_and_orders_have_their_lists(stage: Any) -> None:
    park_two(stage)
    stage.desk.show("parked")
    assert [row.title for row in stage.desk.screen._rows] == ["Parked at 10:42", "Meja 4"]
    stage.desk.show("orders")
    assert len(stage.desk.screen._rows) == len(ORDERS)
