"""What is chosen on the screen is in force at once, fits, and is told to whoever remembers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.fakes import ORDERS, FakeCatalogue
from tests.ui.scenes import SCENES
from tests.ui.test_layout import cut_off, too_small

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = {"language": 0, "theme": 1, "text_size": 2, "left_handed": 3, "sound": 4}


@pytest.fixture(autouse=True)
def as_before(one_stage: Any) -> Iterator[None]:
    yield
    app = one_stage.app
    app.text_size, app.left_handed, app.sounds.is_wanted, app._on_choice = "normal", False, True, None


@pytest.mark.parametrize(
    ("name", "chip", "value"),
    [
        ("language", 0, "id"),
        ("theme", 2, "contrast"),
        ("text_size", 1, "large"),
        ("left_handed", 1, "yes"),
        ("sound", 1, "no"),
    ],
)
def test_a_choice_is_in_force_remembered_and_shown(stage: Any, name: str, chip: int, value: str) -> None:
    kept = []
    stage.app._on_choice = lambda *choice: kept.append(choice)
    stage.desk.show("settings")
    stage.desk.screen.choose(PARTS[name], chip)
    stage.settle(0.1)
    assert kept == [(name, value)]
    assert stage.desk.showing[0] == "settings"
    assert stage.desk.screen._rows()[PARTS[name]][2] == value


def test_large_text_keeps_every_target_and_cuts_nothing_off(one_stage: Any) -> None:
    one_stage.resize("800x480")
    one_stage.app.text_size = "large"
    for name, scene in SCENES.items():
        one_stage.begin_again(language="id", catalogue=FakeCatalogue(orders=ORDERS))
        scene(one_stage)
        one_stage.settle(0.06)
        assert too_small(one_stage) == [], name
        assert cut_off(one_stage) == [], name
