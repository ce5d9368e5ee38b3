"""The journal on disk: appended to inside a transaction, read back as entries."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Protocol

from appliance.core.journal import GENESIS, seal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

COLUMNS = "seq, at_ms, by, type, body, hash, sig"


class Signer(Protocol):
    """The device key; `sign` returns an Ed25519 signature."""

    def sign(self, data: bytes) -> bytes:
        """Return the signature over data."""


class Unsigned:
    """For a till without a device key: entries carry no signature."""

    def sign(self, data: bytes) -> bytes:  # noqa: ARG002 - the port's shape
        """Return nothing."""
        return b""


def tail(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return (seq, hash) of the last entry; (0, 64 zeros) before the first."""
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1].hex()) if row else (0, GENESIS)


def append(
    connection: sqlite3.Connection, signer: Signer, kind: str, body: dict[str, Any], at_ms: int, by: str
) -> dict[str, Any]:
    """Seal, sign and store the next entry; call inside a transaction."""
    seq, prev = tail(connection)
    entry = seal(seq + 1, at_ms, by, kind, body, prev)
    sig = signer.sign(bytes.fromhex(entry["hash"]))
    if sig:
        entry["sig"] = sig.hex()
    insert(connection, entry)
    return entry


def insert(connection: sqlite3.Connection, entry: dict[str, Any]) -> None:
    """Store an entry that is sealed already."""
    body = json.dumps(entry["body"], ensure_ascii=False, separators=(",", ":"))
    said = tuple(entry[name] for name in ("seq", "at_ms", "by", "type"))
    digest, sig = bytes.fromhex(entry["hash"]), bytes.fromhex(entry.get("sig", ""))
    connection.execute(f"INSERT INTO journal ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*said, body, digest, sig))


def read(connection: sqlite3.Connection, after: int, limit: int) -> list[dict[str, Any]]:
    """Return up to `limit` entries that follow entry `after`."""
    return list(walk(connection, after, limit))


def walk(connection: sqlite3.Connection, after: int = 0, limit: int = -1) -> Iterator[dict[str, Any]]:
    """Yield entries that follow entry `after`, each with the hash of the row before as its `prev`."""
    prev = GENESIS
    if after:
        row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (after,)).fetchone()
        prev = row[0].hex() if row else GENESIS
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
        (after, limit),
    )
    for seq, at_ms, by, kind, body, digest, sig in rows:
        entry = {"seq": seq, "at_ms": at_ms, "by": by, "type": kind, "body": json.loads(body), "prev": prev}
        entry["hash"] = digest.hex()
        if sig:
            entry["sig"] = sig.hex()
        yield entry
        prev = entry["hash"]


def oldest_unsent_ms(connection: sqlite3.Connection, acked: int) -> int | None:
    """Return when the oldest entry after `acked` was written."""
    row = connection.execute("SELECT at_ms FROM journal WHERE seq = ?", (acked + 1,)).fetchone()
    return row[0] if row else None


def now_ms() -> int:
    """Return UTC milliseconds."""
    return time.time_ns() // 1_000_000
