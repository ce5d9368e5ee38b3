from __future__ import annotations

import pytest

from appliance.core.discount import Discount
from appliance.core.rights import YES
from appliance.till.events import Clocked, DrawerWanted, ScanRefused, StaffChanged
from appliance.till.people_errors import BadgeUnknown, NeedsApproval, NotAllowed, SignInFirst
from tests.store.goods import COFFEE_CODE, apply
from tests.till.crew import ROWS, hire, written
from tests.till.stall import Stall

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


def person(stall, key):
    return stall.till.people.all[key]


def store_says(stall, **people):
    apply(stall.store, [("store", "s", {**STORE, "people": people})])
    stall.till.feed_applied(frozenset({"store"}))


def asked(do, *args):
    with pytest.raises(NeedsApproval) as caught:
        do(*args)
    return caught.value


def test_a_stall_without_staff_sells_as_if_there_were_no_rights(stall):
    people = stall.till.people
    assert not people.must_sign_in
    assert [people.may(action) for action in ("void", "settings", "nothing")] == ["", "", ""]
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.discount_sale(Discount(ppm=1_000_000))
    stall.till.basket.remove(1)
    stall.settle()
    assert written(stall, "line.removed") == []


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


# --- approvals -------------------------------------------------------------------------------------------------------


def test_an_approval_is_used_once_and_says_who_gave_it(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    needs = asked(till.shifts.open_drawer, "change")
    till.people.let(needs, person(crew, "budi"), lambda: till.shifts.open_drawer("change"))
    asked(till.shifts.open_drawer, "change")
    crew.settle()
    assert written(crew, "drawer.opened") == [("siti", {"reason": "change", "approved_by": "budi"})]
    assert written(crew, "approval.given") == [("siti", {"action": "no_sale", "by": "budi", "for": "siti"})]


def test_an_approval_that_nothing_used_is_gone(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    needs = asked(till.shifts.open_drawer, "change")
    till.people.let(needs, person(crew, "rina"), lambda: None)
    asked(till.shifts.open_drawer, "change")
    with pytest.raises(ZeroDivisionError):
        till.people.let(needs, person(crew, "rina"), lambda: 1 // 0)
    asked(till.shifts.open_drawer, "change")
    crew.settle()
    assert written(crew, "approval.given") == []


def test_an_approval_is_for_what_was_asked_and_nothing_more(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    needs = asked(till.basket.discount_sale, Discount(ppm=150_000))
    for other in (lambda: till.basket.discount_sale(Discount(ppm=900_000)), lambda: till.shifts.open_drawer("x")):
        with pytest.raises(NeedsApproval):
            till.people.let(needs, person(crew, "rina"), other)

    def twice():
        till.basket.discount_sale(Discount(ppm=150_000))
        till.basket.discount_sale(Discount(ppm=150_000))

    with pytest.raises(NeedsApproval):
        till.people.let(needs, person(crew, "rina"), twice)


def test_nobody_approves_what_is_not_theirs_to_give(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    needs = asked(till.basket.discount_sale, Discount(ppm=500_000))
    assert [staff.key for staff in till.people.approvers(needs)] == ["rina"]
    for key in ("siti", "budi"):
        with pytest.raises(NotAllowed):
            till.people.let(needs, person(crew, key), lambda: till.basket.discount_sale(Discount(ppm=500_000)))
    assert not till.sale.discounts


def test_what_was_approved_in_a_sale_stays_with_it_over_a_power_cut(crew, tmp_path):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    needs = asked(till.basket.discount_sale, Discount(ppm=500_000))
    till.people.let(needs, person(crew, "rina"), lambda: till.basket.discount_sale(Discount(ppm=500_000)))
    crew.settle()
    assert [approval.data() for approval in till.sale.approved] == [{"action": "discount_sale", "by": "rina"}]
    crew.close()
    again = Stall(tmp_path)
    assert [approval.data() for approval in again.till.sale.approved] == [{"action": "discount_sale", "by": "rina"}]
    assert again.till.people.current is None
    again.close()


def test_every_sensitive_action_is_in_the_journal_with_who_and_who_approved(crew):
    till = crew.till
    hire(crew, [("staff", "siti", {**ROWS[0][2], "level": "supervised", "rights": {}})])
    till.people.sign_in(person(crew, "budi"))
    till.scan(COFFEE_CODE)
    crew.pay(20_000)
    till.people.sign_in(person(crew, "siti"))
    hire(crew, [("staff", "siti", {**ROWS[0][2], "level": "supervised"})])
    till.scan(COFFEE_CODE)
    for do, args in (
        (till.shifts.open_drawer, ("change",)),
        (till.reprint_last, ()),
        (till.basket.remove, (1,)),
    ):
        needs = asked(do, *args)
        till.people.let(needs, person(crew, "rina"), lambda do=do, args=args: do(*args))
    till.people.sign_in(person(crew, "budi"))
    till.shifts.move_cash(5_000, "change")
    crew.settle()
    till.shifts.close(0)
    crew.settle()
    till.people.sign_in(person(crew, "siti"))
    needs = asked(till.shifts.open, 0)
    till.people.let(needs, person(crew, "rina"), lambda: till.shifts.open(0))
    crew.settle()
    found = [(by, body.get("approved_by")) for by, body in written(crew, *SENSITIVE)[1:]]  # the first is the fixture's
    assert found == [("siti", "rina"), ("siti", "rina"), ("budi", None), ("budi", None), ("siti", "rina")]
    approvals = [(by, body["action"], body["by"], body["for"]) for by, body in written(crew, "approval.given")]
    assert approvals == [("siti", a, "rina", "siti") for a in ("no_sale", "reprint", "remove_line", "open_shift")]
    ((by, removed),) = written(crew, "line.removed")
    assert (by, removed["name"], removed["quantity_milli"], removed["price_minor"]) == (
        "siti",
        "Kopi susu",
        1_000,
        18_000,
    )


def test_a_line_that_is_put_back_takes_its_entry_back(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    till.basket.remove(1)
    till.basket.undo_remove()
    crew.settle()
    assert sum(body["price_minor"] for _, body in written(crew, "line.removed")) == 0


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
