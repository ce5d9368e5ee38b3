"""GTIN barcodes: EAN-8, UPC-A, EAN-13, GTIN-14 and UPC-E (GS1 General Specifications, 7.9 for the check digit)."""

from .errors import N_, LapakError

DIGITS = "0123456789"
LENGTHS = (8, 12, 13, 14)


class BarcodeDamaged(LapakError):
    """The check digit does not fit: the code was misread or misprinted."""

    code = "barcode.check_digit"
    text = N_("Barcode {barcode} was not read correctly (its check digit should be {expected}). Scan it again.")


class BarcodeUnreadable(LapakError):
    """Something that is not a product code at all."""

    code = "barcode.unreadable"
    text = N_("“{barcode}” is not a product barcode. Scan the product, or search for its name.")


def is_digits(text: str) -> bool:
    """Say whether text is nothing but ASCII digits."""
    return bool(text) and all(c in DIGITS for c in text)


def check_digit(payload: str) -> str:
    """Return the GS1 check digit of the digits before it."""
    total = 0
    for index, digit in enumerate(payload):
        total += int(digit) * (3 if (len(payload) - index) % 2 else 1)
    return str(-total % 10)


def is_valid(code: str) -> bool:
    """Say whether code has a GTIN's length and the right check digit."""
    return is_digits(code) and len(code) in LENGTHS and check_digit(code[:-1]) == code[-1]


def require_valid(code: str) -> str:
    """Return code, or raise BarcodeUnreadable, or BarcodeDamaged with the digit that was expected."""
    if not is_digits(code) or len(code) not in LENGTHS:
        raise BarcodeUnreadable(barcode=code)
    expected = check_digit(code[:-1])
    if expected != code[-1]:
        raise BarcodeDamaged(barcode=code, expected=expected)
    return code


def to_gtin14(code: str) -> str:
    """Return the 14 digits under which all writings of one number are the same."""
    return "0" * (14 - len(code)) + code


def expand_upc_e(code: str) -> str:
    """Return the UPC-A of an 8-digit UPC-E (number system 0 or 1, six digits, check digit), or raise BarcodeUnreadable.

    Both have the same check digit; it is not looked at here.
    """
    if not is_digits(code) or len(code) != 8 or code[0] not in "01":
        raise BarcodeUnreadable(barcode=code)
    system, body, last = code[0], code[1:7], code[7]
    if body[5] in "012":
        payload = body[:2] + body[5] + "0000" + body[2:5]
    elif body[5] == "3":
        payload = body[:3] + "00000" + body[3:5]
    elif body[5] == "4":
        payload = body[:4] + "00000" + body[4]
    else:
        payload = body[:5] + "0000" + body[5]
    return system + payload + last
