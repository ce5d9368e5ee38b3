"""An ESC/POS reader for tests that shares no code with the driver: written from Epson's command reference.

https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/commands.html
"""

import json
from importlib.resources import files

from PIL import Image

# The bytes after a two-byte command.
ARGUMENTS = {
    b"\x1b@": 0, b"\x1c.": 0, b"\x1b3": 1, b"\x1bt": 1, b"\x1bE": 1, b"\x1d!": 1, b"\x1bd": 1, b"\x1ba": 1,
    b"\x1dV": 1, b"\x1bp": 3, b"\x10\x04": 1,
}  # fmt: skip


def pages(profile):
    """Return the 256 characters of every code page of a printer, by slot, as python-escpos lists them."""
    known = json.loads((files("escpos") / "capabilities.json").read_text("utf-8"))
    found = {}
    for slot, name in known["profiles"][profile]["codePages"].items():
        encoding = known["encodings"][name]
        if "data" in encoding:
            found[int(slot)] = "".join(map(chr, range(128))) + "".join(encoding["data"])
        elif "python_encode" in encoding:
            found[int(slot)] = bytes(range(256)).decode(encoding["python_encode"], "replace")
    return found


def lines(data, profile="default"):
    """Return what stands on the paper from top to bottom: text as (words, is bold, size), pictures as images."""
    table, page, bold, size, words, paper, at = pages(profile), 0, False, 0, "", [], 0
    while at < len(data):
        two = data[at : at + 2]
        if data[at] == 0x0A:
            paper.append((words, bold, size))
            words, at = "", at + 1
        elif two == b"\x1dv":
            across, down = (int.from_bytes(data[at + place : at + place + 2], "little") for place in (4, 6))
            dots = data[at + 8 : at + 8 + across * down]
            paper.append(Image.frombytes("1", (8 * across, down), dots))
            at += 8 + across * down
        elif two in ARGUMENTS:
            value = data[at + 2] if ARGUMENTS[two] else 0
            if two == b"\x1b@":
                page, bold, size = 0, False, 0
            page = value if two == b"\x1bt" else page
            bold = bool(value & 1) if two == b"\x1bE" else bold
            size = value if two == b"\x1d!" else size
            at += 2 + ARGUMENTS[two]
        elif data[at] >= 0x20:
            words, at = words + table[page][data[at]], at + 1
        else:
            raise AssertionError(f"{two.hex(' ')} at {at}")
    return paper
