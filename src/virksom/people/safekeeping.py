"""Keeps the log from being changed by ordinary means: triggers in the database refuse to update, delete or empty it.

The hash chain shows that somebody tampered; the triggers stop slips and careless statements before that. They are put in
place after every migration, since a table that SQLite rebuilds loses its triggers.
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from virksom.people.models import AuditEvent

_TABLE = AuditEvent._meta.db_table
_SQLITE = {
    f"{_TABLE}_keeps_on_{word}": f"BEFORE {word} ON {_TABLE} BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for word in ("update", "delete")
}
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_TABLE}_keeps() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRES_TRIGGER = f"""
CREATE TRIGGER {_TABLE}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_keeps()
"""


def close(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; doing it twice changes nothing."""
    open_up(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(_POSTGRES_TRIGGER)
        else:
            for name, body in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")


def open_up(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for approved deletion after the retention period, and for tests that tamper."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {_TABLE}_keeps ON {_TABLE}")
        else:
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def close_after_migration(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Close the log of the database that was just migrated, where it has one."""
    connection = connections[using]
    if _TABLE in connection.introspection.table_names():
        close(connection)
