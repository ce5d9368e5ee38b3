"""Pictures of every screen for the handbook: `make screenshots`, or `python -m tests.ui.screenshots`.

Arguments: a folder, then names of scenes; without any, every scene goes to docs/screens.

One process per size, language and theme (a window cannot be had twice); run from the root of the repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

from tests.ui.display import start_server

SIZES = ("800x480", "1024x600", "1280x800")
LANGUAGES = ("id", "en")
THEMES = ("light", "dark", "contrast")
FOLDER = Path("docs/screens")
COLORS = 128


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


def main() -> int:
    if len(sys.argv) > 5 and sys.argv[1] == "--one":
        take(Path(sys.argv[2]), *sys.argv[3:6], sys.argv[6:])
        return 0
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    server, display = start_server()
    env = {**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
    failed = 0
    for size, language, theme in product(SIZES, LANGUAGES, THEMES):
        command = [sys.executable, "-m", "tests.ui.screenshots", "--one", str(folder), size, language, theme]
        failed |= subprocess.run(command + sys.argv[2:], check=False, env=env, timeout=600).returncode
    server.terminate()
    server.wait(5)
    return failed


if __name__ == "__main__":
    sys.exit(main())
