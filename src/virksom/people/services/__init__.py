"""Writes about people and units: each one permission → policy → one transaction → audit event."""

from virksom.people.services.people import (
    COMMAND_LINE,
    command_line_user,
    create_person,
    give_role,
    remove_second_factor,
    reset_password,
    set_active,
    take_role,
    temporary_password,
)
from virksom.people.services.units import change_unit, create_unit, root_unit

__all__ = [
    "COMMAND_LINE",
    "change_unit",
    "command_line_user",
    "create_person",
    "create_unit",
    "give_role",
    "remove_second_factor",
    "reset_password",
    "root_unit",
    "set_active",
    "take_role",
    "temporary_password",
]
