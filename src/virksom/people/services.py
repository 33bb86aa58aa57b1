"""Writes about people: each one permission → policy → one transaction → audit event."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from virksom.errors import BadInput, WrongState
from virksom.people import audit, permissions
from virksom.people.audit import Action
from virksom.people.models import Membership, Unit, User
from virksom.people.roles import Permission, Role

COMMAND_LINE = "kommandolinje"


def command_line_user() -> User:
    """Return the user that stands in the log for whoever holds the workspace's command line.

    That person can read the workspace's files anyway; the log says so openly instead of borrowing somebody's name.
    """
    user = User.objects.filter(username=COMMAND_LINE).first()
    if user:
        return user
    with transaction.atomic():
        user = User(username=COMMAND_LINE, display_name="Kommandolinjen")
        user.set_unusable_password()
        user.save()
        unit = root_unit()
        for role in (Role.ANALYST, Role.ADMINISTRATOR):
            Membership.objects.create(user=user, unit=unit, role=role)
        audit.record(
            Action.CREATED, by=None, subject="user", subject_id=user.pk, details={"roles": ["analyst", "administrator"]}
        )
    return user


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
    if not name.strip():
        raise BadInput(_("Enheden skal have et navn."))
    with transaction.atomic():
        unit = Unit.objects.create(name=name.strip(), parent=parent)
        audit.record(Action.CREATED, by=by, subject="unit", subject_id=unit.pk)
    return unit


def create_person(by: User, *, username: str, display_name: str, password: str, roles: dict[Role, Unit]) -> User:
    """Make somebody who can log in, with the roles they hold.

    Raises:
        NotAllowed: `by` does not manage people.
        BadInput: the user name is taken, or the password is too weak; the message says which.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    if not username.strip() or User.objects.filter(username__iexact=username.strip()).exists():
        raise BadInput(_("Brugernavnet mangler eller er taget. Vælg et andet."))
    user = User(username=username.strip(), display_name=display_name.strip())
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from None
    user.set_password(password)
    with transaction.atomic():
        user.save()
        for role, unit in roles.items():
            Membership.objects.create(user=user, unit=unit, role=role)
        audit.record(
            Action.CREATED,
            by=by,
            subject="user",
            subject_id=user.pk,
            details={"roles": sorted(role.value for role in roles)},
        )
    return user


def give_role(by: User, user: User, role: Role, unit: Unit) -> Membership:
    """Give a role in a unit; giving it twice changes nothing."""
    permissions.check(by, Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        membership, made = Membership.objects.get_or_create(user=user, role=role, unit=unit)
        if made:
            audit.record(
                Action.CHANGED,
                by=by,
                subject="user",
                subject_id=user.pk,
                details={"given": role.value, "unit": unit.pk},
            )
    return membership


def take_role(by: User, membership: Membership) -> None:
    """Take a role back.

    Raises:
        WrongState: it is the last administrator's role; nobody could give it back.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        if membership.role == Role.ADMINISTRATOR and not _others_administer(membership):
            raise WrongState(_("Der skal være mindst én administrator, som kan logge ind."))
        audit.record(
            Action.CHANGED,
            by=by,
            subject="user",
            subject_id=membership.user_id,
            details={"taken": membership.role, "unit": membership.unit_id},
        )
        membership.delete()


def set_active(by: User, user: User, *, active: bool) -> User:
    """Open or close somebody's access; their name stays in the log.

    Raises:
        WrongState: somebody closes their own access.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    if user.pk == by.pk and not active:
        raise WrongState(_("Du kan ikke lukke din egen adgang."))
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        audit.record(Action.CHANGED, by=by, subject="user", subject_id=user.pk, details={"active": active})
    return user


def _others_administer(membership: Membership) -> bool:
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return others.exclude(pk=membership.pk).exclude(user__username=COMMAND_LINE).exists()
