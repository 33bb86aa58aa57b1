"""For all tests of the house: the log is append-only in the database, so emptying tables takes its triggers off and on."""

from __future__ import annotations

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from tests.browser import chromium  # noqa: F401  one browser for the whole run: its driver stands only one

from virksom.people import safekeeping
from virksom.people.models import AuditEvent


@pytest.fixture(scope="session", autouse=True)
def the_log_may_be_emptied_between_tests():
    """Let Django empty the tables after a test with real transactions; everything else meets the triggers."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def empty_with_the_log_open(self, statements):
        if not any(AuditEvent._meta.db_table in statement for statement in statements):
            return empty(self, statements)
        safekeeping.open_up(self.connection)
        try:
            return empty(self, statements)
        finally:
            safekeeping.close(self.connection)

    BaseDatabaseOperations.execute_sql_flush = empty_with_the_log_open
    yield
    BaseDatabaseOperations.execute_sql_flush = empty
