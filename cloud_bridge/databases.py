"""Where the bridge's books are: a file in the data folder, or a PostgreSQL server that LAPAK_DATABASE names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

CONNECT_S = 10
# How long a statement may take before PostgreSQL ends it; nothing the bridge does takes near as long.
STATEMENT_S = 120


def database_of(url: str, folder: Path) -> dict[str, Any]:
    """Return Django's settings of `postgresql://user:password@host:port/name?option=value`; without a URL, of SQLite.

    A folder as `?host=` is that of a UNIX socket, and every other option is libpq's.
    """
    if not url:
        return _sqlite(folder)
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"LAPAK_DATABASE begins with postgresql://, not with {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "lapak",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "connect_timeout": CONNECT_S,
            "options": f"-c statement_timeout={STATEMENT_S * 1000}",
            **options,
        },
    }


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "bridge.db"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;"
            " PRAGMA wal_autocheckpoint=4000;",
        },
        "TEST": {"NAME": str(folder / "test.db")},
    }
