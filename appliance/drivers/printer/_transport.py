"""What a way to a printer must offer; one file per way. Whatever goes wrong on it is an OSError."""

from __future__ import annotations

from typing import Protocol


class Connection(Protocol):
    """An open way to the printer, for one document."""

    def write(self, data: bytes | memoryview) -> int:
        """Hand over some of the data and say how many bytes; raises TimeoutError if none is taken in time."""

    def read(self, timeout_s: float) -> bytes:
        """Return what the printer says within the time, b"" if nothing; raises OSError if it went away."""

    def unsent(self) -> int:
        """Return how many bytes this machine still holds back."""

    def close(self) -> None:
        """Give the way back; never raises."""


class Transport(Protocol):
    """A way to one printer; `name` is how people know it."""

    name: str

    def open(self) -> Connection:
        """Open it; raises OSError."""
