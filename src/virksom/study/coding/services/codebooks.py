"""Put a codebook into a study: the starter, or a next version that freezes the one before."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone

from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.coding.models import Codebook, Variable, VariableValue
from virksom.study.harvest.models import Study
from virksom.study.harvest.permissions import check_in_study

_VARIABLE_FIELDS = frozenset(
    [
        "key",
        "phase",
        "level",
        "label_da",
        "label_en",
        "question",
        "definition",
        "inclusion",
        "exclusion",
        "examples",
        "unit",
        "minimum",
        "maximum",
    ]
)
_VALUE_FIELDS = frozenset(["code", "label_da", "label_en", "definition", "inclusion", "exclusion", "example"])


def starter_codebook() -> dict[str, Any]:
    """Read the starter codebook that comes with the product."""
    text = resources.files("virksom.study.coding").joinpath("starter_codebook.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def install_starter_codebook(study: Study) -> Codebook:
    """Give the study the starter codebook, where it has none; a codebook that is there stays as it is."""
    with transaction.atomic():
        standing = Codebook.objects.filter(study=study, superseded_at__isnull=True).first()
        if standing is not None:
            return standing
        codebook = _write(study, starter_codebook(), version=1)
        audit.record(Action.CREATED, by=None, subject="codebook", subject_id=codebook.pk, details={"version": 1})
    return codebook


def revise_codebook(user: User, study: Study, content: dict[str, Any]) -> Codebook:
    """Freeze the codebook in use and put the next version in its place; old codings keep telling theirs.

    Args:
        user: needs the right to assign coding.
        study: whose codebook it is.
        content: in the shape of the starter codebook's file.
    """
    check_in_study(user, Permission.ASSIGN_CODING, study)
    with transaction.atomic():
        standing = Codebook.objects.select_for_update().filter(study=study, superseded_at__isnull=True).first()
        if standing is not None:
            standing.superseded_at = timezone.now()
            standing.save(update_fields=["superseded_at"])
        codebook = _write(study, content, version=standing.version + 1 if standing else 1)
        audit.record(
            Action.CHANGED,
            by=user,
            subject="codebook",
            subject_id=codebook.pk,
            details={"study": study.slug, "version": codebook.version},
        )
    return codebook


def _write(study: Study, content: dict[str, Any], *, version: int) -> Codebook:
    codebook = Codebook.objects.create(
        study=study, version=version, title=content["title"], introduction=content.get("introduction", "").strip()
    )
    for order, told in enumerate(content["variable"], start=1):
        variable = Variable.objects.create(codebook=codebook, order=order, **_only(told, _VARIABLE_FIELDS))
        VariableValue.objects.bulk_create(
            VariableValue(variable=variable, order=place, **_only(value, _VALUE_FIELDS))
            for place, value in enumerate(told.get("value", []), start=1)
        )
    return codebook


def _only(told: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in told.items() if name in fields}
