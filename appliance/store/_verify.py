"""A chain walked to its end: what `lapak-till verify` says of a till's store, or of a journal that was exported.

An export needs nothing but itself: its entries are signed by the key that entry 1 names. Whoever wants to be sure that
it is this till's, and not one that was made up whole, hands in the key as it is known from elsewhere (the bridge's, or
an older export's).
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.core.journal import GENESIS, ChainBroken, check_shape, verify

from ._damage import UNREADABLE, open_to_read
from ._errors import KeyNeeded, KeyWrong, NotAStore
from ._journal import walk

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

SQLITE = b"SQLite format 3"


@dataclass(frozen=True)
class Verified:
    """How many entries there are, how many are signed, the hash of the last, and which is the first."""

    entries: int
    signed: int
    last_hash: str
    first: int = 1


def verify_file(path: Path, key: str = "") -> Verified:
    """Return what a chain comes to; raises ChainBroken at the first wrong entry, NotAStore, KeyNeeded, KeyWrong.

    path: a till's store, or an export of its journal; key: the till's public key in hex, "" to believe entry 1.
    """
    known = _key(key, path) if key else None
    with closing(entries_of(path)) as entries:
        return _verified(path, entries, known)


def entries_of(path: Path) -> Generator[dict[str, Any]]:
    """Yield the entries of a store or an export as they stand there, unchecked; raises NotAStore."""
    if not path.is_file():
        raise NotAStore(path=path, reason="there is no such file")
    with path.open("rb") as file:
        is_export = file.read(1) == b"{"
    return _exported(path) if is_export else _stored(path)


def _stored(path: Path) -> Generator[dict[str, Any]]:
    with closing(open_to_read(path)) as connection:
        try:
            connection.execute("SELECT seq FROM journal LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise NotAStore(path=path, reason=error) from error
        yield from walk(connection)


def _exported(path: Path) -> Generator[dict[str, Any]]:
    with path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def _verified(path: Path, entries: Iterable[dict[str, Any]], key: Ed25519PublicKey | None) -> Verified:
    seq = signed = before = 0
    last = GENESIS
    is_begun = False
    try:
        for entry in entries:
            if not is_begun:
                is_begun = True
                key, before, last = _begin(path, check_shape(entry), key)
                seq = before
            seq, last = verify([entry], seq, last)
            if key is not None:
                _check_signature(key, entry)
                signed += 1
    except ChainBroken as error:
        if error.values["seq"] == "?":  # it does not know its own number: its place tells
            raise ChainBroken(seq=seq + 1, reason=error.values["reason"]) from None
        raise
    except (KeyNeeded, KeyWrong, NotAStore):
        raise
    except UNREADABLE as error:
        raise ChainBroken(seq=seq + 1, reason=error) from error
    return Verified(seq - before, signed, last, before + 1)


def _begin(path: Path, first: dict[str, Any], key: Ed25519PublicKey | None) -> tuple[Ed25519PublicKey | None, int, str]:
    """Return the key that signs what begins with this entry, and what the entry must follow."""
    if first["seq"] > 1:
        if _is_store(path):
            return key, 0, GENESIS  # a store begins at entry 1: what is not there was taken out
        if key is None:
            raise KeyNeeded(path=path, seq=first["seq"])
        return key, first["seq"] - 1, first["prev"]
    named = first["body"].get("public_key", "")
    if not isinstance(named, str) or not named:
        return key, 0, GENESIS
    claimed = Ed25519PublicKey.from_public_bytes(bytes.fromhex(named))
    if key is not None and key.public_bytes_raw() != claimed.public_bytes_raw():
        raise ChainBroken(seq=1, reason="it names another public key")
    return claimed, 0, GENESIS


def _is_store(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _check_signature(key: Ed25519PublicKey, entry: dict[str, Any]) -> None:
    if "sig" not in entry:
        raise ChainBroken(seq=entry["seq"], reason="it is not signed")
    try:
        key.verify(bytes.fromhex(entry["sig"]), bytes.fromhex(entry["hash"]))
    except InvalidSignature:
        raise ChainBroken(seq=entry["seq"], reason="its signature is not this till's") from None


def _key(text: str, path: Path) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError as error:
        raise KeyWrong(key=text, path=path) from error
