"""One process, one folder: SQLite in the workspace, the worker inside the web server's process."""

from __future__ import annotations

import os

from virksom.config import workspace
from virksom.config.settings.base import *  # noqa: F403
from virksom.config.settings.databases import from_url_or_file

WORKSPACE = workspace.location()
SECRET_KEY = workspace.secret_key(WORKSPACE)
VIRKSOM_KEYS = workspace.encryption_keys(WORKSPACE)
DATABASES = {
    "default": from_url_or_file(os.environ.get("VIRKSOM_DATABASE_URL"), WORKSPACE / "virksom.sqlite3"),
    "keys": from_url_or_file(os.environ.get("VIRKSOM_KEYS_DATABASE_URL"), WORKSPACE / "keys.sqlite3"),
}
ALLOWED_HOSTS += [host for host in os.environ.get("VIRKSOM_HOSTS", "").split(",") if host]  # noqa: F405
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in os.environ.get("VIRKSOM_HOSTS", "").split(",") if host]

# The demo organisation is synthetic and runs on loopback: no second factor, cookies over plain http.
VIRKSOM_DEMO = (WORKSPACE / "DEMO").exists()
if VIRKSOM_DEMO:
    VIRKSOM_REQUIRE_SECOND_FACTOR = False
if VIRKSOM_DEMO or os.environ.get("VIRKSOM_HTTP") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
    SECURE_HSTS_SECONDS = 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = False
    MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
else:
    SECURE_SSL_REDIRECT = os.environ.get("VIRKSOM_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
