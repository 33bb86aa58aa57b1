"""Who may open and code which case: a role and a place on the team are not enough, it takes the case itself."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from virksom.errors import NotAllowed
from virksom.people.models import User
from virksom.people.roles import ROLE_PERMISSIONS, Permission, Role
from virksom.study.coding.models import Assignment
from virksom.study.harvest.models import Study, StudyCase
from virksom.study.harvest.permissions import check_in_study, may_in_study


def may_read_every_case(user: User | AnonymousUser, study: Study) -> bool:
    """Answer whether the user may read cases that are not theirs to code."""
    return may_in_study(user, Permission.READ_EVERY_CASE, study)


def may_open_case(user: User | AnonymousUser, case: StudyCase) -> bool:
    """Answer whether the user has the case to code, or may read every case of the study."""
    if may_read_every_case(user, case.study):
        return True
    assigned = Assignment.objects.filter(case=case, coder_id=user.pk).exists()
    return assigned and may_in_study(user, Permission.CODE_CASES, case.study)


def check_may_open_case(user: User | AnonymousUser, case: StudyCase) -> None:
    """Raise NotAllowed unless `may_open_case`."""
    if not may_open_case(user, case):
        raise NotAllowed(_("Du har ikke fået denne sag til kodning."))


def may_code(user: User | AnonymousUser, assignment: Assignment) -> bool:
    """Answer whether the case was given to this user, who still belongs to the study."""
    return assignment.coder_id == user.pk and may_in_study(user, Permission.CODE_CASES, assignment.case.study)


def check_may_code(user: User | AnonymousUser, assignment: Assignment) -> None:
    """Raise NotAllowed unless `may_code`."""
    check_in_study(user, Permission.CODE_CASES, assignment.case.study)
    if not may_code(user, assignment):
        raise NotAllowed(_("Sagen er givet til en anden koder."))


def coders_of(study: Study) -> list[User]:
    """Return the members of the team whose role lets them code, by name."""
    roles = [role.value for role in Role if Permission.CODE_CASES in ROLE_PERMISSIONS[role]]
    members = User.objects.filter(study_places__study=study, memberships__role__in=roles, is_active=True)
    return sorted(members.distinct(), key=str)
