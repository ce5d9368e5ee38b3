"""The fields of a ZVT message: a number says which and how long (PA00P015, "Summary of utilised BMPs")."""

from __future__ import annotations

AMOUNT, TRACE, TIME, DATE, PAYMENT_TYPE = 0x04, 0x0B, 0x0C, 0x0D, 0x19
PAN, RESULT, TERMINAL, APPROVAL, TEXT, CURRENCY = 0x22, 0x27, 0x29, 0x3B, 0x3C, 0x49
SERVICE, TLV, ORIGINAL_TRACE = 0x03, 0x06, 0x37
RECEIPT, TURNOVER, CARD_TYPE, CARD_NAME, AUTHORITY_RESULT = 0x87, 0x88, 0x8A, 0x8B, 0xA0

FIXED = {
    0x01: 1, 0x02: 1, 0x03: 1, 0x04: 6, 0x05: 1, 0x0B: 3, 0x0C: 3, 0x0D: 2, 0x0E: 2, 0x17: 2, 0x19: 1, 0x27: 1,
    0x29: 4, 0x2A: 15, 0x37: 3, 0x3A: 2, 0x3B: 8, 0x3D: 3, 0x49: 2, 0x87: 2, 0x88: 3, 0x8A: 1, 0x8C: 1, 0xA0: 1,
    0xAA: 3, 0xBA: 5, 0xD0: 1, 0xD2: 1, 0xD3: 1, 0xE0: 1, 0xE9: 1, 0xEA: 1, 0xEB: 8, 0xF0: 1, 0xF9: 1, 0xFA: 1,
    0xFB: 1, 0xFC: 1, 0xFD: 1,
}  # fmt: skip
TWO_DIGITS = {0x22, 0x23, 0x2D, 0x8B, 0xA7, 0xD1, *range(0xE1, 0xE9), *range(0xF1, 0xF9)}  # F1 F7 is a length of 17
THREE_DIGITS = {0x24, 0x2E, 0x3C, 0x60, 0x9A, 0xAF}
LINES, LINE = 0x25, 0x07  # inside TLV: the lines of a printed block, and one of them
SLIP = 0x1F07  # inside TLV: whose slip a printed block is
MERCHANTS, CUSTOMERS = 0x01, 0x02


class FieldsBroken(ValueError):
    """Bytes that are no fields."""


def bcd(number: int, size: int) -> bytes:
    """Return a number as decimal digits, two to a byte."""
    return bytes.fromhex(str(number).zfill(2 * size))


def digits(data: bytes) -> str:
    """Return what stands in decimal digits; a filler or a hidden digit is kept as a letter."""
    return data.hex()


def field(number: int, data: bytes) -> bytes:
    """Return one field with its number and, where it has one, its length."""
    if number == TLV:
        return bytes([TLV]) + _tlv_size(len(data)) + data
    if number in FIXED:
        if len(data) != FIXED[number]:
            raise FieldsBroken(f"field {number:02x} has {len(data)} bytes")
        return bytes([number]) + data
    places = 2 if number in TWO_DIGITS else 3
    return bytes([number]) + bytes(0xF0 + int(digit) for digit in str(len(data)).zfill(places)) + data


def fields(data: bytes) -> dict[int, bytes]:
    """Return the fields of a message by their numbers; raises FieldsBroken."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        number, at = data[at], at + 1
        size, at = _size(number, data, at)
        if at + size > len(data):
            raise FieldsBroken(f"field {number:02x} ends after the message")
        found[number] = data[at : at + size]
        at += size
    return found


def _size(number: int, data: bytes, at: int) -> tuple[int, int]:
    if number in FIXED:
        return FIXED[number], at
    if number == TLV:
        return _tlv_length(data, at)
    places = 2 if number in TWO_DIGITS else 3 if number in THREE_DIGITS else 0
    text = [byte & 0x0F for byte in data[at : at + places]]
    if not places or len(text) < places or max(text) > 9:
        raise FieldsBroken(f"no field {number:02x} is known")
    return int("".join(map(str, text))), at + places


def obj(tag: int, value: bytes) -> bytes:
    """Return one object of a TLV container."""
    return tag.to_bytes(2 if tag > 0xFF else 1) + _tlv_size(len(value)) + value


def tlv(data: bytes) -> list[tuple[int, bytes]]:
    """Return the objects of a TLV container, tag and value; raises FieldsBroken."""
    found = []
    at = 0
    while at < len(data):
        tag, at = data[at], at + 1
        if tag & 0x1F == 0x1F:  # the tag goes on
            while at < len(data) and data[at] & 0x80:
                tag, at = tag << 8 | data[at], at + 1
            if at >= len(data):
                raise FieldsBroken("a tag without an end")
            tag, at = tag << 8 | data[at], at + 1
        size, at = _tlv_length(data, at)
        if at + size > len(data):
            raise FieldsBroken(f"object {tag:x} ends after its container")
        found.append((tag, data[at : at + size]))
        at += size
    return found


def _tlv_length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise FieldsBroken("no length")
    first, at = data[at], at + 1
    if first < 0x80:
        return first, at
    more = first & 0x7F
    if not 1 <= more <= 2 or at + more > len(data):
        raise FieldsBroken("a length of too many bytes")
    return int.from_bytes(data[at : at + more]), at + more


def _tlv_size(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    return b"\x81" + bytes([size]) if size < 0x100 else b"\x82" + size.to_bytes(2)
