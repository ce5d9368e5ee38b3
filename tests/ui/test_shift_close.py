"""What goes on after a shift is listed where it is closed; the card terminal settles from there, too."""

from __future__ import annotations

import time
from typing import Any

from appliance.drivers.terminal._terminal import ZvtTerminal
from appliance.till.ports import Unsent
from tests.ui.fake_devices import FakeDevices
from tests.ui.scenes.counter import park_two, well

HOUR_MS = 3_600_000
FAST = {"host": "127.0.0.1", "connect_s": 0.3, "ack_s": 0.3, "answer_s": 0.6}


def listed(stage: Any) -> list[tuple[str, str]]:
    return [(row.title, row.note) for row, _do in stage.desk.screen._left]


def tap_row(stage: Any, index: int) -> None:
    stage.settle(0.05)
    stage.tap_on(next(cell for cell in stage.desk.screen._list.cells if cell.index == index))


def test_what_is_not_sent_and_what_is_parked_is_listed_and_the_shift_closes(stage: Any) -> None:
    well(stage)
    park_two(stage)
    stage.books.left = Unsent(3, 54_000, stage.clock_ms - 2 * HOUR_MS)
    stage.desk.show("shift_close")
    stage.settle(0.3)
    assert listed(stage) == [
        ("3 sales not sent yet", "54.000 · oldest 2 h"),
        ("Parked at 10:42", "3 lines · Rp 127.500"),
        ("Meja 4", "2 lines · Rp 26.000"),
    ]
    for key in ("2", "0", "0", "000"):
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.cart.ids.foot)
    body = stage.books.entries[-1]["body"]
    assert body["unsent"] == {"sales": 3, "total_minor": 54_000, "oldest_s": 7_200}
    assert [cart["name"] for cart in body["parked"]] == ["", "Meja 4"]
    assert len(stage.till.parking.all()) == 2


def test_a_till_with_nothing_left_open_has_no_list(stage: Any) -> None:
    stage.desk.show("shift_close")
    assert stage.desk.screen._list.parent is None


def test_a_parked_cart_is_two_taps_away_from_being_finished(stage: Any) -> None:
    well(stage)
    park_two(stage)
    stage.desk.show("shift_close")
    tap_row(stage, 0)
    assert stage.desk.is_showing("parked")


def test_the_terminal_closes_its_day_and_the_screen_says_how_it_went(stage: Any) -> None:
    terminal = ZvtTerminal(customer_s=5)
    fitted = FakeDevices(driver="zvt", port=terminal.port, **FAST)
    fitted.fit(stage)
    stage.till.charged.fit(fitted.cards)
    fitted.cards.start()
    try:
        terminal.lose_bank()
        stage.desk.show("shift_close")
        assert listed(stage) == [("Card terminal", "Tap to close its day with the bank.")]
        tap_row(stage, 0)
        wait(stage, lambda: stage.till.charged.day is not None)
        assert listed(stage)[0][1] == "Its day is not closed. Tap to try again."
        assert "no connection to the bank" in stage.desk.banner.text
        terminal.bank_back()
        tap_row(stage, 0)
        wait(stage, lambda: stage.till.charged.day is not None and stage.till.charged.day.error is None)
        assert listed(stage)[0][1] == "Its day is closed with the bank."
        assert stage.books.room.printed[-1]["type"] == "slip.terminal"
    finally:
        fitted.cards.stop()
        terminal.close()


def wait(stage: Any, is_so: Any) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        stage.settle(0.05)
    stage.settle(0.05)


def test_orders_and_stock_rest_in_training_and_say_why(stage: Any) -> None:
    stage.practise()
    for name in ("orders", "stock", "clock"):
        stage.desk.show("menu")
        stage.desk.show(name)
        assert stage.desk.is_showing("menu")
        assert "End training first" in stage.desk.banner.text
    stage.tap_on(stage.button("Stock: after training"))
    assert stage.desk.is_showing("menu")
