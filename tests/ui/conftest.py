"""A display of our own and one window for all tests: Kivy can have only one in a process."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.display import start_server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """An X server of our own; the window must be there and nowhere else."""
    server, name = start_server()
    before = {key: os.environ.get(key) for key in ("DISPLAY", "SDL_VIDEODRIVER")}
    os.environ.update(DISPLAY=name, SDL_VIDEODRIVER="x11")
    yield name
    for key, value in before.items():
        os.environ.pop(key, None)
        if value is not None:
            os.environ[key] = value
    server.terminate()
    server.wait(timeout=5)


@pytest.fixture(scope="session")
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom: every scene leaves a whole desk, and to find it took longer than to draw the next."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 20)
    yield
    gc.set_threshold(*before)


@pytest.fixture(scope="session")
def one_stage(display: str, seldom_collected: None) -> Iterator[Any]:
    from tests.ui.stage import Stage

    with Stage("1024x600", language="en") as stage:
        yield stage


@pytest.fixture
def stage(one_stage: Any) -> Any:
    """The screen at 1024x600 in English, with a fresh stall and an open shift."""
    from tests.ui.fakes import ORDERS, FakeCatalogue

    one_stage.resize("1024x600")
    one_stage.begin_again(language="en", theme="light", catalogue=FakeCatalogue(orders=ORDERS))
    return one_stage
