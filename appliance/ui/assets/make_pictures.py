"""Draws every picture of pictures.txt into one atlas: `python -m appliance.ui.assets.make_pictures` (Pillow)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from .pictures import drinks, food, fresh, house
from .pictures.pen import Pen

HERE = Path(__file__).parent
CELL = 96
COLUMNS = 8
EDGE = 4  # keeps neighbours from shining through where a picture is made smaller


def main() -> None:
    """Write pictures.png, row by row in the order of the list."""
    names = (HERE.parent / "pictures.txt").read_text(encoding="utf-8").split()
    rows = -(-len(names) // COLUMNS)
    atlas = Image.new("RGBA", (COLUMNS * CELL, rows * CELL))
    for index, name in enumerate(names):
        draw = next(getattr(kind, name) for kind in (drinks, food, fresh, house) if hasattr(kind, name))
        pen = Pen()
        draw(pen)
        row, column = divmod(index, COLUMNS)
        atlas.paste(pen.picture(CELL - 2 * EDGE), (column * CELL + EDGE, row * CELL + EDGE))
    atlas.save(HERE / "pictures.png", optimize=True)


if __name__ == "__main__":
    main()
