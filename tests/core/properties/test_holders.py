"""Laws of points and cards, over whatever hypothesis can think of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.card import CardMisread, allowance, is_code, key_of, new_code
from appliance.core.points import Loyalty, undone

minor = st.integers(0, 10**9)


@given(st.integers(0, 10**6), st.integers(1, 10**9), st.lists(st.integers(1, 10**9), max_size=8))
def test_refunds_undo_every_point_once_and_never_more(points, total, parts):
    before, gone = 0, []
    for now in parts:
        gone.append(undone(points, total, before, now))
        before += now
    assert all(part >= 0 for part in gone)
    assert sum(gone) == (points if before >= total else points * before // total)


@given(minor, minor, st.integers(1, 10**6), st.integers(1, 10**6))
def test_points_never_pay_more_than_is_due_and_never_earn_on_themselves(has, due, earn, value):
    rules = Loyalty(earn, value)
    spent = rules.most(has, due)
    assert 0 <= spent <= has
    assert rules.worth_minor(spent) <= due
    assert rules.earned(due, rules.worth_minor(spent)) * earn <= due


@given(minor, st.lists(minor, max_size=8), minor)
def test_a_till_that_cannot_ask_takes_no_more_than_its_cap_and_no_more_than_there_is(balance, wishes, cap):
    taken = 0
    for wish in wishes:
        taken += min(wish, allowance(balance - taken, taken, cap))
    assert taken <= min(balance, cap)


@given(st.binary(min_size=8, max_size=8), st.integers(1, 19), st.integers(1, 9))
def test_no_wrong_digit_makes_another_card(randomness, place, by):
    code = new_code(randomness)
    assert is_code(code)
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    with pytest.raises(CardMisread):
        key_of(wrong)
