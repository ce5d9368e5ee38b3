"""What the wire needs of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    Send = Callable[[dict[str, Any]], None]


class Outbox(Protocol):
    """The unsent end of the journal."""

    def acked(self) -> int:
        """Return the last entry the bridge has stored."""

    def read(self, after: int, limit: int) -> list[dict[str, Any]]:
        """Return entries that follow entry `after`."""

    def unsent(self) -> tuple[int, int | None]:
        """Return how many entries the bridge does not have, and when the oldest of them was written."""

    def ack(self, upto: int, digest: str) -> Future[bool]:
        """Move the cursor if the entry is ours and carries this hash."""

    def forked(self, seq: int) -> Future[None]:
        """Remember that the bridge knows another entry `seq`."""

    def fork(self) -> int | None:
        """Return the entry at which the two journals part, if they do."""


class Feed(Protocol):
    """The feed on disk."""

    def cursor(self) -> Future[int]:
        """Return the last version applied."""

    def apply(self, since: int, upto: int, rows: list[dict[str, Any]], seq: int | None) -> Future[bool]:
        """Apply rows with the new cursor in one transaction; False if the cursor is elsewhere.

        seq: the last of our entries that the rows count; None where nobody said.
        """
