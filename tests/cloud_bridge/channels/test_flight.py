"""Calls under way at once."""

from __future__ import annotations

import threading

import pytest

from cloud_bridge.channels.flight import Flight

WAIT_S = 10.0


def land_all(flight):
    landed = []
    while flight.under_way:
        landed += flight.landed(WAIT_S)
    return landed


@pytest.mark.parametrize("most", [1, 3])
def test_everything_that_leaves_comes_back_with_its_own_answer(most):
    with Flight(lambda number: number * 2, most) as flight:
        answers = {}
        for number in range(7):
            while not flight.room:
                answers |= {sent: answer() for sent, answer in flight.landed(WAIT_S)}
            flight.launch(number)
        answers |= {sent: answer() for sent, answer in land_all(flight)}
    assert answers == {number: number * 2 for number in range(7)}


def test_a_call_that_is_not_answered_holds_up_no_other():
    answered = threading.Event()

    def call(number):
        return answered.wait(WAIT_S) if number == 0 else number

    with Flight(call, 2) as flight:
        flight.launch(0)
        flight.launch(1)
        assert [sent for sent, _answer in flight.landed(WAIT_S)] == [1]
        flight.launch(2)
        assert [sent for sent, _answer in flight.landed(WAIT_S)] == [2]
        assert list(flight.under_way) == [0]
        answered.set()
        assert [answer() for _sent, answer in land_all(flight)] == [True]


@pytest.mark.parametrize("most", [1, 2])
def test_an_error_is_raised_where_the_answer_is_asked_for(most):
    def call(_number):
        raise ValueError("no")

    with Flight(call, most) as flight:
        flight.launch(0)
        [(sent, answer)] = flight.landed(WAIT_S)
        assert sent == 0
        with pytest.raises(ValueError, match="no"):
            answer()
