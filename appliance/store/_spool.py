"""The print queue on disk (port `SpoolJobs`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from appliance.till.ports import Job

from ._journal import read

if TYPE_CHECKING:
    import sqlite3

    from ._writer import Writer

WRITE_TIMEOUT_S = 10


class SqliteSpool:
    """Jobs in the order of their receipts; read by the printing thread on its own connection."""

    def __init__(self, writer: Writer, reader: sqlite3.Connection) -> None:
        self._writer = writer
        self._reader = reader

    def next_job(self) -> Job | None:
        """Return the oldest job that is not printed; one that was begun before is a copy."""
        row = self._reader.execute(
            "SELECT job, seq, is_copy OR begun, document, is_gift FROM spool ORDER BY job LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        entry = read(self._reader, row[1] - 1, 1)[0] if row[3] is None else json.loads(row[3])
        return Job(row[0], entry, bool(row[2]), bool(row[4]))

    def begun(self, job: int) -> None:
        """Note that paper may come out from now on."""
        self._set("UPDATE spool SET begun = 1 WHERE job = ?", job)

    def not_begun(self, job: int) -> None:
        """Take `begun` back: no paper moved."""
        self._set("UPDATE spool SET begun = 0 WHERE job = ?", job)

    def printed(self, job: int) -> None:
        """Note that the job is done."""
        self._set("DELETE FROM spool WHERE job = ?", job)

    def waiting(self) -> int:
        """Return how many jobs are not printed."""
        count: int = self._reader.execute("SELECT count(*) FROM spool").fetchone()[0]
        return count

    def _set(self, sql: str, job: int) -> None:
        def step(connection: sqlite3.Connection) -> None:
            connection.execute(sql, (job,))

        self._writer.submit(step).result(WRITE_TIMEOUT_S)
