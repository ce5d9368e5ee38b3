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
    "123",
    "abc",
    "activity",
    "adjustments",
    "alert-circle",
    "alert-triangle",
    "armchair",
    "arrow-back-up",
    "arrow-bar-to-down",
    "arrow-bar-up",
    "arrow-left",
    "arrows-left-right",
    "backspace",
    "barcode",
    "bookmark",
    "bookmarks",
    "box",
    "building-store",
    "bulb",
    "calendar-event",
    "cash",
    "cash-register",
    "category",
    "check",
    "circle",
    "circle-check",
    "circle-dashed",
    "clipboard-check",
    "clipboard-list",
    "clock",
    "clock-play",
    "clock-stop",
    "cloud-check",
    "cloud-off",
    "cloud-up",
    "coins",
    "credit-card",
    "device-sd-card",
    "discount",
    "dots",
    "eye",
    "file-text",
    "gift",
    "history",
    "id",
    "id-badge-2",
    "info-circle",
    "key",
    "language",
    "lock",
    "lock-open",
    "logout",
    "menu-2",
    "minus",
    "moon",
    "note",
    "package",
    "package-export",
    "pencil",
    "percentage",
    "phone",
    "plus",
    "printer",
    "qrcode",
    "rating-18-plus",
    "receipt",
    "report-money",
    "scale",
    "school",
    "search",
    "shield-check",
    "shopping-cart",
    "space",
    "star",
    "sun",
    "tag",
    "ticket",
    "trash",
    "truck-delivery",
    "truck-loading",
    "user",
    "user-check",
    "user-plus",
    "user-x",
    "users",
    "wallet",
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
    rows = "".join(
        f'    "{name}": "\\U{point:08x}",\n' if point > 0xFFFF else f'    "{name}": "\\u{point:04x}",\n'
        for name, point in points.items()
    )
    (HERE.parent / "_icons.py").write_text(
        f'"""The icons of assets/icons.ttf by Tabler\'s names; written by make_icons.py."""\n\nICONS = {{\n{rows}}}\n'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
