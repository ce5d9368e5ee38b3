"""The pictures of products: drawings, cut out of one atlas by the names in pictures.txt, and the shop's own photos."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.core.image import Image

from appliance.core.photo import is_photo

from ._theme import ASSETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._photos import Photos

CELL = 96  # as assets/make_pictures.py lays them out
COLUMNS = 8
_shown_photos: list[Photos] = []  # of the one till that a process shows


@cache
def names() -> list[str]:
    """Return the names of all pictures."""
    return Path(__file__).with_name("pictures.txt").read_text(encoding="utf-8").split()


@cache
def _atlas() -> Any:
    return Image.load(str(ASSETS / "pictures.png"), keep_data=False).texture


def picture(name: str, then: Callable[[], Any] | None = None) -> Any | None:
    """Return a picture's texture, or None where we have none; then (a method) is called once a photo has come."""
    if is_photo(name):
        return _shown_photos[0].texture(name, then) if _shown_photos else None
    return _drawing(name)


def use_photos(photos: Photos | None) -> None:
    """Take photos from here from now on; None is nowhere."""
    _shown_photos[:] = [photos] if photos else []


@cache
def _drawing(name: str) -> Any | None:
    if name not in names():
        return None
    row, column = divmod(names().index(name), COLUMNS)
    atlas = _atlas()
    return atlas.get_region(column * CELL, atlas.height - (row + 1) * CELL, CELL, CELL)
