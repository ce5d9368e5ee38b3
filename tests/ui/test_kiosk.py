"""The self-checkout under real fingers: everybody finds their way through it."""

from __future__ import annotations

from typing import Any

import pytest

from appliance.till.kiosk_states import ATTRACT, DONE, PAYING
from appliance.till.kiosks import KioskStatus
from tests.ui.fakes import NOW_MS, FakeCatalogue, barcode_of
from tests.ui.kiosk_scenes import KIOSK_SCENES, begin, kiosk_attendant, kiosks, of_age, shop, type_pin
from tests.ui.test_layout import cut_off, targets

FINGER_MM = 15


@pytest.fixture
def room(stage: Any) -> Any:
    """A self-checkout that waits for its next shopper."""
    begin(stage)
    return stage


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


def test_an_attendant_confirms_the_very_code_the_shopper_sees(room: Any) -> None:
    kiosk = shop(room, 9)
    kiosk.pay()
    room.settle(0.1)
    offer = room.till.qr.offer
    kiosk.scanner.scan("BADGE-BUDI")
    room.settle(0.1)
    assert room.till.qr.offer == offer
    rows = room.desk.screen.rows()
    row = next(row for row in rows if row.title == "I saw the payment")
    assert room.desk.money(offer.amount_minor) in row.note
    room.desk.screen.chosen(rows.index(row))
    room.settle(0.1)
    assert kiosk.sold.entry["body"]["tenders"][0]["reference"] == offer.reference


def test_an_earlier_codes_money_is_a_part_and_the_screen_asks_for_the_rest(room: Any) -> None:
    kiosk = shop(room, 9)
    kiosk.pay()
    room.settle(0.1)
    first = room.till.qr.offer
    room.tap_on(room.button("arrow-left"))
    kiosk.scanner.scan(barcode_of(1))
    room.catalogue.paid[first.reference] = first.amount_minor
    room.till.feed_applied(frozenset({"payment"}))
    room.tap_on(room.desk.cart.foot)
    room.settle(0.1)
    left = room.till.checkout.left_minor("qr")
    assert [part.reference for part in room.till.sale.tenders] == [first.reference]
    assert room.till.qr.offer.amount_minor == left
    assert room.desk.money(left) in room.desk.screen._hint.text


def test_the_attendants_till_shows_who_calls_with_a_sound_and_a_badge(stage: Any) -> None:
    played: list[str] = []
    stage.app.sounds.play = played.append  # type: ignore[method-assign]
    kiosks(stage)
    assert played == ["order"]
    assert [row.title for row in stage.desk.screen.rows()] == ["Swalayan 1", "Swalayan 3", "Swalayan 2"]
    assert ("bulb", "2 calls", "warn") in stage.desk.strip._signs()
    stage.catalogue.helped = [KioskStatus("k1", "Swalayan 1", "", NOW_MS)]
    stage.till.feed_applied(frozenset({"kiosk"}))
    assert not any(icon == "bulb" for icon, _text, _kind in stage.desk.strip._signs())


def test_what_is_called_for_comes_first(stage: Any) -> None:
    kiosk_attendant(stage)
    assert [row.icon for row in stage.desk.screen.rows()][:3] == ["bulb", "id", "user-x"]
