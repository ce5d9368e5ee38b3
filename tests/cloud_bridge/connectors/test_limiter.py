"""A shop's turn: never more calls than it allows, stock writes first, and silence when it asks for silence."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.limiter import WAIT_S, Limiter


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=60), st.integers(1, 20), st.integers(1, 20))
def test_however_it_is_asked_no_more_calls_go_than_the_shop_allows(asked, per_s, burst) -> None:
    clock = Clock()
    limiter = Limiter("Shop", per_s, burst, clock=clock)
    went = 0
    for rest_s, is_urgent in asked:
        clock.now += rest_s
        if limiter.left() >= 1 + (0 if is_urgent else burst):  # it would not have to wait
            limiter.take(is_urgent=is_urgent)
            went += 1
        assert went <= burst + per_s * clock.now


def test_the_last_calls_are_kept_for_stock() -> None:
    limiter = Limiter("Shop", 0.01, 8, clock=Clock())
    for _ in range(6):
        limiter.take()
    with pytest.raises(TryLater):
        limiter.take()
    limiter.take(is_urgent=True)
    limiter.take(is_urgent=True)
    with pytest.raises(TryLater) as told:
        limiter.take(is_urgent=True)
    assert told.value.after_s == pytest.approx(100)


def test_a_shop_that_asks_for_silence_gets_it() -> None:
    clock = Clock()
    limiter = Limiter("Shop", 10, 20, clock=clock)
    limiter.slow_down(30)
    with pytest.raises(TryLater) as told:
        limiter.take(is_urgent=True)
    assert told.value.after_s > WAIT_S
    clock.now += 31
    limiter.take(is_urgent=True)


def test_a_shop_that_counts_by_itself_is_believed() -> None:
    clock = Clock()
    limiter = Limiter("Shop", 10, 1000, clock=clock)
    limiter.told(5, 50)
    assert limiter.left() == 5
    clock.now += 1
    assert limiter.left() == 55


def test_whoever_waits_goes_as_soon_as_the_bucket_has_refilled() -> None:
    limiter = Limiter("Shop", 200, 1)
    done = []
    threads = [threading.Thread(target=lambda: done.append(limiter.take(is_urgent=True))) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert len(done) == 10


def test_whoever_waits_for_a_turn_is_let_go_when_the_shop_is_left() -> None:
    limiter = Limiter("Shop", 0.2, 1)
    limiter.take(is_urgent=True)
    told: list[TryLater] = []

    def wait() -> None:
        try:
            limiter.take(is_urgent=True)
        except TryLater as error:
            told.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    limiter.close()
    waiting.join(2)
    assert not waiting.is_alive()
    assert told[0].after_s >= WAIT_S  # nobody asks again meanwhile


def test_stock_that_never_ends_still_lets_others_have_their_turn() -> None:
    limiter = Limiter("Shop", 200, 1)
    end = threading.Event()
    taken = {True: 0, False: 0}

    def call(is_urgent: bool) -> None:
        while not end.is_set():
            limiter.take(is_urgent=is_urgent)
            taken[is_urgent] += 1

    threads = [threading.Thread(target=call, args=(is_urgent,)) for is_urgent in (True, True, True, False)]
    for thread in threads:
        thread.start()
    while taken[True] < 40:
        end.wait(0.01)
    end.set()
    for thread in threads:
        thread.join(WAIT_S)
    assert taken[False] >= 10
