"""PINs as they are kept and sent to tills: salted and dear to guess, never as they were typed."""

from __future__ import annotations

import hashlib
import os
from itertools import pairwise

from appliance.core.errors import N_, LapakError

FEWEST, MOST = 4, 8  # digits
COST, BLOCK, LANES = 14, 8, 1  # 2**14 rounds of 1 KiB: 16 MiB and about 35 ms here, an eighth of a second on a till
SALT_BYTES, HASH_BYTES = 16, 32


class PinUnfit(LapakError):
    """No PIN at all."""

    code = "people.pin_unfit"
    text = N_("A PIN has 4 to 8 digits. In a spreadsheet its column is text, or a 0 at the front is lost.")


class PinWeak(LapakError):
    """A PIN that is guessed in three tries."""

    code = "people.pin_weak"
    text = N_("That PIN is guessed at once: no single digit over and over, and no row such as 1234.")


def require_pin(pin: str) -> str:
    """Return a PIN that can be given to somebody; raises PinUnfit, PinWeak."""
    if not is_pin(pin):
        raise PinUnfit
    if is_weak(pin):
        raise PinWeak
    return pin


def is_pin(text: str) -> bool:
    """Say whether a text can be a PIN: four to eight digits."""
    return FEWEST <= len(text) <= MOST and text.isascii() and text.isdigit()


def is_weak(pin: str) -> bool:
    """Say whether a PIN is among the first that anybody tries: one digit over and over, or a row of the number pad."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def hash_pin(pin: str) -> str:
    """Return what is kept: "scrypt$14$8$1$<salt hex>$<hash hex>" (docs/protocol.md, staff)."""
    salt = os.urandom(SALT_BYTES)
    digest = hashlib.scrypt(pin.encode(), salt=salt, n=1 << COST, r=BLOCK, p=LANES, dklen=HASH_BYTES)
    return f"scrypt${COST}${BLOCK}${LANES}${salt.hex()}${digest.hex()}"


def hash_badge(code: str) -> str:
    """Return what is kept of a badge's code: its SHA-256; a code is long enough not to be guessed."""
    return hashlib.sha256(code.strip().encode()).hexdigest()
