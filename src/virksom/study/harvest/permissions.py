"""Who may open which study: the role's permission and a place on the study's team, together (need-to-know)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from virksom.errors import NotAllowed
from virksom.people import permissions
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest.models import Study, StudyMember


def on_team(user: User | AnonymousUser, study: Study) -> bool:
    """Answer whether the user has a place on the study's team."""
    return user.is_authenticated and StudyMember.objects.filter(study=study, user_id=user.pk).exists()


def may_in_study(user: User | AnonymousUser, permission: Permission, study: Study) -> bool:
    """Answer whether the role carries the permission and the user belongs to the study (or oversees every study)."""
    if not permissions.may(user, permission):
        return False
    return permissions.may(user, Permission.VIEW_EVERY_STUDY) or on_team(user, study)


def check_in_study(user: User | AnonymousUser, permission: Permission, study: Study) -> None:
    """Raise NotAllowed unless `may_in_study`."""
    permissions.check(user, permission)
    if not may_in_study(user, permission, study):
        raise NotAllowed(_("Du er ikke med i denne undersøgelse. Spørg den, der leder den."))


def visible_studies(user: User | AnonymousUser) -> QuerySet[Study]:
    """Return the studies the user may see at all: those whose team they are on, or every one for who oversees them."""
    if user.pk is None or not permissions.may(user, Permission.VIEW_STUDY):
        return Study.objects.none()
    if permissions.may(user, Permission.VIEW_EVERY_STUDY):
        return Study.objects.all()
    return Study.objects.filter(team__user_id=user.pk)
