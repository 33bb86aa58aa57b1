"""Tests: quick hashes, fixed keys, no files outside a temporary workspace; the database by environment."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from virksom.config.settings.base import *  # noqa: F403
from virksom.config.settings.databases import from_url_or_file

WORKSPACE = Path(tempfile.mkdtemp(prefix="virksom-test-"))
SECRET_KEY = "only-for-tests"  # noqa: S105
VIRKSOM_KEYS = ["bmVlZHMtdGhpcnR5LXR3by1ieXRlcy1mb3ItdGVzdHM="]  # 32 known bytes, base64
_url = os.environ.get("VIRKSOM_TEST_DATABASE_URL")
DATABASES = {
    "default": from_url_or_file(_url, WORKSPACE / "virksom.sqlite3"),
    "keys": from_url_or_file(_url, WORKSPACE / "keys.sqlite3"),
}
for _alias, _database in DATABASES.items():
    # Real files, not memory: the live server's threads and WAL behave as they do at work.
    _database["TEST"] = {"NAME": f"test_virksom_{_alias}" if _url else str(WORKSPACE / f"test_{_alias}.sqlite3")}
    if _url:
        _database["CONN_MAX_AGE"] = 0
    else:
        _database["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
        )
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 3600
VIRKSOM_REQUIRE_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
