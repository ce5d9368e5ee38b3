from __future__ import annotations

import logging
import threading

import pytest

from cloud_bridge import chore

log = logging.getLogger(__name__)


@pytest.mark.django_db
def test_a_chore_that_fails_is_logged_and_done_again_until_it_is_told_to_stop(caplog):
    stop, turns = threading.Event(), []

    def act():
        turns.append(len(turns))
        if len(turns) == 3:
            stop.set()
        raise ZeroDivisionError

    chore.every(0.001, log, "Sweeping", act, stop)
    assert turns == [0, 1, 2]
    assert caplog.text.count("Sweeping failed; it is tried again") == 3
    assert "ZeroDivisionError" in caplog.text
