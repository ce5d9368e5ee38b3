"""Which Noto font has a character: asked of fontconfig once, answered from memory afterwards."""

from __future__ import annotations

import logging
import subprocess
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

# Who is asked first; the rest of the Noto family follows by name. One cell wide fonts keep columns straight.
PREFERRED = ("Noto Sans Mono", "Noto Sans", "Noto Sans Mono CJK SC", "Noto Color Emoji")
EMOJI = "Noto Color Emoji"
EMOJI_SIZE = 109  # the only size its pictures come in
VARIATIONS = 0x10000  # fontconfig numbers from here are styles of a variable font, not fonts in a collection


class Face(NamedTuple):
    """One font file that can be drawn with, and the characters it has."""

    family: str
    path: str
    number: int  # of the font in a collection
    ranges: tuple[tuple[int, int], ...]

    def has(self, char: str) -> bool:
        """Say whether the font can show a character."""
        return any(first <= ord(char) <= last for first, last in self.ranges)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the font for drawing (an emoji font knows one size only); raises OSError if the file is gone."""
        return _font(self.path, self.number, EMOJI_SIZE if self.family == EMOJI else size)


class Fonts:
    """The Noto fonts of this machine."""

    def __init__(self, listing: Callable[[], str] | None = None) -> None:
        self._listing = listing or fontconfig
        self._faces: dict[bool, list[Face]] | None = None
        self._known: dict[tuple[str, bool], Face | None] = {}

    def face_for(self, char: str, *, bold: bool = False, rather: Face | None = None) -> Face | None:
        """Return the best font that has the character, None if no font has it.

        rather: the font of the word before, kept for spaces and signs.
        """
        if rather and not char.isalnum() and rather.family != EMOJI and rather.has(char):
            return rather
        key = (char, bold)
        if key not in self._known:
            if self._faces is None:
                self._faces = _parse(self._listing())
            faces = self._faces[True] * bold + self._faces[False]
            self._known[key] = next((face for face in faces if face.has(char)), None)
        return self._known[key]


@cache
def fontconfig() -> str:
    """Return fontconfig's list of fonts and their characters; empty (and logged) where it cannot be asked."""
    command = ["fc-list", "--format", "%{file}|%{index}|%{family[0]}|%{style[0]}|%{charset}\n"]
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("no list of fonts, so only what the printer's own font has will be readable: %s", error)
        return ""


@lru_cache(64)
def _font(path: str, number: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=number)


@cache
def _parse(listing: str) -> dict[bool, list[Face]]:
    """Return the usable faces, plain and bold, best first."""
    faces: dict[bool, list[Face]] = {False: [], True: []}
    for line in listing.splitlines():
        path, number, family, style, charset = (line.split("|") + [""] * 4)[:5]
        if family.startswith("Noto") and style in {"Regular", "Bold"} and number.isdigit() and int(number) < VARIATIONS:
            pairs = (word.partition("-") for word in charset.split())
            ranges = tuple((int(first, 16), int(last or first, 16)) for first, _, last in pairs)
            faces[style == "Bold"].append(Face(family, path, int(number), ranges))
    for some in faces.values():
        some.sort(key=_rank)
    return faces


def _rank(face: Face) -> tuple[int, bool, str]:
    place = PREFERRED.index(face.family) if face.family in PREFERRED else len(PREFERRED)
    return place, not face.family.startswith("Noto Sans"), face.family
