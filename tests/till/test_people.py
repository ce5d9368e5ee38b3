from __future__ import annotations

import pytest

from appliance.core.discount import Discount
from appliance.core.rights import YES
from appliance.till.events import Clocked, DrawerWanted, ScanRefused, StaffChanged
from appliance.till.people_errors import BadgeUnknown, SignInFirst
from tests.store.goods import COFFEE_CODE, apply
from tests.till.crew import ROWS, asked, hire, person, written
from tests.till.stall import Stall

WAYAN = "0190a0a0-0000-7000-8000-00000000000a"
STORE = {"name": "Warung Melati", "utc_offset_minutes": 420}
SENSITIVE = ("drawer.opened", "cash.moved", "receipt.reprinted", "shift.opened", "shift.closed")


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


@pytest.fixture
def crew(stall):
    hire(stall)
    return stall


def store_says(stall, **people):
    apply(stall.store, [("store", "s", {**STORE, "people": people})])
    stall.till.feed_applied(frozenset({"store"}))


def test_a_stall_without_staff_sells_as_if_there_were_no_rights(stall):
    people = stall.till.people
    assert not people.must_sign_in
    assert [people.may(action) for action in ("void", "settings", "nothing")] == ["", "", ""]
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.discount_sale(Discount(ppm=1_000_000))
    stall.till.basket.remove(1)
    stall.settle()
    assert written(stall, "approval.given") == []


def test_with_staff_nobody_sells_before_somebody_signs_in(crew):
    assert crew.till.people.must_sign_in
    crew.till.scan(COFFEE_CODE)
    assert isinstance(crew.of(ScanRefused)[0].error, SignInFirst)
    with pytest.raises(SignInFirst):
        crew.till.parking.park()
    crew.till.people.sign_in(person(crew, "siti"))
    crew.till.scan(COFFEE_CODE)
    assert crew.lines() == [("Kopi susu", 1_000)]


def test_an_owner_may_let_anybody_sell_as_a_cashier(crew):
    store_says(crew, sign_in="optional")
    crew.till.scan(COFFEE_CODE)
    crew.till.basket.discount_sale(Discount(ppm=100_000))
    assert asked(crew.till.basket.discount_sale, Discount(ppm=100_001)).size == 100_001
    with pytest.raises(SignInFirst):
        crew.till.people.may("refund_without_receipt")


def test_the_sale_is_the_same_through_sign_in_hand_over_and_sign_out(crew):
    people = crew.till.people
    people.sign_in(person(crew, "siti"))
    crew.till.scan(COFFEE_CODE)
    crew.till.scan(COFFEE_CODE)
    sale, before = crew.till.sale, crew.lines()
    people.sign_in(person(crew, "budi"), "badge")
    people.sign_out()
    people.sign_in(person(crew, "siti"))
    crew.settle()
    assert (crew.till.sale, crew.lines()) == (sale, before)
    assert len(crew.of(StaffChanged)) == 4
    crew.pay()
    assert crew.sold[0].entry["by"] == "siti"


def test_who_came_and_went_is_in_the_journal(crew):
    people = crew.till.people
    people.sign_in(person(crew, "siti"), "pin", 2)
    people.sign_in(person(crew, "siti"))
    people.sign_in(person(crew, "budi"), "badge")
    people.sign_out()
    crew.settle()
    assert written(crew, "staff.signed_in", "staff.signed_out") == [
        ("siti", {"staff": "siti", "how": "pin", "wrong": 2}),
        ("siti", {"staff": "siti", "why": "handed_over"}),
        ("budi", {"staff": "budi", "how": "badge", "wrong": 0}),
        ("budi", {"staff": "budi", "why": "left"}),
    ]


def test_a_badge_says_who_it_is_and_any_other_code_does_not(crew):
    people = crew.till.people
    assert people.of_badge("BUDI-0042").key == "budi"
    assert people.of_badge("]C0BUDI-0042\n").key == "budi"
    assert people.of_badge(COFFEE_CODE) is None
    with pytest.raises(BadgeUnknown):
        people.require_badge("nobody")


def test_a_badge_of_our_own_that_nobody_has_says_so(crew):
    crew.till.people.sign_in(person(crew, "siti"))
    crew.till.scan("LPKS-0000")
    assert crew.refused == ["people.badge_unknown"]


def test_whoever_the_owner_removes_is_signed_out_and_the_sale_stays(crew):
    crew.till.people.sign_in(person(crew, "siti"))
    crew.till.scan(COFFEE_CODE)
    hire(crew, [("staff", "siti", {**ROWS[0][2], "active": False})])
    assert crew.till.people.current is None
    assert crew.lines() == [("Kopi susu", 1_000)]
    assert written(crew, "staff.signed_out")[-1][1]["why"] == "removed"


def test_new_rights_hold_from_the_next_touch(crew):
    crew.till.people.sign_in(person(crew, "siti"))
    asked(crew.till.shifts.open_drawer, "change")
    hire(crew, [("staff", "siti", {**ROWS[0][2], "rights": {"no_sale": True}})])
    crew.till.shifts.open_drawer("change")
    crew.settle()
    assert [event.reason for event in crew.of(DrawerWanted)] == ["change"]


# --- idle and the clock ----------------------------------------------------------------------------------------------


def test_whoever_does_nothing_is_signed_out_after_the_owners_time(crew):
    store_says(crew, idle_s=60)
    people, now = crew.till.people, [1_000_000]
    people._now_ms = lambda: now[0]
    people.sign_in(person(crew, "siti"))
    crew.till.scan(COFFEE_CODE)
    now[0] += 59_000
    people.leave_idle()
    assert people.current is not None
    people.saw_activity()
    now[0] += 59_000
    people.leave_idle()
    assert people.current is not None
    now[0] += 1_000
    people.leave_idle()
    assert people.current is None
    assert crew.lines() == [("Kopi susu", 1_000)]


def test_without_the_setting_nobody_is_signed_out(crew):
    crew.till.people.sign_in(person(crew, "siti"))
    assert crew.till.people.idle_left_ms() is None


def test_the_clock_goes_in_and_out_by_whoever_it_is(crew):
    people, clock = crew.till.people, crew.till.people.clock
    people.sign_in(person(crew, "siti"))
    clock.clock(person(crew, "budi"))
    clock.clock(person(crew, "budi"))  # a double tap is one
    crew.settle()
    assert clock.since_ms("budi") is not None
    clock.clock(person(crew, "budi"))
    crew.settle()
    assert clock.since_ms("budi") is None
    assert [event.is_in for event in crew.of(Clocked)] == [True, False]
    assert written(crew, "staff.clocked") == [
        ("budi", {"staff": "budi", "is_in": True}),
        ("budi", {"staff": "budi", "is_in": False}),
    ]


def test_todays_hours_begin_at_the_shops_midnight(crew):
    clock = crew.till.people.clock
    midnight = 1_760_029_200_000  # 10 October 2025, 00:00 in Jakarta
    at = [midnight - 3_600_000]
    crew.till._now_ms = clock._now_ms = lambda: at[0]
    clock.clock(person(crew, "siti"))
    crew.settle()
    at[0] = midnight + 5_400_000
    assert clock.worked_ms("siti") == 5_400_000
    clock.clock(person(crew, "siti"))
    crew.settle()
    at[0] += 7_200_000
    assert clock.worked_ms("siti") == 5_400_000


def test_the_receipt_says_the_name_of_whoever_sold(crew):
    assert crew.till.people.name_of("siti") == "Siti"
    assert crew.till.people.name_of("anna") == "anna"
    assert crew.till.people.answer("sell") != YES
