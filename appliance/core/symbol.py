"""A code that is printed to be scanned: bars or a square, between the lines of a document."""

from .gtin import is_valid

BARS = "code128"
EAN13 = "ean13"
EAN8 = "ean8"
QR = "qr"
LONGEST_BARS = 20  # characters of Code 128 that fit 80 mm paper; a narrower printer makes a square of them


class Symbol:
    """One code; a printer centres it. `text` is what a scanner reads."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


def symbol_of(code: str, sku: str = "") -> "Symbol | None":
    """Return how a product code (as 14 digits, or shorter) is printed; without a good one the SKU as QR, if any."""
    digits = code.lstrip("0")
    if len(digits) == 8 and is_valid(digits):
        return Symbol(EAN8, digits)
    padded = "0" * (13 - len(digits)) + digits
    if digits and len(padded) == 13 and is_valid(padded):
        return Symbol(EAN13, padded)
    text = code or sku
    return Symbol(QR, text) if text else None


def bars_of(text: str) -> "Symbol | None":
    """Return a number of letters and digits as bars, or as a square where bars would be too wide."""
    if not text:
        return None
    plain = all(" " <= char <= "~" for char in text)
    return Symbol(BARS if plain and len(text) <= LONGEST_BARS else QR, text)
