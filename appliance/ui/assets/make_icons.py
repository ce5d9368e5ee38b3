"""Cuts the icons we use out of Tabler's webfont: `python make_icons.py DIST` (fonttools; npm @tabler/icons-webfont).

Writes icons.ttf and icons.LICENSE beside itself, and the code points into ../_icons.py.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = [
    "activity",
    "alert-triangle",
    "arrow-back-up",
    "arrow-bar-to-down",
    "arrow-bar-up",
    "arrow-left",
    "arrows-left-right",
    "backspace",
    "barcode",
    "bookmark",
    "bookmarks",
    "cash-register",
    "circle-check",
    "cloud-check",
    "cloud-off",
    "cloud-up",
    "coins",
    "discount",
    "info-circle",
    "language",
    "lock",
    "lock-open",
    "menu-2",
    "minus",
    "moon",
    "package",
    "plus",
    "printer",
    "report-money",
    "search",
    "space",
    "star",
    "sun",
    "trash",
    "wifi",
    "wifi-off",
    "x",
]


def main(dist: Path) -> None:
    """Cut them out of an unpacked package's dist folder."""
    css = (dist / "tabler-icons.css").read_text()
    points = {}
    for name in NAMES:
        found = re.search(rf'\.ti-{name}:before\s*{{\s*content:\s*"\\([0-9a-f]+)"', css)
        if found is None:
            raise SystemExit(f"Tabler has no icon {name}")
        points[name] = int(found[1], 16)
    command = ["pyftsubset", str(dist / "fonts" / "tabler-icons.ttf"), "--no-hinting", "--layout-features="]
    command += ["--unicodes=" + ",".join(f"{point:x}" for point in points.values())]
    subprocess.run([*command, f"--output-file={HERE / 'icons.ttf'}"], check=True, timeout=60)
    shutil.copy(dist.parent / "LICENSE", HERE / "icons.LICENSE")
    rows = "".join(f'    "{name}": "\\u{point:04x}",\n' for name, point in points.items())
    (HERE.parent / "_icons.py").write_text(
        f'"""The icons of assets/icons.ttf by Tabler\'s names; written by make_icons.py."""\n\nICONS = {{\n{rows}}}\n'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
