"""Writes about people: making them, their roles, and their way in."""

from __future__ import annotations

import re
import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from virksom.errors import BadInput, WrongState
from virksom.people import audit, permissions
from virksom.people.audit import Action
from virksom.people.models import Membership, Unit, User
from virksom.people.roles import Permission, Role
from virksom.people.services.units import root_unit

COMMAND_LINE = "kommandolinje"
# No look-alikes: a temporary password is read aloud or copied by hand.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


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


def create_person(
    by: User, *, username: str, display_name: str, password: str, roles: dict[Role, Unit], temporary: bool = False
) -> User:
    """Make somebody who can log in, with the roles they hold; a temporary password must be changed at once.

    Raises:
        NotAllowed: `by` does not manage people.
        BadInput: the user name is taken, or the password is too weak; the message says which.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    if looks_like_cpr(username):
        raise BadInput(_("Brugernavnet ligner et CPR-nummer. Vælg et andet."))
    taken = username.strip().lower() == COMMAND_LINE or User.objects.filter(username__iexact=username.strip()).exists()
    if not username.strip() or taken:
        raise BadInput(_("Brugernavnet mangler eller er taget. Vælg et andet."))
    user = User(username=username.strip(), display_name=display_name.strip(), must_change_password=temporary)
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
            raise WrongState(_("Der skal være mindst én administrator, som kan logge på."))
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


def temporary_password() -> str:
    """Return a password to read aloud once: four groups of letters and digits that look like nothing else."""
    return "-".join("".join(secrets.choice(_READABLE) for _letter in range(4)) for _group in range(4))


def reset_password(by: User, user: User) -> str:
    """Give somebody a new password to use once; every session of theirs ends.

    Returns:
        The password. It is shown this once and stored nowhere.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    _check_is_a_person(user)
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    with transaction.atomic():
        user.save(update_fields=["password", "must_change_password"])
        audit.record(Action.CHANGED, by=by, subject="user", subject_id=user.pk, details={"password": "reset"})
    return password


def remove_second_factor(by: User, user: User) -> int:
    """Take apps, keys and recovery codes away from somebody who lost them; they set up new ones at the next log-in.

    Raises:
        WrongState: somebody removes their own; that is done on their own page, with a code.
    """
    permissions.check(by, Permission.MANAGE_PEOPLE)
    _check_is_a_person(user)
    if user.pk == by.pk:
        raise WrongState(_("Din egen ekstra sikkerhed ændrer du på din egen side."))
    with transaction.atomic():
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        audit.record(
            Action.CHANGED, by=by, subject="user", subject_id=user.pk, details={"second factor removed": removed}
        )
    return removed


def looks_like_cpr(text: str) -> bool:
    """Answer whether a text has the form of a CPR number."""
    return bool(re.search(r"(?<!\d)\d{6}[-\s.]?\d{4}(?!\d)", text))


def _check_is_a_person(user: User) -> None:
    if user.username == COMMAND_LINE:
        raise WrongState(_("Kommandolinjen logger ikke på her og har ingen adgangskode."))


def _others_administer(membership: Membership) -> bool:
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return others.exclude(pk=membership.pk).exclude(user__username=COMMAND_LINE).exists()
