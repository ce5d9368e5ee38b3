from __future__ import annotations

import logging

import pytest

from appliance.till.boundary import attempt, keep_going
from appliance.till.errors import SaleEmpty
from appliance.till.ports import DeviceError

log = logging.getLogger(__name__)


def refuse():
    raise SaleEmpty


def blunder():
    raise ZeroDivisionError


def test_what_an_act_gives_comes_back():
    assert attempt(log, "It", lambda: 3) == (3, None)


def test_a_refusal_is_told_as_it_is_and_is_no_fault_for_the_log(caplog):
    answer, error = attempt(log, "It", refuse)
    assert (answer, type(error)) == (None, SaleEmpty)
    assert caplog.text == ""


def test_a_mistake_of_ours_is_told_in_the_given_words_and_logged_with_its_traceback(caplog):
    answer, error = attempt(log, "Weighing", blunder, DeviceError)
    assert (answer, type(error)) == (None, DeviceError)
    assert "Weighing failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_whoever_wants_the_program_to_end_is_not_stopped():
    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(log, "It", interrupt)


@pytest.mark.parametrize("listener", [refuse, blunder])
def test_a_listener_that_fails_is_logged_and_the_next_one_is_called(caplog, listener):
    heard = []
    for call, values in ((listener, ()), (heard.append, ("news",))):
        keep_going(log, "A listener", call, *values)
    assert heard == ["news"]
    assert "A listener failed" in caplog.text
