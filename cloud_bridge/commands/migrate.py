"""`lapak-bridge migrate`: a database of this version."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

MIGRATING = 0x1A9A4B  # any number that nobody else locks


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(_options: argparse.Namespace) -> int:
    """Bring the database up to date."""
    up_to_date(verbosity=1)
    return 0


def up_to_date(verbosity: int = 0) -> None:
    """Bring the database up to date; of several who begin at once the others wait, and find nothing left to do."""
    with _alone():
        call_command("migrate", interactive=False, verbosity=verbosity)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of those who migrate: PostgreSQL's own, or one on a file beside SQLite's."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
    else:
        with (settings.DATA / "migrate.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # whoever dies lets go
            yield
