"""The chain of a whole file, walked from entry 1: what `lapak-till verify` says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.core.journal import GENESIS, ChainBroken, verify

from ._damage import UNREADABLE, open_to_read
from ._errors import NotAStore
from ._journal import walk

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Verified:
    """How many entries there are, how many are signed, and the hash of the last."""

    entries: int
    signed: int
    last_hash: str


def verify_file(path: Path) -> Verified:
    """Return what a whole chain comes to; raises ChainBroken at the first wrong entry, NotAStore."""
    if not path.is_file():
        raise NotAStore(path=path, reason="there is no such file")
    with closing(open_to_read(path)) as connection:
        try:
            connection.execute("SELECT seq FROM journal LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise NotAStore(path=path, reason=error) from error
        return _verified(connection)


def _verified(connection: sqlite3.Connection) -> Verified:
    seq, last, signed = 0, GENESIS, 0
    key: Ed25519PublicKey | None = None
    try:
        for entry in walk(connection):
            seq, last = verify([entry], seq, last)
            if seq == 1:
                key = _public_key(entry["body"].get("public_key", ""))
            if "sig" in entry and key is not None:
                key.verify(bytes.fromhex(entry["sig"]), bytes.fromhex(entry["hash"]))
                signed += 1
            elif key is not None:
                raise ChainBroken(seq=seq, reason="it is not signed")  # noqa: TRY301 - one loop reads better
    except InvalidSignature:
        raise ChainBroken(seq=seq, reason="its signature is not this till's") from None
    except ChainBroken:
        raise
    except UNREADABLE as error:
        raise ChainBroken(seq=seq + 1, reason=error) from error
    return Verified(seq, signed, last)


def _public_key(text: object) -> Ed25519PublicKey | None:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text)) if isinstance(text, str) and text else None
