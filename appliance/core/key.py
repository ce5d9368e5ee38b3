"""Identities that sort by the time they were made: UUID version 7 (RFC 9562, 5.7)."""

import binascii


def time_key(now_ms: int, randomness: bytes) -> str:
    """Return a UUIDv7 as text; randomness is ten bytes of it."""
    raw = bytearray(now_ms.to_bytes(6, "big") + randomness[:10])
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    text = binascii.hexlify(bytes(raw)).decode()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])
