"""Signing in, handing over, asking for approval and the time clock, by real touches; the cart is never lost."""

from __future__ import annotations

import time
from typing import Any

import pytest

from appliance.till.ports import Shop
from appliance.till.staff import Tries
from tests.ui.fake_people import SITI, STAFF
from tests.ui.fakes import NOW_MS, FakeCatalogue, barcode_of
from tests.ui.scenes import fill

WAIT_S = 10


@pytest.fixture
def crew(stage: Any) -> Any:
    """A stall with three people, nobody signed in."""
    stage.begin_again(language="en", theme="light", staff=STAFF)
    return stage


def face(stage: Any, name: str) -> Any:
    stage.settle(0.06)
    screen = stage.desk.screen
    return next(cell for cell in screen._list.cells if cell.index >= 0 and screen._shown[cell.index].name == name)


def type_pin(stage: Any, pin: str) -> None:
    for key in pin:
        stage.tap_on(stage.button(key))
    until = time.monotonic() + WAIT_S
    while stage.till.people.pins.is_busy and time.monotonic() < until:
        stage.settle(0.02)
    stage.settle(0.06)


def signed_in(stage: Any) -> None:
    stage.till.people.sign_in(SITI)
    fill(stage)


def lines(stage: Any) -> list[tuple[str, int]]:
    return [(line.item.name, line.quantity_milli) for line in stage.till.sale.lines]


def kinds(stage: Any) -> list[str]:
    return [entry["kind"] for entry in stage.books.entries]


def test_one_tap_and_the_pin_sign_somebody_in(crew: Any) -> None:
    assert crew.desk.is_showing("sign_in")
    crew.tap_on(face(crew, "Siti"))
    type_pin(crew, "1111")
    assert crew.till.by == "siti"
    assert crew.desk.is_showing("sell")
    assert crew.desk.cart.ids.person.text == "Siti"


def test_a_badge_signs_in_without_a_tap(crew: Any) -> None:
    crew.desk.scan("BADGE-SITI")
    assert crew.till.by == "siti"
    crew.desk.scan(barcode_of(0))
    assert len(crew.till.sale.lines) == 1


def test_a_wrong_pin_says_so_and_nobody_is_in(crew: Any) -> None:
    crew.tap_on(face(crew, "Siti"))
    type_pin(crew, "1112")
    assert "not the PIN of Siti" in crew.desk.screen.ids.dots.text
    assert crew.desk.screen.ids.dots.typed == 0
    assert crew.till.people.current is None


def test_there_is_no_way_round_the_sign_in(crew: Any) -> None:
    for name in ("sell", "pay", "parked", "cash", "shift", "search", "no_sale"):
        crew.desk.show(name)
        assert crew.desk.is_showing("sign_in")
    crew.desk.scan(barcode_of(0))
    crew.tap_on(crew.desk.cart.ids.menu)
    crew.tap_on(crew.button("Shift and totals"))
    assert crew.desk.is_showing("sign_in")
    assert not crew.till.sale.lines


def test_a_hand_over_is_two_taps_and_keeps_the_cart(crew: Any) -> None:
    signed_in(crew)
    before = lines(crew)
    crew.tap_on(crew.desk.cart.ids.person)
    crew.tap_on(face(crew, "Budi Santoso"))
    type_pin(crew, "2222")
    assert (crew.till.by, lines(crew)) == ("budi", before)
    assert crew.desk.is_showing("sell")


def test_a_badge_in_mid_sale_hands_over(crew: Any) -> None:
    signed_in(crew)
    before = lines(crew)
    crew.desk.scan("BADGE-BUDI")
    assert (crew.till.by, lines(crew)) == ("budi", before)


def test_lock_is_one_tap_and_the_sale_waits(crew: Any) -> None:
    signed_in(crew)
    before = lines(crew)
    crew.tap_on(crew.desk.cart.ids.leave)
    assert crew.desk.is_showing("sign_in")
    crew.tap_on(crew.line(3))
    assert crew.desk.is_showing("sign_in")
    type_pin(crew, "1111")  # whoever was in last is chosen already
    assert (crew.till.by, lines(crew)) == ("siti", before)


def test_a_locked_person_is_unlocked_by_a_manager(crew: Any) -> None:
    crew.till.people.pins._tries["siti"] = Tries(6, NOW_MS + 840_000)
    crew.desk.home()
    crew.tap_on(face(crew, "Siti"))
    assert crew.desk.screen.ids.dots.text == "Locked for 14 min"
    crew.tap_on(crew.button("1"))
    assert crew.desk.screen.ids.dots.typed == 0
    crew.tap_on(crew.desk.cart.ids.foot)
    assert [staff.name for staff in crew.desk.screen._shown] == ["Rina"]
    type_pin(crew, "9999")
    assert not crew.till.people.pins.is_locked("siti")
    assert crew.desk.is_showing("sign_in")


# --- approvals -------------------------------------------------------------------------------------------------------


def ask_for_half(stage: Any) -> None:
    signed_in(stage)
    stage.desk.show("discount")
    stage.settle(0.1)
    stage.tap_on(stage.button("50 %"))
    assert stage.desk.is_showing("approve")


def test_a_supervisors_pin_comes_over_the_task_and_the_cart_stays_as_it_is(crew: Any) -> None:
    ask_for_half(crew)
    assert crew.desk.screen.ids.heading.text == "50 % off the sale"
    assert "Siti asks" in crew.desk.screen.ids.heading.note
    assert crew.desk.stage.right <= crew.desk.cart.x + 1
    assert not crew.till.sale.discounts
    type_pin(crew, "9999")  # Rina is the only one who may
    assert crew.till.sale.discounts[0].ppm == 500_000
    assert crew.desk.is_showing("discount")
    assert crew.till.by == "siti"
    assert kinds(crew).count("approval.given") == 1


def test_an_approval_is_good_for_one_deed(crew: Any) -> None:
    ask_for_half(crew)
    type_pin(crew, "9999")
    crew.tap_on(crew.button("25 %"))
    assert crew.desk.is_showing("approve")
    assert crew.till.sale.discounts[0].ppm == 500_000


def test_leaving_the_question_changes_nothing(crew: Any) -> None:
    ask_for_half(crew)
    before = lines(crew)
    crew.tap_on(crew.button("arrow-left"))
    assert crew.desk.is_showing("discount")
    assert not crew.till.sale.discounts
    assert lines(crew) == before


def test_somebody_elses_badge_does_not_approve(crew: Any) -> None:
    ask_for_half(crew)
    crew.desk.scan("BADGE-SITI")
    assert not crew.till.sale.discounts
    assert crew.desk.banner.is_shown


def test_a_code_that_is_no_badge_adds_nothing_while_a_badge_is_waited_for(crew: Any) -> None:
    ask_for_half(crew)
    before = lines(crew)
    crew.desk.scan(barcode_of(0))
    assert lines(crew) == before


def test_the_drawer_opens_without_a_sale_for_a_reason_and_with_approval(crew: Any) -> None:
    signed_in(crew)
    crew.tap_on(crew.desk.cart.ids.menu)
    crew.tap_on(crew.button("Open the drawer"))
    crew.tap_on(crew.button("Change for a note"))
    assert "drawer.opened" not in kinds(crew)
    crew.tap_on(face(crew, "Budi Santoso"))
    type_pin(crew, "2222")
    body = next(entry["body"] for entry in crew.books.entries if entry["kind"] == "drawer.opened")
    assert body == {"reason": "Change for a note", "approved_by": "budi"}
    assert crew.desk.is_showing("sell")


def test_totals_are_shown_to_whoever_may_see_them(crew: Any) -> None:
    signed_in(crew)
    crew.desk.show("shift")
    assert crew.desk.is_showing("approve")
    crew.desk.scan("BADGE-BUDI")
    assert crew.desk.is_showing("shift")
    crew.desk.home()
    crew.till.people.sign_in(STAFF[0])
    crew.desk.show("shift")
    assert crew.desk.is_showing("shift")


def test_whoever_may_not_see_the_totals_counts_blind(crew: Any) -> None:
    crew.till.people.sign_in(SITI)
    crew.tap_on(crew.desk.cart.ids.menu)
    crew.tap_on(crew.button("Count and close"))
    crew.tap_on(crew.button("5"))
    assert crew.desk.screen.ids.heading.note == ""
    assert "Count the notes" in crew.desk.screen.ids.hint.text
    crew.tap_on(crew.desk.cart.ids.foot)
    assert kinds(crew)[-1] == "shift.closed"


# --- the clock, the idle till, and a stall without staff --------------------------------------------------------------


def test_the_time_clock_takes_a_name_and_a_pin(crew: Any) -> None:
    crew.tap_on(crew.button("Time clock"))
    crew.tap_on(face(crew, "Siti"))
    type_pin(crew, "1111")
    assert crew.till.people.clock.since_ms("siti") == NOW_MS
    assert crew.desk.banner.text == "Siti is in since 10:42."
    assert crew.till.people.current is None


def test_an_idle_till_asks_who_it_is_and_keeps_the_sale(crew: Any) -> None:
    crew.begin_again(
        language="en", staff=STAFF, catalogue=FakeCatalogue(Shop("W", "K", utc_offset_minutes=420, idle_s=60))
    )
    signed_in(crew)
    before = lines(crew)
    crew.till.people._active_ms = NOW_MS - 60_000
    crew.desk.door._look(0)
    assert crew.desk.is_showing("sign_in")
    assert lines(crew) == before


def test_where_signing_in_is_optional_the_first_tap_sells(crew: Any) -> None:
    crew.begin_again(language="en", staff=STAFF, catalogue=FakeCatalogue(Shop("W", "K", sign_in="optional")))
    crew.tap_on(crew.tile(1))
    assert len(crew.till.sale.lines) == 1
    crew.desk.show("discount")
    crew.settle(0.1)
    crew.tap_on(crew.button("25 %"))
    assert crew.desk.is_showing("approve")


def test_a_stall_without_staff_sees_nothing_of_it(stage: Any) -> None:
    assert stage.desk.cart.ids.people.parent is None
    assert stage.desk.is_showing("sell")
    stage.desk.show("menu")
    assert "Time clock" not in [button.text for button in stage.widgets() if hasattr(button, "text")]


def test_staff_that_comes_by_the_feed_is_asked_for_at_once(stage: Any) -> None:
    fill(stage)
    before = lines(stage)
    stage.books.staff.everybody = list(STAFF)
    stage.till.feed_applied(frozenset({"staff"}))
    stage.settle(0.1)
    assert stage.desk.is_showing("sign_in")
    assert lines(stage) == before
