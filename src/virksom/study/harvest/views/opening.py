"""How every page of a study begins: find the study, check the person, and know what the side menu may show."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from virksom.people import permissions
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.harvest.models import Study
from virksom.study.harvest.permissions import check_in_study
from virksom.study.harvest.steps import rooms_above


def who(request: HttpRequest) -> User:
    """Return the person who is logged in; `login_required` has seen to that."""
    return cast(User, request.user)


def open_study(request: HttpRequest, slug: str, permission: Permission) -> Study:
    """Return the study, or refuse.

    Raises:
        Http404: there is no such study.
        NotAllowed: the person lacks the permission, or a place on the team.
    """
    study = get_object_or_404(Study, slug=slug)
    check_in_study(who(request), permission, study)
    return study


def may(request: HttpRequest) -> dict[str, bool]:
    """Return what the person may do in this study, for templates.

    `open_study` has seen that the study is open to them; from there on their roles decide.
    """
    user = who(request)
    asked = {
        "harvest": Permission.HARVEST,
        "view_quarantine": Permission.VIEW_QUARANTINE,
        "mend_quarantine": Permission.MEND_QUARANTINE,
        "manage_team": Permission.MANAGE_STUDY_TEAM,
        "read_every_case": Permission.READ_EVERY_CASE,
        "code": Permission.CODE_CASES,
        "lock": Permission.LOCK_STUDY,
    }
    return {name: permissions.may(user, permission) for name, permission in asked.items()}


def page(request: HttpRequest, study: Study, **context: Any) -> dict[str, Any]:
    """Return what the pages of a study share, with the page's own."""
    return {"study": study, "may": may(request), "rooms": rooms_above(who(request), study), **context}
