"""Where the parts of a padded line stand, and in which order mixed scripts are read."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from appliance.core.columns import width, width_of

THAI = "\u0e00", "\u0e7f"
LEFT, CENTRE, RIGHT = "left", "centre", "right"


class Part(NamedTuple):
    """A piece of a line that is drawn as a whole, in its columns."""

    text: str
    column: int
    columns: int
    side: str


def parts(text: str, columns: int) -> list[Part]:
    """Return the pieces of a line of fixed columns, split where two or more spaces stand.

    The last word of a full line is a piece of its own: an amount stays at the right edge whatever stands before it.
    """
    found = [match.span() for match in re.finditer(r"\S+(?: \S+)*", text)]
    if found and width(text) == columns:
        first, last = found[-1]
        space = text.rfind(" ", first, last)
        if space > 0:
            found[-1:] = [(first, space), (space + 1, last)]
    pieces = []
    for number, (first, last) in enumerate(found):
        column = width(text[:first])
        end = width(text[: found[number + 1][0]]) - 1 if number + 1 < len(found) else columns
        side = LEFT
        if number and number + 1 == len(found) and width(text[:last]) == columns:
            column, side = width(text[: found[number - 1][1]]) + 1, RIGHT
        elif len(found) == 1 and column and column == (columns - width(text[first:last])) // 2:
            column, side = 0, CENTRE
        pieces.append(Part(text[first:last], column, max(1, end - column), side))
    return pieces


def is_right_to_left(char: str) -> bool:
    """Say whether a character belongs to a script read from the right."""
    return unicodedata.bidirectional(char) in {"R", "AL"}


def is_plain(char: str) -> bool:
    """Say whether a printer's own font can show the character by itself: one cell, no shaping, left to right.

    Thai is drawn even where no mark stands on a letter: one receipt shall not show two kinds of it.
    """
    if width_of(char) != 1 or is_right_to_left(char) or unicodedata.combining(char):
        return False
    return not THAI[0] <= char <= THAI[1]


def visual(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of one direction, from the left edge to the right, and which of them run to the left.

    The short form of Unicode's rule (UAX #9): the first strong character gives the line's direction; digits and
    Latin inside right-to-left text keep their own.
    """
    runs: list[tuple[str, bool]] = []
    waiting = ""
    base = next((is_right_to_left(char) for char in text if _is_strong(char)), False)
    for char in text:
        if not _is_strong(char):
            waiting += char
            continue
        backward = is_right_to_left(char)
        if runs and runs[-1][1] == backward:
            runs[-1] = (runs[-1][0] + waiting + char, backward)
        elif not runs:
            runs.append((waiting + char, backward))
        else:
            if waiting:
                runs.append((waiting, base))
            runs.append((char, backward))
        waiting = ""
    if waiting and runs and runs[-1][1] == base:  # a bracket stays with its word
        runs[-1] = (runs[-1][0] + waiting, base)
    elif waiting:
        runs.append((waiting, base))
    return runs[::-1] if base else runs


def _is_strong(char: str) -> bool:
    return unicodedata.bidirectional(char) in {"L", "R", "AL", "EN", "AN"}
