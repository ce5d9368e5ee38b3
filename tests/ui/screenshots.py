"""Pictures of every screen for the handbook: `make screenshots`, or `python -m tests.ui.screenshots`.

Arguments: a folder, then names of scenes; without any, every scene goes to build/screens, and docs/screens gets a sheet
of all of them for each size, language and theme, and each scene once in full.

One process per size, language and theme (a window cannot be had twice), as many at once as there are processors; run
from the root of the repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from shutil import copyfile

from tests.ui.display import start_server

SIZES = ("800x480", "1024x600", "1280x800")
LANGUAGES = ("id", "en")
THEMES = ("light", "dark", "contrast")
EVERY = Path("build/screens")
FOLDER = Path("docs/screens")
SHOWN = "1024x600-id-light"
ACROSS, THUMB, GAP = 12, 240, 4
COLORS, SHEET_COLORS = 128, 48


def save(folder: Path, name: str, data: bytes, size: tuple[int, int]) -> None:
    from PIL import Image

    image = Image.frombytes("RGB", size, data).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    image = image.quantize(COLORS, dither=Image.Dither.NONE)
    image.save(folder / f"{name}.png", optimize=True)


def take(folder: Path, size: str, language: str, theme: str, wanted: list[str]) -> None:
    from tests.ui.kiosk_scenes import KIOSK_SCENES
    from tests.ui.scenes import SCENES
    from tests.ui.stage import Stage

    with Stage(size, language=language, theme=theme) as stage:
        for scene, play in (SCENES | KIOSK_SCENES).items():
            if wanted and scene not in wanted:
                continue
            stage.begin_again()
            play(stage)
            stage.settle(0.42)  # the flash of a new line is over
            save(folder, f"{scene}-{size}-{language}-{theme}", *stage.pixels())


def sheets(folder: Path, into: Path) -> None:
    """Lay every scene of a size, language and theme on one sheet, and keep the shown ones as they are."""
    from PIL import Image

    for size, language, theme in product(SIZES, LANGUAGES, THEMES):
        kind = f"{size}-{language}-{theme}"
        paths = sorted(folder.glob(f"*-{kind}.png"))
        width, height = (int(number) * THUMB // int(size.split("x")[0]) for number in size.split("x"))
        rows = -(-len(paths) // ACROSS)
        sheet = Image.new("RGB", (ACROSS * (width + GAP), rows * (height + GAP)), "white")
        for at, path in enumerate(paths):
            place = at % ACROSS * (width + GAP), at // ACROSS * (height + GAP)
            with Image.open(path) as image:
                sheet.paste(image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS), place)
            if kind == SHOWN:
                copyfile(path, into / path.name)
        sheet = sheet.quantize(SHEET_COLORS, dither=Image.Dither.NONE)
        sheet.save(into / f"all-{kind}.png", optimize=True)


def main() -> int:
    if len(sys.argv) > 5 and sys.argv[1] == "--one":
        take(Path(sys.argv[2]), *sys.argv[3:6], sys.argv[6:])
        return 0
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EVERY
    folder.mkdir(parents=True, exist_ok=True)
    server, display = start_server()
    env = {**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}

    def one(kind: tuple[str, str, str]) -> int:
        command = [sys.executable, "-m", "tests.ui.screenshots", "--one", str(folder), *kind]
        return subprocess.run(command + sys.argv[2:], check=False, env=env, timeout=1_800).returncode

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = max(pool.map(one, product(SIZES, LANGUAGES, THEMES)))
    server.terminate()
    server.wait(5)
    if folder == EVERY and not failed:
        sheets(folder, FOLDER)
    return failed


if __name__ == "__main__":
    sys.exit(main())
