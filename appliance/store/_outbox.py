"""What is still to be sent: the journal after the last acknowledged entry. There is no second queue to lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._customers import personal_of
from ._journal import now_ms, oldest_unsent_ms, read, tail

if TYPE_CHECKING:
    import sqlite3
    from concurrent.futures import Future

    from ._writer import Writer

ABOUT_PEOPLE = ("customer.added", "customer.changed", "receipt.sent")
# Where a receipt was to be sent is nobody's business any more once the bridge knows it.
TOLD = (
    "DELETE FROM personal WHERE hash IN (SELECT json_extract(body, '$.personal') FROM journal"
    " WHERE type = 'receipt.sent' AND seq <= ? AND seq > (SELECT acked_seq FROM head))"
)


class Outbox:
    """The unsent end of the journal; read by the wire's thread on its own connection."""

    def __init__(self, writer: Writer, reader: sqlite3.Connection) -> None:
        self._writer = writer
        self._reader = reader

    def acked(self) -> int:
        """Return the last entry the bridge has stored."""
        seq: int = self._reader.execute("SELECT acked_seq FROM head").fetchone()[0]
        return seq

    def read(self, after: int, limit: int) -> list[dict[str, Any]]:
        """Return entries that follow entry `after`; beside those about customers stands what they told us."""
        entries = read(self._reader, after, limit)
        for entry in entries:
            if entry["type"] in ABOUT_PEOPLE:
                personal = personal_of(self._reader, entry["body"])
                if personal is not None:
                    entry["personal"] = personal
        return entries

    def unsent(self) -> tuple[int, int | None]:
        """Return how many entries the bridge does not have, and when the oldest of them was written."""
        acked = self.acked()
        return tail(self._reader)[0] - acked, oldest_unsent_ms(self._reader, acked)

    def ack(self, upto: int, digest: str) -> Future[bool]:
        """Move the cursor if `upto` is ours and carries this hash; False (and nothing moves) otherwise.

        The disk is not waited for: a cursor that is lost sends again what the bridge then skips.
        """

        def step(connection: sqlite3.Connection) -> bool:
            row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (upto,)).fetchone()
            if row is None or row[0].hex() != digest:
                return False
            connection.execute(TOLD, (upto,))
            connection.execute(
                "UPDATE head SET acked_seq = ?, acked_at_ms = ? WHERE acked_seq < ?", (upto, now_ms(), upto)
            )
            return True

        return self._writer.submit(step, durable=False)

    def forked(self, seq: int) -> Future[None]:
        """Remember that the bridge knows another entry `seq`; nothing is sent until a person has decided."""

        def step(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE head SET forked_seq = ?", (seq,))

        return self._writer.submit(step)

    def fork(self) -> int | None:
        """Return the entry at which the bridge's journal and ours part, if they do."""
        seq: int | None = self._reader.execute("SELECT forked_seq FROM head").fetchone()[0]
        return seq
