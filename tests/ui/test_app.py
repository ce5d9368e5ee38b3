"""The loop, the keyboard and the display, as another program sees them."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from typing import Any

from kivy.clock import Clock

from tests.ui.fakes import barcode_of


def on(display: str) -> dict[str, str]:
    return {**os.environ, "DISPLAY": display}


def test_a_job_from_another_thread_runs_on_the_screens_thread_soon(stage: Any) -> None:
    seen: list[int] = []
    thread = threading.Thread(target=lambda: stage.app.post(lambda: seen.append(threading.get_ident())))
    stage.settle(0.3)
    thread.start()
    began = time.monotonic()
    while not seen and time.monotonic() - began < 2:
        stage.frame()
    thread.join()
    assert seen == [threading.get_ident()]


def test_a_job_that_fails_does_not_stop_the_next(stage: Any, caplog: Any) -> None:
    seen: list[int] = []
    stage.app.post(lambda: int("no number"))
    stage.app.post(lambda: seen.append(1))
    stage.settle(0.1)
    assert seen == [1]
    assert "A posted function failed" in caplog.text


def test_an_idle_screen_draws_nothing_and_hardly_wakes(stage: Any) -> None:
    stage.settle(1.0, awake=False)
    frames, wakes = stage.app.frames, stage.loop.wakes
    stage.settle(1.0, awake=False)
    assert stage.app.frames == frames
    assert stage.loop.wakes - wakes <= 4


def test_a_scan_is_painted(stage: Any) -> None:
    frames = stage.app.frames
    stage.app.post(lambda: stage.desk.scan(barcode_of(3)))
    stage.settle(0.1)
    assert stage.app.frames > frames
    assert stage.app.painted_at > 0


def test_a_scanner_that_types_is_a_scan(stage: Any, display: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", "5", barcode_of(9)], check=True, env=on(display), timeout=10)
    subprocess.run(["xdotool", "key", "Return"], check=True, env=on(display), timeout=10)
    stage.settle(0.4)
    assert [line.item.name for line in stage.till.sale.lines] == ["Indomie Goreng"]


def test_digits_and_a_star_are_a_quantity(stage: Any, display: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", "5", "6*"], check=True, env=on(display), timeout=10)
    stage.settle(0.3)
    assert stage.desk.quantity == 6


def test_a_real_click_goes_all_the_way(stage: Any, display: str) -> None:
    from kivy.core.window import Window

    tile = stage.tile(0)
    x, y = int(Window.left + tile.center_x), int(Window.top + stage.app.panel.height - tile.center_y)
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True, env=on(display), timeout=10)
    stage.settle(0.4)
    assert len(stage.till.sale.lines) == 1


def test_the_display_is_found_among_the_open_descriptors(stage: Any) -> None:
    from appliance.ui._loop import input_descriptors

    displays, _devices = input_descriptors()
    assert displays
    assert stage.loop._sees_input
    assert Clock.idle.__self__ is stage.loop


def test_every_picture_has_its_drawing() -> None:
    from appliance.ui._pictures import CELL, COLUMNS, _atlas, names, picture

    assert len(names()) == len(set(names())) >= 50
    assert all(picture(name) is not None for name in names())
    assert picture("unheard of") is None
    assert _atlas().width == COLUMNS * CELL
