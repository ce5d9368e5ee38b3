"""An outage is told once it has lasted, with what can be done meanwhile, and goes away by itself."""

from __future__ import annotations

from typing import Any

import pytest

from appliance.till.events import WireChanged
from tests.ui.scenes import fill


def wire(stage: Any, *, online: bool) -> None:
    stage.till.tell(WireChanged(online=online, unsent=0, oldest_unsent_ms=None))
    stage.settle(0.05)


def told(stage: Any) -> str:
    return str(stage.desk.surroundings.outage.text)


def wait(stage: Any, seconds: float) -> None:
    stage.clock_ms += int(seconds * 1000)
    stage.desk.surroundings.look()
    stage.settle(0.05)


@pytest.fixture(autouse=True)
def on_a_network(stage: Any) -> None:
    stage.app.has_network = lambda: True


def test_nothing_is_said_of_an_outage_under_forty_seconds(stage: Any) -> None:
    wire(stage, online=False)
    wait(stage, 39.9)
    assert told(stage) == ""
    wait(stage, 0.1)
    assert "The back office cannot be reached" in told(stage)
    assert "What you can do now" in told(stage)


def test_an_outage_that_ends_takes_its_banner_along(stage: Any) -> None:
    wire(stage, online=False)
    wait(stage, 60)
    wire(stage, online=True)
    assert told(stage) == ""


def test_a_wire_that_flaps_is_as_old_as_its_last_loss(stage: Any) -> None:
    wire(stage, online=False)
    wait(stage, 30)
    wire(stage, online=True)
    wire(stage, online=False)
    wait(stage, 30)
    assert told(stage) == ""


def test_without_any_network_the_banner_says_so(stage: Any) -> None:
    stage.app.has_network = lambda: False
    wire(stage, online=False)
    wait(stage, 41)
    assert "This till has no network" in told(stage)


def test_a_tap_folds_the_banner_until_it_gets_worse(stage: Any) -> None:
    wire(stage, online=False)
    wait(stage, 41)
    outage = stage.desk.surroundings.outage
    stage.tap_on(outage.children[0])
    wait(stage, 60)
    assert told(stage) == ""
    stage.app.has_network = lambda: False
    wait(stage, 60)
    assert "no network" in told(stage)


def test_a_task_is_not_covered(stage: Any) -> None:
    fill(stage)
    stage.desk.show("pay")
    wire(stage, online=False)
    wait(stage, 41)
    assert told(stage) == ""
    stage.desk.home()
    assert told(stage)


def test_another_language_does_not_begin_the_outage_anew(stage: Any) -> None:
    wire(stage, online=False)
    wait(stage, 30)
    stage.app.choose("language", "id")
    wait(stage, 10)
    assert "Kantor pusat" in told(stage)
