"""Nothing leads out of the self-checkout but the right person's PIN or badge: no key, no finger, no code."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest

from appliance.till.kiosk_states import ATTRACT, SELLING
from tests.ui.fakes import barcode_of
from tests.ui.kiosk_scenes import KIOSK_SCENES, begin, shop, type_pin

TAPS = 2_000
MODIFIERS = ("ctrl", "alt", "shift", "meta")
KEYS = (*range(128), *range(256, 330), 1001, 1073742048, 1073742051)  # letters, keypad, F1 to F15, media, back
CODES = [
    "\x03", "\x04", "\x1b", "\x1b[24~", "\x00", "\x11q", "]Q3\x1d", "%01C$P.", "exit", "LPKS-", "LPKR-A-000148",
    "LPKP-4821", "BADGE-NOBODY", "javascript:close()", "../../etc/passwd", "A" * 5_000,
]  # fmt: skip


@pytest.fixture
def room(stage: Any) -> Any:
    """A self-checkout that waits for its next shopper."""
    begin(stage)
    return stage


def is_held(stage: Any) -> bool:
    """Whether the till still is a self-checkout that shows itself and nothing else."""
    from kivy.base import EventLoop

    is_running = EventLoop.status == "started" and not EventLoop.quit
    is_room = type(stage.desk).__name__ == "Room" and stage.app.root.children == [stage.desk]
    return is_running and is_room and stage.app.kiosk.is_on and stage.till.people.current is None


def test_the_window_is_not_closed(room: Any) -> None:
    from kivy.core.window import Window

    for source in ({}, {"source": "keyboard"}):  # Alt+F4 and the cross come as the first
        assert Window.dispatch("on_request_close", **source)
    assert room.app.open_settings() is False
    assert is_held(room)


def test_no_key_with_any_others_held_leads_out(room: Any) -> None:
    from kivy.core.window import Window

    held = [list(keys) for count in range(4) for keys in combinations(MODIFIERS, count)]
    for scene in ("kiosk_attract", "kiosk_basket", "kiosk_pay", "kiosk_pin"):
        KIOSK_SCENES[scene](room)
        for modifiers in held:
            for key in KEYS:
                Window.dispatch("on_key_down", key, 0, None, modifiers) or Window.dispatch(
                    "on_keyboard", key, 0, None, modifiers
                )
                Window.dispatch("on_key_up", key, 0)
        room.settle(0.05)
        assert is_held(room), scene


@pytest.mark.parametrize("scene", ["attract", "basket", "check", "pay", "pin", "thanks"])
def test_no_code_leads_out(room: Any, caplog: Any, scene: str) -> None:
    from kivy.core.window import Window

    KIOSK_SCENES[f"kiosk_{scene}"](room)
    with caplog.at_level("ERROR"):
        for code in CODES:
            room.app.scan(code)
            Window.dispatch("on_textinput", code)  # a scanner that types
            Window.dispatch("on_key_down", 13, 0, None, [])
            room.frame()
            assert is_held(room), code
            assert room.app.kiosk.attendant.staff is None, code
    assert [record.message for record in caplog.records] == []


def test_a_code_that_no_computer_can_write_down_is_refused(room: Any) -> None:
    room.app.scan("\ud800")
    assert is_held(room)
    assert room.desk.banner.is_shown


def test_no_finger_that_stays_leads_out(room: Any) -> None:
    from appliance.ui.widgets.button import BigButton

    for scene in ("kiosk_attract", "kiosk_closed", "kiosk_basket", "kiosk_pay", "kiosk_thanks"):
        KIOSK_SCENES[scene](room)
        room.settle(0.05)
        for button in room.widgets(BigButton):
            button.dispatch("on_hold")
        room.hold_on(room.desk, 0.8)
        assert is_held(room), scene


def test_a_file_that_is_dropped_opens_nothing(room: Any) -> None:
    from kivy.core.window import Window

    Window.dispatch("on_drop_file", b"shell.sh", 10, 10)
    assert is_held(room)


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
    kiosk.scanner.scan("BADGE-BUDI")
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
