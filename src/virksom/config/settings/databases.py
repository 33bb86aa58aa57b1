"""How the two databases are opened: the study database and the key store."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from virksom.errors import NotConfigured


def sqlite(path: Path | str) -> dict[str, Any]:
    """SQLite as the embedded default: WAL, immediate write locks, synced to disk, 20 s of patience.

    What is deleted is overwritten with zeros: a study's key that was destroyed must not be found in the file's free pages.
    No ATOMIC_REQUESTS: with IMMEDIATE every `atomic()` takes the write lock, so services alone open transactions.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """PostgreSQL from an address such as `postgresql://user:password@host:5432/name?sslmode=require`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise NotConfigured("VIRKSOM_DATABASE_URL skal se sådan ud: postgresql://bruger:kode@vært:5432/database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def from_url_or_file(url: str | None, path: Path | str) -> dict[str, Any]:
    """Open PostgreSQL where an address is given, else the SQLite file."""
    return postgres(url) if url else sqlite(path)
