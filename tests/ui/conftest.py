"""A display of our own and one window for all tests: Kivy can have only one in a process."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 5  # two servers that start at once may want the same number


def start_server() -> tuple[subprocess.Popen[bytes], str]:
    """Start an X server on a free display and return its name."""
    for _try in range(TRIES):
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if number:
            return server, f":{number}"
        server.wait(timeout=5)
    raise RuntimeError("Xvfb does not start: install xvfb")


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
def one_stage(display: str) -> Iterator[Any]:
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
