"""Codes to scan: in ESC/POS commands for printers that draw them, as dots for the others and for pictures of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escpos.constants import ESC, GS

from appliance.core.symbol import BARS, EAN8, EAN13, QR, Symbol

if TYPE_CHECKING:
    from PIL import Image

BAR_HEIGHT = 80
WIDEST, NARROWEST = 3, 2  # dots of one module of bars: thinner ones are not read reliably at 8 dots a millimetre
QUIET = 10  # modules of white on each side of bars
QR_DOTS = 200  # a square is about so large: 25 mm
QR_LARGEST = 8
QR_QUIET = 2

CENTRE, LEFT = ESC + b"a\x01", ESC + b"a\x00"
BAR_TYPES = {EAN13: 67, EAN8: 68, BARS: 73}  # GS k m n: function B
TEXT_BELOW = GS + b"f\x00" + GS + b"H\x02"
SQUARE = GS + b"(k"
MODEL_2 = b"\x04\x001A2\x00"
CORRECT_15_PERCENT = b"\x03\x001E1"
PRINT_SQUARE = b"\x03\x001Q0"


def fitted(symbol: Symbol, dots: int) -> Symbol:
    """Return the symbol, or the same text as a square where its bars would not fit the paper."""
    return symbol if symbol.kind == QR or _module(symbol, dots) else Symbol(QR, symbol.text)


def commands(symbol: Symbol, dots: int) -> bytes:
    """Return what makes a printer draw the symbol in the middle of its paper."""
    body = _square(symbol.text) if symbol.kind == QR else _bars(symbol, _module(symbol, dots))
    return bytes(CENTRE) + body + bytes(LEFT)


def drawn(symbol: Symbol, dots: int) -> Image.Image:
    """Return the symbol as an image of one bit, as wide as the paper; ink is white (1), as printers count."""
    from PIL import Image  # noqa: PLC0415 - most tills never draw one

    rows = _square_rows(symbol.text) if symbol.kind == QR else [_modules(symbol)]
    module = _square_module(len(rows)) if symbol.kind == QR else _module(symbol, dots)
    code = Image.new("1", (len(rows[0]), len(rows)))
    code.putdata([255 * bit for row in rows for bit in row])
    height = len(rows) * module if symbol.kind == QR else BAR_HEIGHT
    sheet = Image.new("1", (dots, height))
    large = code.resize((code.width * module, height), Image.Resampling.NEAREST)
    sheet.paste(large, ((dots - large.width) // 2, 0))
    return sheet


def _bars(symbol: Symbol, module: int) -> bytes:
    text = "{B" + symbol.text.replace("{", "{{") if symbol.kind == BARS else symbol.text
    data = text.encode("ascii")
    size = GS + b"h" + bytes([BAR_HEIGHT]) + GS + b"w" + bytes([module])
    return bytes(size + TEXT_BELOW + GS + b"k" + bytes([BAR_TYPES[symbol.kind], len(data)])) + data


def _square(text: str) -> bytes:
    data = text.encode()
    size = bytes([_square_module(len(_square_rows(text)))])
    store = (len(data) + 3).to_bytes(2, "little") + b"1P0" + data
    parts = (MODEL_2, b"\x03\x001C" + size, CORRECT_15_PERCENT, store, PRINT_SQUARE)
    return b"".join(bytes(SQUARE) + part for part in parts)


def _module(symbol: Symbol, dots: int) -> int:
    """Return how many dots wide a module of bars can be, 0 where none fits."""
    count = len(_modules(symbol)) + 2 * QUIET
    return next((wide for wide in range(WIDEST, NARROWEST - 1, -1) if count * wide <= dots), 0)


def _modules(symbol: Symbol) -> list[bool]:
    import barcode  # noqa: PLC0415 - python-escpos's own; most tills never need it

    name = {EAN13: "ean13", EAN8: "ean8", BARS: "code128"}[symbol.kind]
    made: str = barcode.get_barcode_class(name)(symbol.text).build()[0]
    return [bit == "1" for bit in made]


def _square_rows(text: str) -> list[list[bool]]:
    import qrcode  # noqa: PLC0415 - see above

    square = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QR_QUIET)
    square.add_data(text.encode(), optimize=0)
    square.make(fit=True)
    return [list(row) for row in square.get_matrix()]


def _square_module(side: int) -> int:
    return max(3, min(QR_LARGEST, QR_DOTS // side))
