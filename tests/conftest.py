"""The well-known people and the study, and a small whole house, for tests of everything together."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from tests.browser import cookies, server, visit  # noqa: F401  fixtures of every file here
from tests.house import House, build
from virksom.conftest import *  # noqa: F403


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A house that stands while a file's tests run: building it takes longer than walking through it."""
    with django_db_blocker.unblock():
        try:
            built: House = build()
            yield built
        finally:
            for alias in ("default", "keys"):
                call_command("flush", database=alias, interactive=False, verbosity=0)
