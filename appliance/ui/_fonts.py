"""The fonts: Roboto as Kivy ships it (its digits have one width), our icons, and the system's for other scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kivy.core.text import LabelBase

from ._theme import ASSETS, look

# First and last code point of scripts Roboto has no letters for, and where Debian keeps a font for them.
NOTO = "/usr/share/fonts/truetype/noto/"
SCRIPTS = (
    (0x0590, 0x05FF, NOTO + "NotoSansHebrew-Regular.ttf"),
    (0x0600, 0x077F, NOTO + "NotoSansArabic-Regular.ttf"),
    (0x0900, 0x097F, NOTO + "NotoSansDevanagari-Regular.ttf"),
    (0x0B80, 0x0BFF, NOTO + "NotoSansTamil-Regular.ttf"),
    (0x0E00, 0x0E7F, NOTO + "NotoSansThai-Regular.ttf"),
    (0xA980, 0xA9DF, NOTO + "NotoSansJavanese-Regular.ttf"),
    (0x1100, 0x11FF, "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    (0x2E80, 0xD7FF, "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    (0xFF00, 0xFFEF, "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
)


def register() -> None:
    """Give Kivy our fonts under the names the look uses."""
    import kivy  # noqa: PLC0415 - only its folder is wanted here

    fonts = Path(kivy.__file__).parent / "data" / "fonts"
    LabelBase.register(look.bold, str(fonts / "Roboto-Bold.ttf"))
    LabelBase.register(look.icons, str(ASSETS / "icons.ttf"))


@cache
def _exists(path: str) -> bool:
    return Path(path).exists()


def font_for(text: str, latin: str) -> str:
    """Return a font that has the letters of a name: the Latin one unless a letter of another script is in it."""
    if text.isascii():
        return latin
    for letter in text:
        point = ord(letter)
        if point >= SCRIPTS[0][0]:
            for first, last, path in SCRIPTS:
                if first <= point <= last and _exists(path):
                    return path
    return latin
