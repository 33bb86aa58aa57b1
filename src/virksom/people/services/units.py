"""Writes about units: making, naming and moving them in the tree."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from virksom.errors import BadInput, WrongState
from virksom.people import audit, permissions
from virksom.people.audit import Action
from virksom.people.models import Unit, User
from virksom.people.roles import Permission


def root_unit(name: str = "") -> Unit:
    """Return the organisation itself: the one unit without a parent; make it where there is none."""
    unit = Unit.objects.filter(parent__isnull=True).order_by("id").first()
    return unit or Unit.objects.create(name=name or str(_("Organisationen")))


def create_unit(by: User, *, name: str, parent: Unit | None = None) -> Unit:
    """Make a unit below another one.

    Raises:
        NotAllowed: `by` does not manage people.
        BadInput: the name is empty.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        unit = Unit.objects.create(name=_checked(name), parent=parent)
        audit.record(Action.CREATED, by=by, subject="unit", subject_id=unit.pk)
    return unit


def change_unit(by: User, unit: Unit, *, name: str, parent: Unit | None) -> Unit:
    """Give a unit another name or another place in the tree; who holds a role in it keeps it.

    Raises:
        NotAllowed: `by` does not manage people.
        BadInput: the name is empty.
        WrongState: the unit would lie below itself, or the organisation would lie below a unit.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        # Two moves at once could close a circle between them: the whole tree is locked, it is small.
        list(Unit.objects.select_for_update().values_list("pk", flat=True))
        unit = Unit.objects.get(pk=unit.pk)
        details = {"named": name.strip() != unit.name, "moved_to": parent.pk if parent else None}
        _check_place(unit, parent)
        unit.name, unit.parent = _checked(name), parent
        unit.save(update_fields=["name", "parent"])
        audit.record(Action.CHANGED, by=by, subject="unit", subject_id=unit.pk, details=details)
    return unit


def _checked(name: str) -> str:
    if not name.strip():
        raise BadInput(_("Enheden skal have et navn."))
    return name.strip()


def _check_place(unit: Unit, parent: Unit | None) -> None:
    if (parent is None) != (unit.parent_id is None):
        raise WrongState(_("Organisationen ligger øverst, og alle andre enheder hører under den."))
    if parent is None:
        return
    parent = Unit.objects.get(pk=parent.pk)
    if unit.pk in {parent.pk, *(each.pk for each in parent.ancestors())}:
        raise WrongState(_("En enhed kan ikke høre under sig selv eller under en af sine egne enheder."))
