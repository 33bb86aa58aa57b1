"""Pages of this room, one file per kind of reader."""

from virksom.people.views.audit_log import export, log, verify
from virksom.people.views.people import access, create, give_role, password, people, person, second_factor, take_role
from virksom.people.views.units import unit, units

__all__ = [
    "access",
    "create",
    "export",
    "give_role",
    "log",
    "password",
    "people",
    "person",
    "second_factor",
    "take_role",
    "unit",
    "units",
    "verify",
]
