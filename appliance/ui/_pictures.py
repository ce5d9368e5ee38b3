"""The pictures of products: one atlas, cut into textures by the names in pictures.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kivy.core.image import Image

from ._theme import ASSETS

CELL = 96  # as assets/make_pictures.py lays them out
COLUMNS = 8


@cache
def names() -> list[str]:
    """Return the names of all pictures."""
    return Path(__file__).with_name("pictures.txt").read_text(encoding="utf-8").split()


@cache
def _atlas() -> Any:
    return Image.load(str(ASSETS / "pictures.png"), keep_data=False, mipmap=True).texture


@cache
def picture(name: str) -> Any | None:
    """Return a picture's texture, or None for a name we have no picture of."""
    if name not in names():
        return None
    row, column = divmod(names().index(name), COLUMNS)
    atlas = _atlas()
    return atlas.get_region(column * CELL, atlas.height - (row + 1) * CELL, CELL, CELL)
