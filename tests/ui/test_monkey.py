"""Whatever fingers do, and the world meanwhile: the till raises nothing, loses nothing and traps nobody."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.fake_people import STAFF
from tests.ui.fakes import ORDERS, FakeCatalogue
from tests.ui.monkey import Monkey

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTS = int(os.environ.get("MONKEY", "1500"))
PARTS = 6


def plain(stage: Any) -> None:
    """A stall with one person."""


def closed(stage: Any) -> None:
    """Nobody has opened the shift."""
    stage.begin_again(shift_open=False)


def staffed(stage: Any) -> None:
    """A shop where people sign in."""
    stage.begin_again(staff=STAFF)


def training(stage: Any) -> None:
    stage.practise()


def kiosk(stage: Any) -> None:
    from tests.ui.kiosk_scenes import shop

    shop(stage)


@pytest.fixture(autouse=True)
def tidy(one_stage: Any) -> Iterator[None]:
    """Leave the settings as they were: the monkey finds them."""
    yield
    app = one_stage.app
    app.language, app.theme, app.text_size, app.left_handed, app.sounds.is_wanted = (
        "en",
        "light",
        "normal",
        False,
        False,
    )


PLAYED = [
    ("1024x600", "en", "light", plain), ("800x480", "id", "dark", staffed), ("800x480", "id", "light", plain),
    ("1280x800", "en", "dark", kiosk), ("1024x600", "id", "light", training), ("1024x600", "id", "light", closed),
]  # fmt: skip


@pytest.mark.timeout(max(300, ACTS // PARTS // 5))  # a fifth of a second for each, on a busy machine
@pytest.mark.parametrize("part", range(PARTS))
def test_no_finger_raises_loses_or_traps(one_stage: Any, part: int) -> None:
    size, language, theme, begin = PLAYED[part]
    monkey = None
    for seed in range(-(-ACTS // (PARTS * 1000))):
        one_stage.resize(size)
        one_stage.begin_again(language=language, theme=theme, catalogue=FakeCatalogue(orders=ORDERS))
        begin(one_stage)
        monkey = Monkey(one_stage, seed * PARTS + part)
        monkey.play(min(1000, ACTS // PARTS))
    assert monkey is not None
