from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core.wrong_pins import LOCKS_AFTER
from appliance.till.people_errors import PinRunning, PinTooSoon, StaffLocked
from appliance.till.pin_hash import matches
from tests.store.goods import crash_copy
from tests.till.crew import hire, try_pin, written
from tests.till.stall import START_MS, Stall
from tests.ui.fake_people import pin_hash


class Clock:
    """A till's clock that a test moves."""

    def __init__(self) -> None:
        self.ms = START_MS

    def __call__(self):
        self.ms += 1
        return self.ms


def crewed(folder):
    stall = Stall(folder)
    clock = Clock()
    stall.till._now_ms = stall.till.people._now_ms = stall.till.people.pins._now_ms = clock
    stall.clock = clock
    if not stall.till.people.all:
        hire(stall)
    return stall


@pytest.fixture
def stall(tmp_path):
    with_crew = crewed(tmp_path)
    yield with_crew
    with_crew.close()


def lock(stall, key="siti"):
    said = ""
    while stall.till.people.pins.wrong(key) < LOCKS_AFTER:
        stall.clock.ms += 10 * 60_000
        said = try_pin(stall, key, "0000")
    return said


def test_the_right_pin_is_right_and_any_other_is_not():
    kept = pin_hash("0427")
    assert matches("0427", kept)
    for wrong in ("427", "00427", "0428", "", "04270", "٠٤٢٧", "0427 ", "o427"):
        assert not matches(wrong, kept)


@pytest.mark.parametrize(
    "kept", ["", "0427", "md5$1$8$1$00$00", "scrypt$1$8$1$zz$00", "scrypt$99$8$1$00$" + "0" * 64, "scrypt$1$8$1$00$"]
)
def test_a_hash_that_cannot_be_used_lets_nobody_in(kept):
    assert not matches("0427", kept)


def test_the_hash_of_the_office_is_understood():
    digest = hashlib.scrypt(b"123456", salt=b"s" * 16, n=2**14, r=8, p=1, dklen=32)
    assert matches("123456", f"scrypt$14$8$1${(b's' * 16).hex()}${digest.hex()}")


def test_the_right_pin_forgets_the_wrong_ones(stall):
    assert [try_pin(stall, "siti", pin) for pin in ("0000", "9999", "1111")] == ["people.pin_wrong"] * 2 + ["right"]
    assert stall.till.people.pins.wrong("siti") == 0
    stall.settle()
    assert stall.store.books.staff.tries() == {}


def test_wrong_pins_slow_down_and_then_lock(stall):
    for _ in range(3):
        assert try_pin(stall, "siti", "0000") == "people.pin_wrong"
    with pytest.raises(PinTooSoon, match="5 s"):
        try_pin(stall, "siti", "1111")
    stall.clock.ms += 5_000
    assert try_pin(stall, "siti", "0000") == "people.pin_wrong"
    assert lock(stall) == "people.locked"
    with pytest.raises(StaffLocked):
        try_pin(stall, "siti", "1111")
    ((_, body),) = written(stall, "staff.locked")[:1]
    assert (body["staff"], body["wrong"]) == ("siti", LOCKS_AFTER)
    assert try_pin(stall, "rina", "9999") == "right"


def test_a_lock_survives_a_crash_and_a_clock_set_back(tmp_path):
    (tmp_path / "a").mkdir()
    stall = crewed(tmp_path / "a")
    lock(stall)
    crash_copy(stall.path, tmp_path / "b")
    stall.close()
    again = Stall(tmp_path / "b")  # its clock begins again at the first day
    pins, siti = again.till.people.pins, again.till.people.all["siti"]
    assert pins.is_locked("siti")
    with pytest.raises(StaffLocked):
        pins.check(siti, "1111", lambda _: None, lambda _: None)
    assert pins.wait_ms("siti") <= 15 * 60_000
    again.close()


def test_a_pulled_plug_does_not_give_a_try_back(tmp_path):
    (tmp_path / "a").mkdir()
    stall = crewed(tmp_path / "a")
    people = stall.till.people
    people.pins.check(people.all["siti"], "0000", lambda _: None, lambda _: None)
    stall.store.writer.submit(lambda _: None).result(20)  # what was written before is on disk; no answer is out yet
    crash_copy(stall.path, tmp_path / "b")
    stall.settle()
    stall.close()
    again = Stall(tmp_path / "b")
    assert again.till.people.pins.wrong("siti") == 1
    again.close()


def test_a_second_pin_waits_for_the_answer_to_the_first(stall):
    people = stall.till.people
    people.pins.check(people.all["siti"], "0000", lambda _: None, lambda _: None)
    with pytest.raises(PinRunning):
        people.pins.check(people.all["siti"], "1111", lambda _: None, lambda _: None)
    people.pins._pool.submit(int).result(20)
    stall.settle()


def test_a_manager_unlocks_and_nobody_else(stall):
    lock(stall)
    people = stall.till.people
    for by in ("siti", "budi"):
        with pytest.raises(Exception, match="may not do this"):
            people.unlock(people.all["siti"], people.all[by])
    people.unlock(people.all["siti"], people.all["rina"])
    stall.settle()
    assert try_pin(stall, "siti", "1111") == "right"
    assert written(stall, "staff.unlocked")[0][1] == {"staff": "siti", "by": "rina"}


def test_a_new_pin_of_the_owner_ends_the_lock(stall):
    lock(stall)
    hire(stall, [("staff", "siti", {"name": "Siti", "level": "cashier", "pin": pin_hash("5151"), "pin_digits": 4})])
    assert try_pin(stall, "siti", "5151") == "right"


PIN = st.text("0123456789", min_size=0, max_size=9)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pins=st.lists(st.tuples(PIN, st.sampled_from([0, 1_000, 30_000, 3_600_000])), max_size=25),
    restart=st.integers(0, 25),
)
def test_no_sequence_of_wrong_pins_gets_in(pins, restart):
    home = Path(tempfile.mkdtemp(prefix="pins-"))
    stall = crewed(home)
    for place, (pin, wait_ms) in enumerate(pins):
        if place == restart:
            at = stall.clock.ms
            stall.close()
            stall = crewed(home)
            stall.clock.ms = at
        stall.clock.ms += wait_ms
        before = stall.till.people.pins.wrong("siti")
        try:
            said = try_pin(stall, "siti", pin)
        except (PinTooSoon, StaffLocked):
            continue
        if pin == "1111":
            assert said == "right"
        else:
            assert said != "right"
            assert stall.till.people.pins.wrong("siti") == before + 1
    assert stall.till.people.current is None
    stall.close()
