"""The name of a photo: the first digits of its SHA-256, so that whoever fetches one knows whether it is the right one.

Where a product's picture is no such name, it is that of a drawing that every till has.
"""

import binascii
import hashlib

DIGITS = 40
MOST_BYTES = 200 * 1024  # of a photo as the bridge makes it, many times over


def name_of(data: bytes) -> str:
    """Return the name of a photo."""
    return binascii.hexlify(hashlib.sha256(data).digest()).decode()[:DIGITS]


def is_photo(picture: str) -> bool:
    """Say whether a product's picture is the name of a photo."""
    return len(picture) == DIGITS and all(char in "0123456789abcdef" for char in picture)
