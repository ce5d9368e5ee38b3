"""Cuts the icons we use out of Tabler's webfont: `python make_icons.py DIST` (npm: @tabler/icons-webfont, fonttools).

Writes icons.ttf and icons.LICENSE beside itself, and the code points into ../_icons.py.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
NAMES = (
    "activity alert-triangle apps arrow-back-up arrow-left arrow-bar-to-down arrow-bar-up arrows-left-right backspace barcode basket bookmark "
    "bookmarks cash cash-banknote cash-register check chevron-right circle-check clock cloud-check cloud-off cloud-up "
    "coins discount info-circle language lock lock-open menu-2 minus moon package percentage plus printer "
    "receipt report-money scan search shopping-cart space star sun tag trash user volume wifi wifi-off x"
).split()


def main(dist: Path) -> None:
    css = (dist / "tabler-icons.css").read_text()
    points = {}
    for name in NAMES:
        found = re.search(rf'\.ti-{name}:before\s*{{\s*content:\s*"\\([0-9a-f]+)"', css)
        if found is None:
            raise SystemExit(f"Tabler has no icon {name}")
        points[name] = int(found[1], 16)
    subset.main([
        str(dist / "fonts" / "tabler-icons.ttf"),
        "--unicodes=" + ",".join(f"{point:x}" for point in points.values()),
        "--no-hinting",
        "--layout-features=",
        f"--output-file={HERE / 'icons.ttf'}",
    ])  # fmt: skip
    shutil.copy(dist.parent / "LICENSE", HERE / "icons.LICENSE")
    rows = "".join(f'    "{name}": "\\u{point:04x}",\n' for name, point in points.items())
    (HERE.parent / "_icons.py").write_text(
        f'"""The icons of assets/icons.ttf by Tabler\'s names; written by assets/make_icons.py."""\n\nICONS = {{\n{rows}}}\n'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
