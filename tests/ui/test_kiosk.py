"""The self-checkout under real fingers: nothing leads out of it, and everybody finds their way through it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from appliance.till.kiosk import ATTRACT, DONE, PAYING, SELLING
from appliance.till.kiosks import KioskStatus
from tests.ui.fakes import NOW_MS, FakeCatalogue, barcode_of
from tests.ui.kiosk_scenes import KIOSK_SCENES, begin, kiosk_attendant, kiosks, of_age, shop
from tests.ui.test_layout import cut_off, targets

TAPS = 2_000
FINGER_MM = 15


@pytest.fixture
def room(stage: Any) -> Any:
    """A self-checkout that waits for its next shopper."""
    begin(stage)
    return stage


def type_pin(stage: Any, name: str, pin: str) -> None:
    """Choose a name and type a PIN on the screen."""
    stage.settle(0.1)
    pane = stage.desk.screen
    place = [staff.name for staff in pane._shown].index(name)
    stage.tap_on(next(cell for cell in pane._list.cells if cell.index == place))
    for digit in pin:
        stage.tap_on(stage.button(digit))
    stage.settle(0.3)


def tap_step(stage: Any, index: int, part: str) -> None:
    """Tap a step of a row in the basket."""
    row = next(cell for cell in stage.desk.screen._list.cells if cell.index == index)
    x = next(x for x in range(int(row.right) - 4, int(row.x), -4) if row.part_at(x) == part)
    stage.tap(x - 20, row.center_y)


def test_a_shopper_finds_the_way_from_the_first_touch_to_the_receipt(room: Any) -> None:
    room.tap(400, 300)
    room.tap_on(room.button("English"))
    room.desk.scan(barcode_of(9))
    room.settle(0.1)
    tap_step(room, 0, "more")
    assert room.till.sale.lines[0].quantity_milli == 2_000
    room.tap_on(room.desk.cart.foot)
    assert room.app.kiosk.state == PAYING
    offer = room.till.qr.offer
    room.catalogue.paid[offer.reference] = offer.amount_minor
    room.till.qr.look()
    room.settle(0.1)
    assert room.app.kiosk.state == DONE
    room.tap_on(room.button("Done"))
    assert room.app.kiosk.state == ATTRACT


def test_the_language_is_the_shoppers_for_their_session_only(room: Any) -> None:
    room.tap(400, 300)
    room.tap_on(room.button("Bahasa Indonesia"))
    assert room.button("Bantuan")
    room.tap_on(room.button("Keluar"))
    assert room.app.kiosk.state == ATTRACT
    assert room.button("Staff")


def test_pictures_sell_and_loose_goods_do_not(room: Any) -> None:
    shop(room, 9)
    room.tap_on(room.button("Choose by picture"))
    room.settle(0.1)
    room.tap_on(room.tile(0))
    assert len(room.till.sale.lines) == 2
    room.desk.add(next(variant for variant in room.catalogue.variants if variant.unit == "kg"))
    assert len(room.till.sale.lines) == 2
    assert "Weigh" in room.desk.banner.text


def test_help_is_one_tap_and_can_be_taken_back(room: Any) -> None:
    kiosk = shop(room)
    room.tap_on(room.button("Help"))
    assert kiosk.calls.open == ["help"]
    room.tap_on(room.button("I need no help"))
    assert kiosk.calls.open == []
    assert room.desk.is_showing("basket")


def test_cash_is_on_no_screen(room: Any) -> None:
    shop(room).pay()
    room.settle(0.1)
    assert [button.way for button in room.desk.screen._kinds.children][::-1] == ["qr", "gift_card"]
    assert not any(button.text == "Cash" for button in room.widgets() if hasattr(button, "text"))


def test_an_attendant_approves_an_age_with_a_pin_and_the_shopper_pays_on(room: Any) -> None:
    kiosk = shop(room, 9)
    of_age(room, kiosk)
    room.tap_on(room.desk.cart.foot)
    assert room.desk.is_showing("age")
    room.tap_on(room.button("Staff"))
    type_pin(room, "Siti", "1111")
    assert room.desk.is_showing("attendant")
    row = next(cell for cell in room.desk.screen._list.cells if cell.index == 0)
    room.tap_on(row)
    room.tap_on(room.desk.cart.foot)
    assert kiosk.state == PAYING


def test_a_wrong_pin_opens_nothing(room: Any) -> None:
    room.tap_on(room.button("Staff"))
    type_pin(room, "Rina", "0000")
    assert room.desk.is_showing("pin")
    assert room.app.kiosk.attendant.staff is None


def test_only_the_right_person_leaves_by_pin_and_the_sale_stays(room: Any) -> None:
    shop(room, 9)
    room.desk.ask_pin()
    type_pin(room, "Siti", "1111")
    assert not any(row.title == "Leave self-checkout" for row in room.desk.screen.rows())
    room.tap_on(room.desk.cart.foot)
    room.desk.ask_pin()
    type_pin(room, "Rina", "9999")
    rows = room.desk.screen.rows()
    room.desk.screen.chosen([row.title for row in rows].index("Leave self-checkout"))
    room.settle(0.2)
    assert not room.app.kiosk.is_on
    assert room.till.people.current.key == "rina"
    assert len(room.till.sale.lines) == 1
    assert type(room.desk).__name__ == "Desk"


def test_the_window_and_the_keyboard_lead_nowhere(room: Any) -> None:
    from kivy.core.window import Window

    assert Window.dispatch("on_request_close")
    assert room.app.open_settings() is False
    for key in (27, 282, 9):  # escape, F1, tab
        Window.dispatch("on_key_down", key, 0, "", [])
        Window.dispatch("on_keyboard", key, 0, "", [])
    room.settle(0.1)
    assert type(room.desk).__name__ == "Room"
    assert len(room.app.root.children) == 1


def test_two_thousand_taps_never_leave_it_and_raise_nothing(room: Any, caplog: Any) -> None:
    dice = random.Random(7)
    kiosk = shop(room, 9, 1, item_limit=12, check_ppm=300_000)
    width, height = room.app.panel.width, room.app.panel.height
    seen = set()
    with caplog.at_level("ERROR"):
        for tap in range(TAPS):
            if dice.random() < 0.04:
                room.desk.scan(barcode_of(dice.randrange(40)))
            if dice.random() < 0.01:
                room.desk.scan("BADGE-SITI")  # an attendant without the right to leave
            if dice.random() < 0.02 and room.till.qr.offer is not None:
                offer = room.till.qr.offer
                room.catalogue.paid[offer.reference] = offer.amount_minor
                room.till.qr.look()
            quick_tap(room, dice.randrange(width), dice.randrange(height))
            seen.add(kiosk.state)
            assert kiosk.is_on, f"tap {tap}"
            assert type(room.desk).__name__ == "Room", f"tap {tap}"
            assert room.till.people.current is None
    assert {ATTRACT, SELLING} <= seen
    assert [record.message for record in caplog.records] == []
    kiosk.scan("BADGE-BUDI")
    kiosk.attendant.leave()
    room.settle(0.1)
    assert not kiosk.is_on


def quick_tap(stage: Any, x: float, y: float) -> None:
    """A tap with as few frames as it takes."""
    from kivy.base import EventLoop
    from kivy.input.providers.mouse import MouseMotionEvent

    width, height = EventLoop.window.size
    touch = MouseMotionEvent("test", 1, [x / (width - 1), y / (height - 1)], is_touch=True, type_id="touch")
    EventLoop.post_dispatch_input("begin", touch)
    EventLoop.post_dispatch_input("end", touch)
    stage.frame()


@pytest.mark.parametrize(("size", "language"), [("800x480", "id"), ("1024x600", "en"), ("1280x800", "id")])
def test_every_target_is_fifteen_millimetres_and_nothing_is_cut_off(one_stage: Any, size: str, language: str) -> None:
    one_stage.resize(size)
    for name, scene in KIOSK_SCENES.items():
        one_stage.begin_again(language=language, catalogue=FakeCatalogue())
        scene(one_stage)
        one_stage.settle(0.06)
        if type(one_stage.desk).__name__ == "Room" and name not in ("kiosk_pin", "kiosk_attendant"):
            assert too_small(one_stage) == [], f"{name} at {size}"
        assert cut_off(one_stage) == [], f"{name} at {size}"


def too_small(stage: Any) -> list[str]:
    per_mm = stage.app.panel.px_per_mm
    small = [(text, min(widget.width, widget.height) / per_mm) for text, widget in targets(stage)]
    return [f"{text}: {size:.1f} mm" for text, size in small if size < FINGER_MM - 0.3]


def test_the_attendants_till_shows_who_calls_with_a_sound_and_a_badge(stage: Any) -> None:
    played: list[str] = []
    stage.app.sounds.play = played.append  # type: ignore[method-assign]
    kiosks(stage)
    assert played == ["order"]
    assert [row.title for row in stage.desk.screen.rows()] == ["Swalayan 1", "Swalayan 3", "Swalayan 2"]
    assert ("bulb", "2 self-checkouts call", "warn") in stage.desk.strip._signs()
    stage.catalogue.helped = [KioskStatus("k1", "Swalayan 1", "", NOW_MS)]
    stage.till.feed_applied(frozenset({"kiosk"}))
    assert not any(icon == "bulb" for icon, _text, _kind in stage.desk.strip._signs())


def test_what_is_called_for_comes_first(stage: Any) -> None:
    kiosk_attendant(stage)
    assert [row.icon for row in stage.desk.screen.rows()][:3] == ["bulb", "id", "user-x"]
