"""Users, units as a tree, the roles people hold in them, and the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from virksom.people.roles import Permission, Role

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unit(models.Model):
    """An organisation, department, home or team; units form a tree."""

    name = models.CharField(_("navn"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="unit_is_not_its_own_parent")
        ]

    def __str__(self) -> str:
        return self.name

    def ancestors(self) -> Iterator[Unit]:
        """Yield this unit's parent, its parent, and so on up to the root."""
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent

    def descendants(self) -> Iterator[Unit]:
        """Yield the units below this one, at every depth."""
        for child in self.children.all():
            yield child
            yield from child.descendants()


class User(AbstractUser):
    """Somebody who logs in; what they may do follows from their memberships, never from Django's own flags."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("navn"), max_length=200, blank=True)
    must_change_password = models.BooleanField(
        default=False, help_text="somebody else chose the password, so it is used once"
    )

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def roles(self) -> frozenset[Role]:
        """All roles the user holds now, read once per request (the user object lives that long)."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(Role(role) for role in self.memberships.values_list("role", flat=True))
        return self._roles


class Membership(models.Model):
    """A role that a user holds in a unit (and so in the units below it)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("rolle"), max_length=40, choices=[(role.value, role.label) for role in Role])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="a_role_is_held_once_in_a_unit"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role_label} · {self.unit}"

    @property
    def role_label(self) -> str:
        """The role's Danish name (translated)."""
        return Role(self.role).label


class AuditEvent(models.Model):
    """One line of the audit log, chained by hash to the line before it.

    It holds no foreign keys: what it tells stays true when users, studies or cases are gone. It is only ever written by
    `audit.record`, and never changed or deleted.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=40, help_text="the user's number, or a word such as »system«")
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, help_text="kind of thing: study, case, document, user …")
    subject_id = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["actor_id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject} {self.subject_id}"


__all__ = ["AuditEvent", "Membership", "Permission", "Role", "Unit", "User"]
