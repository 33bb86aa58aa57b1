"""What every page needs to know of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from virksom.people import permissions
from virksom.people.roles import Permission


def house(request: HttpRequest) -> dict[str, Any]:
    """Give templates the demo mark and which doors the person may see in the menu."""
    user = request.user
    return {
        "is_demo": settings.VIRKSOM_DEMO,
        "may_view_studies": permissions.may(user, Permission.VIEW_STUDY),
        "may_view_audit": permissions.may(user, Permission.VIEW_AUDIT),
        "may_manage_people": permissions.may(user, Permission.MANAGE_PEOPLE),
        "may_read_reports": permissions.may(user, Permission.READ_PUBLISHED_REPORTS),
    }
