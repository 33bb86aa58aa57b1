"""Grown up: PostgreSQL by address, workers as processes of their own (`virksom worker`)."""

from __future__ import annotations

import os

from virksom.config.settings.databases import postgres
from virksom.config.settings.embedded import *  # noqa: F403
from virksom.errors import NotConfigured

_url = os.environ.get("VIRKSOM_DATABASE_URL", "")
if not _url:
    raise NotConfigured("VIRKSOM_DATABASE_URL mangler: den siger, hvor PostgreSQL-databasen er.")
DATABASES["default"] = postgres(_url)  # noqa: F405
