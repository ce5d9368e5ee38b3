"""The device key that signs every entry: Ed25519, made on the card at the first start, never leaving it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ._errors import DeviceKeyWrong

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 32


class DeviceKey:
    """Signs; `public_hex` goes into entry 1 of the journal."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_hex = private.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> bytes:
        """Return the signature over data."""
        return self._private.sign(data)

    @classmethod
    def at(cls, path: Path, *, is_new: bool = True) -> DeviceKey:
        """Return the key in a file (0600, durable), made there for a till that is new; raises DeviceKeyWrong.

        A till whose journal was signed with a key that is gone must not go on with another one.
        """
        if not path.exists():
            if not is_new:
                raise DeviceKeyWrong(path=path)
            _write(path, Ed25519PrivateKey.generate())
        raw = path.read_bytes()
        if len(raw) != SIZE:
            raise DeviceKeyWrong(path=path)
        return cls(Ed25519PrivateKey.from_private_bytes(raw))


def _write(path: Path, key: Ed25519PrivateKey) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
