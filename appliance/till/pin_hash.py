"""Whether a PIN is the one whose salted hash the owner's office sent."""

from __future__ import annotations

import hashlib
import hmac
import logging

log = logging.getLogger(__name__)

FEWEST, MOST = 4, 8  # digits
MOST_COST = 17  # log2 of n: 128 MiB at r = 8; more would starve a till
MAXMEM = 256 << 20


def is_pin(text: str) -> bool:
    """Say whether a text can be a PIN: four to eight digits."""
    return FEWEST <= len(text) <= MOST and text.isascii() and text.isdigit()


def matches(pin: str, kept: str) -> bool:
    """Compare a PIN with "scrypt$<log2 n>$<r>$<p>$<salt hex>$<hash hex>"; 16 MiB and, at 14$8$1, 35 ms on a desk."""
    if not is_pin(pin):
        return False
    try:
        name, cost, r, p, salt, digest = kept.split("$")
        wanted = bytes.fromhex(digest)
        if name != "scrypt" or int(cost) > MOST_COST or len(wanted) < 16:
            return False
        found = hashlib.scrypt(
            pin.encode(),
            salt=bytes.fromhex(salt),
            n=1 << int(cost),
            r=int(r),
            p=int(p),
            dklen=len(wanted),
            maxmem=MAXMEM,
        )
    except (ValueError, OverflowError, MemoryError) as error:
        if kept:
            log.error("A PIN cannot be checked: %s", error)  # noqa: TRY400 - the text is enough
        return False
    return hmac.compare_digest(found, wanted)
