"""What the administrator's pages show of people and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from virksom.people.adapter import REAL_FACTORS
from virksom.people.models import Membership, Unit, User
from virksom.people.roles import Role


@dataclass
class Branch:
    """A unit, how deep it lies, the units below it, and how many hold a role in it."""

    unit: Unit
    depth: int
    people: int = 0
    children: list[Branch] = field(default_factory=list)


def unit_tree() -> list[Branch]:
    """Return all units, each right after the one it belongs to; one query."""
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.order_by("name"):
        below[unit.parent_id].append(unit)
    return list(_walk(below, None, 0))


def unit_forest() -> list[Branch]:
    """Return the units as nested branches, with how many people hold a role in each."""
    holders: dict[int, set[int]] = defaultdict(set)
    for unit, user in Membership.objects.filter(user__is_active=True).values_list("unit_id", "user_id"):
        holders[unit].add(user)
    branches = unit_tree()
    by_number = {branch.unit.pk: branch for branch in branches}
    for branch in branches:
        branch.people = len(holders[branch.unit.pk])
        if branch.unit.parent_id:
            by_number[branch.unit.parent_id].children.append(branch)
    return [branch for branch in branches if branch.unit.parent_id is None]


def people(search: str = "") -> QuerySet[User]:
    """Return everybody, those with access first, with roles and whether a second factor is set up."""
    factor = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=REAL_FACTORS)
    found = User.objects.annotate(has_second_factor=Exists(factor)).prefetch_related(_roles())
    if search:
        found = found.filter(Q(display_name__icontains=search) | Q(username__icontains=search))
    return found.order_by("-is_active", "display_name", "username")


def roles_of(user: User) -> list[Membership]:
    """Return the roles somebody holds, with their units, in the order roles are listed."""
    order = list(Role)
    return sorted(
        user.memberships.select_related("unit"), key=lambda held: (order.index(Role(held.role)), held.unit.name)
    )


def _roles() -> Prefetch:
    return Prefetch("memberships", queryset=Membership.objects.select_related("unit").order_by("unit__name", "role"))


def _walk(below: dict[int | None, list[Unit]], parent: int | None, depth: int) -> Iterator[Branch]:
    for unit in below[parent]:
        yield Branch(unit, depth)
        yield from _walk(below, unit.pk, depth + 1)
