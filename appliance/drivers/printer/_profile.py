"""What a printer model can do: python-escpos's list of models, read as data.

Its own reader is not used: on import it sets up the root logger and leaves a directory in /tmp at every start.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

FULL, PART, NO_CUT = "full", "part", "none"


class Profile:
    """One printer model: its code pages by slot, how wide it prints and how it cuts."""

    def __init__(self, name: str) -> None:
        known = _capabilities()
        data = known["profiles"][name]
        self.name = name
        self.columns = int(data["fonts"]["0"]["columns"])
        pixels = data["media"]["width"].get("pixels")
        self.dots = pixels if isinstance(pixels, int) else 12 * self.columns  # font A is 12 dots wide
        features = data["features"]
        self.cut = PART if features["paperPartCut"] else FULL if features["paperFullCut"] else NO_CUT
        self.has_symbols = bool(features["barcodeB"] and features["qrCode"])
        pages = {int(slot): known["encodings"].get(page, {}) for slot, page in data["codePages"].items()}
        self._pages = {slot: pages[slot] for slot in sorted(pages) if pages[slot].keys() & {"data", "python_encode"}}
        self._upper: dict[int, str] = {}  # of the pages that were needed: a codec stays in memory

    @property
    def slots(self) -> tuple[int, ...]:
        """Return the slots of the code pages whose characters are known, in order."""
        return tuple(self._pages)

    def upper(self, slot: int) -> str:
        """Return the 128 characters above ASCII in a slot; a byte that stands for nothing is NUL."""
        if slot not in self._upper:
            self._upper[slot] = _upper_half(self._pages[slot])
        return self._upper[slot]

    def page_for(self, text: str) -> int | None:
        """Return the slot of the first code page that has every character, None if no page has."""
        high = {char for char in text if ord(char) >= 0x80}
        return next((slot for slot in self._pages if not high or high.issubset(self.upper(slot))), None)

    def encode(self, text: str, slot: int) -> bytes:
        """Return the bytes of a text whose characters are all in the page."""
        if text.isascii():
            return text.encode()
        return bytes(ord(char) if ord(char) < 0x80 else 0x80 + self.upper(slot).index(char) for char in text)

    def decode(self, data: bytes, slot: int) -> str:
        """Return the text the printer would show for these bytes."""
        upper = self.upper(slot) if slot in self._pages else "?" * 128
        return "".join(chr(byte) if byte < 0x80 else upper[byte - 0x80] for byte in data)


def profile_names() -> tuple[str, ...]:
    """Return the models that can be named in the settings."""
    return tuple(sorted(_capabilities()["profiles"]))


@cache
def _capabilities() -> Any:
    return json.loads((files("escpos") / "capabilities.json").read_bytes())


def _upper_half(encoding: dict[str, Any]) -> str:
    """Return the 128 characters above ASCII; a byte that stands for nothing is NUL, which no line contains."""
    if "data" in encoding:
        return "".join("\0" if char == " " else char for char in "".join(encoding["data"]))
    codec = encoding["python_encode"]
    chars = [bytes([byte]).decode(codec, "replace") for byte in range(0x80, 0x100)]
    return "".join(char if len(char) == 1 and char != "\ufffd" else "\0" for char in chars)
