"""Draws every picture of pictures.txt into one atlas, pictures.png, row by row in the order of that list (pillow)."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
CELL = 144
COLUMNS = 8

sys.path.insert(0, str(HERE / "pictures"))

import drinks  # noqa: E402 - found through the line above
import food  # noqa: E402
import fresh  # noqa: E402
import house  # noqa: E402
from pen import Pen  # noqa: E402


def main() -> None:
    names = (HERE.parent / "pictures.txt").read_text().split()
    rows = -(-len(names) // COLUMNS)
    atlas = Image.new("RGBA", (COLUMNS * CELL, rows * CELL))
    for index, name in enumerate(names):
        draw = next(getattr(kind, name) for kind in (drinks, food, fresh, house) if hasattr(kind, name))
        pen = Pen()
        draw(pen)
        atlas.paste(pen.picture(CELL - 8), ((index % COLUMNS) * CELL + 4, (index // COLUMNS) * CELL + 4))
    atlas.save(HERE / "pictures.png", optimize=True)


if __name__ == "__main__":
    main()
