"""Whether entries were signed by the till's own device key (Ed25519 over the bytes of the hash)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    Entry = dict[str, Any]

WRONG = "The signature is not this till's."


def wrong(public_key: str, entries: Sequence[Entry]) -> dict[int, str]:
    """Return why entries (a checked chain) cannot be believed, by their seq.

    A good signature vouches for everything before it, whose hashes it is made over: so one is enough for a message, and
    only what comes after the last good one is refused. An entry without a signature is not; the wire vouches for it.
    """
    refused: dict[int, str] = {}
    if not public_key:
        return refused
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    for entry in reversed(entries):
        sig = entry.get("sig", "")
        if sig and _is_good(key, sig, entry["hash"]):
            break
        if sig:
            refused[entry["seq"]] = WRONG
    return refused


def is_key(text: str) -> bool:
    """Say whether text is the hex of an Ed25519 public key."""
    try:
        return bool(Ed25519PublicKey.from_public_bytes(bytes.fromhex(text)))
    except ValueError:
        return False


def _is_good(key: Ed25519PublicKey, sig: object, digest: str) -> bool:
    try:
        key.verify(bytes.fromhex(str(sig)), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True
