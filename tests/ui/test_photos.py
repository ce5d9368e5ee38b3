"""Photos on tiles: read beside the screen, shown when they are here, and letters whenever they are not."""

from __future__ import annotations

import io
import threading
import time
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from appliance.core.photo import name_of
from appliance.ui._photos import MOST, Photos
from tests.cloud_bridge.office.drawn import gradient


def webp(color):
    out = io.BytesIO()
    Image.new("RGBA", (192, 192), color).save(out, "WEBP", lossless=True)
    return out.getvalue()


RED = webp((220, 30, 30, 255))


@pytest.fixture
def card(stage: Any, tmp_path):
    """Return how a photo is put on the card; its product is the first on the grid."""
    app = stage.app
    before = app._photos
    app._photos = Photos(lambda name: path if (path := tmp_path / name).exists() else None, app.post)
    catalogue = stage.till.catalogue
    first = catalogue._pages[None][0]

    def put(data, name="", *, comes_later=False):
        name = name or name_of(data)
        if not comes_later:
            (tmp_path / name).write_bytes(data)
        catalogue._pages[None][0] = replace(first, picture=name)
        app.lay_desk()
        stage.settle(0.3)
        return name

    yield put
    app._photos = before
    app.lay_desk()


def tile(stage):
    return next(cell for cell in stage.desk.screen.grid.cells if cell.index == 0)


def shows(stage, size=(192, 192)):
    """Whether the first tile shows a photo."""
    texture = tile(stage)._picture.texture
    return texture is not None and texture.size == size


def test_a_photo_on_the_card_is_on_its_tile(stage: Any, card: Any) -> None:
    card(RED)
    assert shows(stage)
    data, (width, height) = stage.pixels()
    image = Image.frombytes("RGB", (width, height), data)  # its first row is the lowest
    area = tile(stage)._picture
    middle = image.getpixel((int(area.pos[0] + area.size[0] / 2), int(area.pos[1] + area.size[1] / 2)))
    assert middle == pytest.approx((220, 30, 30), abs=6)


def test_a_photo_that_comes_later_is_shown_when_it_is_here_and_letters_until_then(stage: Any, card: Any, tmp_path: Any):
    name = card(RED, comes_later=True)
    assert not shows(stage)
    (tmp_path / name).write_bytes(RED)
    threading.Thread(target=stage.app.photo_came, args=(name,)).start()
    stage.settle(0.4)
    assert shows(stage)


@pytest.mark.parametrize("data", [b"", b"RIFF\x00\x00\x00\x00WEBPjunk", RED[: len(RED) // 2], b"<html>"])
def test_a_broken_photo_leaves_the_letters_and_stops_nothing(stage: Any, card: Any, data: bytes) -> None:
    card(data, name_of(data))
    assert not shows(stage)
    assert tile(stage)._picture.size[0] > 0
    stage.tap_on(tile(stage))
    assert len(stage.till.sale.lines) == 1


def test_nothing_is_read_on_the_screens_thread(stage: Any, tmp_path: Any) -> None:
    readers: set[str] = set()

    def find(name):
        return tmp_path / name

    class Slow(Photos):
        def _decode(self, name, path):
            readers.add(threading.current_thread().name)
            time.sleep(0.2)
            super()._decode(name, path)

    photos = Slow(find, stage.app.post)
    names = []
    for shade in range(3):
        data = webp((shade, 0, 0, 255))
        names.append(name_of(data))
        (tmp_path / names[-1]).write_bytes(data)
    began = time.monotonic()
    assert [photos.texture(name) for name in names] == [None] * 3
    assert time.monotonic() - began < 0.05
    stage.settle(1.0)
    assert all(photos.texture(name) is not None for name in names)
    assert readers
    assert threading.main_thread().name not in readers


def test_only_the_photos_seen_last_stay_in_memory(stage: Any, tmp_path: Any) -> None:
    photos = Photos(lambda name: tmp_path / name, stage.app.post)
    for number in range(MOST + 5):
        photos._show(str(number), ((1, 1), b"\0\0\0\xff"))
    assert len(photos._textures) == MOST
    assert "0" not in photos._textures


def test_whoever_is_gone_is_not_told(stage: Any, tmp_path: Any) -> None:
    class Waits:
        def draw(self):
            raise AssertionError

    photos = Photos(lambda name: tmp_path / name, stage.app.post)
    waiting = Waits()
    photos.texture("a", waiting.draw)
    del waiting
    photos._show("a", None)


def test_a_photo_is_as_round_and_clear_as_it_was_made(stage: Any, card: Any) -> None:
    from cloud_bridge.catalog.pictures import small

    card(small(gradient().convert("RGBA")))
    assert shows(stage)
