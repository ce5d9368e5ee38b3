"""Text in fixed columns, as receipt printers see it: wide characters take two, combining marks none."""

# Unicode East Asian Width W and F, and the emoji blocks (UAX #11), as (first, last).
WIDE = (
    (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
    (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6),
    (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
)  # fmt: skip
# Marks that stand on the character before them: combining, Arabic, Thai, variation selectors, zero-width.
ZERO = (
    (0x0300, 0x036F), (0x0610, 0x061A), (0x064B, 0x065F), (0x0E31, 0x0E31), (0x0E34, 0x0E3A), (0x0E47, 0x0E4E),
    (0x200B, 0x200F), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip


def width_of(char: str) -> int:
    """Return how many columns one character takes: 0, 1 or 2."""
    code = ord(char)
    if code < 0x300:
        return 1
    for first, last in ZERO:
        if first <= code <= last:
            return 0
    for first, last in WIDE:
        if first <= code <= last:
            return 2
    return 1


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(width_of(char) for char in text)


def clip(text: str, columns: int) -> str:
    """Return as much of the text as fits."""
    taken = 0
    for index, char in enumerate(text):
        taken += width_of(char)
        if taken > columns:
            return text[:index]
    return text


def wrap(text: str, columns: int) -> list[str]:
    """Return the text as lines of at most so many columns, broken at spaces where there are any; nothing is lost."""
    lines = []
    line = ""
    for given in text.split(" "):
        word = given
        candidate = line + " " + word if line else word
        if width(candidate) <= columns:
            line = candidate
            continue
        if line:
            lines.append(line)
        while width(word) > columns:
            head = clip(word, columns) or word[:1]
            lines.append(head)
            word = word[len(head) :]
        line = word
    if line or not lines:
        lines.append(line)
    return lines


def centred(text: str, columns: int) -> str:
    """Return the text with spaces before it so that it stands in the middle."""
    return " " * max(0, (columns - width(text)) // 2) + text


def row(left: str, right: str, columns: int) -> list[str]:
    """Return lines with left at the left edge and right at the right edge; the left text wraps above if need be."""
    free = columns - width(right) - 1
    if width(left) <= free:
        return [left + " " * (columns - width(left) - width(right)) + right]
    lines = wrap(left, columns)
    last = lines[-1]
    if width(last) <= free:
        lines[-1] = last + " " * (columns - width(last) - width(right)) + right
    else:
        lines.append(" " * max(0, columns - width(right)) + right)
    return lines
