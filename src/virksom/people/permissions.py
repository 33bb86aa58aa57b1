"""Who may: each rule as a pair, `check_x()` that raises NotAllowed and `x()` that answers.

Rooms that own a thing add their own pairs on top (need-to-know per study and per case); all rest on these two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from virksom.errors import NotAllowed
from virksom.people.roles import ROLE_PERMISSIONS, Permission

if TYPE_CHECKING:
    from virksom.people.models import User


def may(user: User | AnonymousUser, permission: Permission) -> bool:
    """Answer whether one of the user's roles carries the permission."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return False
    return any(permission in ROLE_PERMISSIONS[role] for role in user.roles)


def check(user: User | AnonymousUser, permission: Permission) -> None:
    """Raise NotAllowed unless one of the user's roles carries the permission."""
    if not may(user, permission):
        raise NotAllowed(_("Din rolle giver ikke adgang til dette. Spørg din leder eller administrator."))
