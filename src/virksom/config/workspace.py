"""The workspace: the one folder that holds an organisation's database, keys, sources and reports.

workspace/
  virksom.sqlite3     the database (SQLite only)
  keys.sqlite3        the key store: study secrets, encrypted; its own database, so it can be kept apart and destroyed
  secrets/            SECRET_KEY and the encryption keys, readable by the owner only
  inbox/              sources that can be harvested from the browser
  reports/            reports written by analyses
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from virksom.errors import NotConfigured

ENVIRONMENT_VARIABLE = "VIRKSOM_WORKSPACE"
DEFAULT = "workspace"
FOLDERS = ("secrets", "inbox", "reports")
MARK = "VIRKSOM"


def location() -> Path:
    """Return the workspace's folder: the environment variable, else `workspace` below the current folder."""
    return Path(os.environ.get(ENVIRONMENT_VARIABLE, DEFAULT)).expanduser().resolve()


def prepare(folder: Path) -> bool:
    """Make the folders and keys of a workspace; what is there already stays.

    Returns:
        True where the workspace is new.
    """
    new = not (folder / MARK).exists()
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "secrets").chmod(0o700)
    _write_once(folder / "secrets" / "django", secrets.token_urlsafe(48))
    _write_once(folder / "secrets" / "keys", Fernet.generate_key().decode())
    (folder / MARK).write_text("Virksom workspace, layout 1\n", encoding="utf-8")
    return new


def secret_key(folder: Path) -> str:
    """Return Django's signing key: from the environment, else from the workspace."""
    return os.environ.get("VIRKSOM_SECRET_KEY") or _read(folder / "secrets" / "django")


def encryption_keys(folder: Path) -> list[str]:
    """Return the Fernet keys, the one to encrypt with first; older ones are kept to decrypt with."""
    text = os.environ.get("VIRKSOM_KEYS") or _read(folder / "secrets" / "keys")
    return text.split()


def _write_once(path: Path, text: str) -> None:
    if path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NotConfigured(
            f"Arbejdsmappen {path.parent.parent} er ikke gjort klar: {path.name} mangler. Kør »virksom init MAPPE« først."
        ) from None
