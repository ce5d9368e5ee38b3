"""The scale and the trouble screen, by touch."""

from __future__ import annotations

import time
from typing import Any

import pytest

from appliance.till.events import DeviceChanged
from appliance.till.ports import OK, SICK, Health
from tests.ui.fake_devices import FakeDevices
from tests.ui.scenes import PaperOut, fill, well

ORANGES = 31  # sold by the kilogram


@pytest.fixture
def devices(stage: Any) -> FakeDevices:
    fill(stage)
    devices = FakeDevices()
    devices.fit(stage)
    stage.settle(0.05)
    return devices


def oranges(stage: Any) -> list[int]:
    key = stage.catalogue.variants[ORANGES].key
    return [line.quantity_milli for line in stage.till.sale.lines if line.item.variant == key]


def tap_oranges(stage: Any) -> None:
    stage.desk.add(stage.catalogue.variants[ORANGES])
    stage.settle(0.1)


def row(stage: Any, title: str) -> Any:
    stage.settle(0.05)
    return next(cell for cell in stage.desk.screen._list.cells if cell.index >= 0 and cell._trial.title == title)


def text_of(stage: Any, title: str) -> Any:
    return next(text for text, _do in stage.desk.screen._rows if text.title == title)


def tap_row(stage: Any, title: str) -> None:
    screen = stage.desk.screen
    index = [text.title for text, _do in screen._rows].index(title)
    screen._list.see(index)
    stage.settle(0.15)
    stage.tap_on(row(stage, title))


def wait(stage: Any, done: Any) -> None:
    deadline = time.monotonic() + 8
    while not done():
        assert time.monotonic() < deadline
        stage.settle(0.02)


def test_goods_that_lie_steady_are_sold_with_one_tap(stage: Any, devices: FakeDevices) -> None:
    devices.scale.put(845)
    before = oranges(stage)
    tap_oranges(stage)
    assert oranges(stage) == [*before, 845]
    assert stage.desk.is_showing("sell")


def test_goods_that_come_later_are_taken_at_the_foot(stage: Any, devices: FakeDevices) -> None:
    before = oranges(stage)
    tap_oranges(stage)
    assert stage.desk.is_showing("weigh")
    stage.tap_on(stage.desk.cart.ids.foot)
    assert oranges(stage) == before
    devices.scale.put(1245)
    stage.settle(0.1)
    assert stage.desk.screen.ids.weight.amount == "1,245 kg"
    assert stage.desk.screen.ids.price.amount == "Rp 39.840"
    stage.tap_on(stage.desk.cart.ids.foot)
    assert oranges(stage) == [*before, 1245]


def test_goods_that_move_wait_and_may_be_typed(stage: Any, devices: FakeDevices) -> None:
    before = oranges(stage)
    tap_oranges(stage)
    devices.scale.put(800)
    devices.scale.shake()
    stage.settle(0.1)
    stage.tap_on(stage.desk.cart.ids.foot)
    assert oranges(stage) == before
    for key in ("0", ",", "7", "5"):
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert oranges(stage) == [*before, 750]


def test_the_container_is_not_sold(stage: Any, devices: FakeDevices) -> None:
    tap_oranges(stage)
    devices.scale.put(52)
    stage.settle(0.1)
    stage.tap_on(stage.button("Container"))
    assert stage.desk.screen.ids.weight.amount == "0,000 kg"
    devices.scale.put(845)
    stage.settle(0.1)
    stage.tap_on(stage.desk.cart.ids.foot)
    assert oranges(stage)[-1] == 845


def test_a_line_is_weighed_again(stage: Any, devices: FakeDevices) -> None:
    number = stage.till.sale.lines[-1].number
    stage.desk.show("line", number=number)
    stage.settle(0.1)
    stage.tap_on(stage.button("scale"))
    devices.scale.put(333)
    stage.settle(0.1)
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.till.sale.line(number).quantity_milli == 333


def test_without_a_scale_a_weight_is_typed_as_before(stage: Any) -> None:
    fill(stage)
    tap_oranges(stage)
    assert stage.desk.is_showing("line")


def test_a_slip_is_one_tap_and_its_end_is_said(stage: Any, devices: FakeDevices) -> None:
    stage.desk.show("devices")
    tap_row(stage, "Printer")
    wait(stage, lambda: text_of(stage, "Printer").note == "Printed. Look at the slip.")
    assert devices.printer.text == ["Test slip"]


def test_a_test_that_fails_says_why(stage: Any, devices: FakeDevices) -> None:
    devices.printer.run_out_of_paper()
    stage.desk.show("devices")
    tap_row(stage, "Printer")
    wait(stage, lambda: text_of(stage, "Printer").kind == "danger")
    assert "Put in a new roll" in text_of(stage, "Printer").note


def test_a_scan_is_shown_and_not_sold(stage: Any, devices: FakeDevices) -> None:
    before = len(stage.till.sale.lines)
    stage.desk.show("devices")
    stage.desk.scan("8991102300213")
    assert text_of(stage, "Scanner").note.startswith("Last scan: 8991102300213")
    assert len(stage.till.sale.lines) == before


def test_the_live_weight_is_shown(stage: Any, devices: FakeDevices) -> None:
    stage.desk.show("devices")
    devices.scale.put(845)
    assert text_of(stage, "Scale").note == "On it now: 0,845 kg, steady."


def test_a_scale_that_is_pulled_out_stands_first_and_heals(stage: Any, devices: FakeDevices) -> None:
    stage.desk.show("devices")
    devices.scale.unplug()
    stage.settle(0.1)
    assert stage.desk.screen._rows[0][0].title == "Scale"
    assert "Plug it in" in stage.desk.screen._rows[0][0].note
    devices.scale.plug_in()
    stage.settle(0.1)
    assert text_of(stage, "Scale").kind == "quiet"


def test_the_drawer_opens_with_its_reason_written_down(stage: Any, devices: FakeDevices) -> None:
    stage.desk.show("devices")
    tap_row(stage, "Drawer")
    assert any("drawer" in entry["kind"] or "Test the drawer" in str(entry["body"]) for entry in stage.books.entries)
    assert stage.desk.is_showing("devices")


def test_everything_is_tried_at_the_foot_but_what_needs_a_hand(stage: Any, devices: FakeDevices) -> None:
    stage.till.tell(DeviceChanged("light", Health(OK)))
    stage.desk.show("devices")
    stage.settle(0.1)
    entries = len(stage.books.entries)
    stage.tap_on(stage.desk.cart.ids.foot)
    wait(stage, lambda: devices.printer.text == ["Test slip"] and devices.light.history[:1] == ["help"])
    assert len(stage.books.entries) == entries


def test_two_sick_devices_are_named_on_the_strip_and_one_says_what_to_do(stage: Any, devices: FakeDevices) -> None:
    well(stage)
    devices.scale.unplug()
    stage.settle(0.1)
    assert any("Plug it in" in text for _icon, text, _kind in stage.desk.strip._signs())
    stage.till.tell(DeviceChanged("printer", Health(SICK, PaperOut(printer="TM"))))
    texts = [text for _icon, text, kind in stage.desk.strip._signs() if kind == "danger"]
    assert texts == ["Printer", "Scale"]
