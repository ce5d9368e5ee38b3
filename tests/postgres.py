"""A PostgreSQL of this run's own: python -m tests.postgres COMMAND... runs a command with LAPAK_DATABASE naming it.

The cluster lies in a folder that is gone afterwards, listens on a UNIX socket there and nowhere else, and is durable
(fsync stays on), so that what is measured on it is true.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = "/usr/lib/postgresql"
PATIENCE_S = 60
USER = "postgres"  # PostgreSQL refuses to run as root


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that is installed."""
    found = sorted(Path(PROGRAMS).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster and give its URL."""
    there = programs()
    if there is None:
        raise SystemExit("There is no PostgreSQL here: apt install postgresql.")
    folder = Path(tempfile.mkdtemp(prefix="lapak-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            entry = pwd.getpwnam(USER)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        _run(there / "initdb", "-D", data, "-U", "lapak", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {folder} -h '' -c max_connections=200 -c shared_buffers=128MB"
        _run(there / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            _run(there / "createdb", "-h", folder, "-U", "lapak", "lapak")
            yield f"postgresql://lapak@/lapak?host={folder}"
        finally:
            _run(there / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_user, *map(str, command)], cwd="/", capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stdout}{done.stderr}")


def main() -> int:
    """Run the command that was given."""
    with cluster() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "LAPAK_DATABASE": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
