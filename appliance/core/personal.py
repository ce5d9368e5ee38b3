"""What a customer told us about themselves: kept beside the journal, vouched for in it, and forgotten on request.

A journal forgets nothing. So an entry about a customer says only the SHA-256 of the personal fields and a salt; the
fields travel beside the entry and may be dropped later. Without its salt (16 bytes of chance) the hash tells nothing.
"""

import binascii
import hashlib

from .canonical import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Personal = dict[str, Any]

FIELDS = ("name", "phone", "email", "note")
SALT_BYTES = 16
LONGEST = 200


def personal(salt: bytes, name: str, phone: str = "", email: str = "", note: str = "") -> "Personal":
    """Return the personal fields with their salt, trimmed; salt is sixteen bytes of chance."""
    said = {"salt": binascii.hexlify(salt[:SALT_BYTES]).decode()}
    for field, text in zip(FIELDS, (name, phone, email, note)):
        said[field] = text.strip()[:LONGEST]
    return said


def digest(fields: "Personal") -> str:
    """Return what a journal entry says of personal fields, in hex."""
    return binascii.hexlify(hashlib.sha256(canonical(fields).encode()).digest()).decode()


def is_whole(thing: "Any", expected: str) -> bool:
    """Say whether personal fields came as the journal entry vouches for them."""
    if type(thing) is not dict or sorted(thing) != sorted(FIELDS + ("salt",)):
        return False
    for text in thing.values():
        if type(text) is not str:
            return False
    return digest(thing) == expected
