from __future__ import annotations

import pytest

from cloud_bridge.channels import patience
from cloud_bridge.channels.patience import patiently
from cloud_bridge.connectors.errors import Refused, TryLater


class Busy:
    """Fails so many times, then answers."""

    def __init__(self, failures, error):
        self.failures, self.error, self.asked = failures, error, 0

    def __call__(self, what):
        self.asked += 1
        if self.asked <= self.failures:
            raise self.error
        return what


LATER = TryLater(market="Fake", reason="busy")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(patience, "RESTS_S", (0.001, 0.001, 0.001))


def test_three_bad_answers_in_a_row_are_overcome():
    assert patiently(Busy(3, LATER), "orders") == "orders"


def test_the_fourth_is_told():
    busy = Busy(9, LATER)
    with pytest.raises(TryLater):
        patiently(busy, "orders")
    assert busy.asked == 4


def test_what_asking_again_cannot_help_is_told_at_once():
    for error in (Refused(market="Fake", reason="no"), TryLater(market="Fake", reason="busy", after_s=60)):
        busy = Busy(1, error)
        with pytest.raises(type(error)):
            patiently(busy, "orders")
        assert busy.asked == 1
