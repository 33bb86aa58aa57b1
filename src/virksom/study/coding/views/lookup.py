"""Find what an address names, or answer that there is no such thing."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from virksom.people.models import User
from virksom.study.coding.models import Assignment, Variable
from virksom.study.coding.permissions import check_may_open_case
from virksom.study.harvest.models import Study, StudyCase


def person(request: HttpRequest) -> User:
    """Return who is logged in; the view has asked for log-in."""
    return cast(User, request.user)


def study_of(slug: str) -> Study:
    """Return the study by its short name."""
    return get_object_or_404(Study, slug=slug)


def case_of(request: HttpRequest, slug: str, pseudonym: str) -> StudyCase:
    """Return the case, if this person may open it."""
    case = get_object_or_404(StudyCase.objects.select_related("study"), study__slug=slug, pseudonym=pseudonym)
    check_may_open_case(request.user, case)
    return case


def own_assignment(request: HttpRequest, case: StudyCase) -> Assignment | None:
    """Return the case in this person's own hands, if they code it."""
    rows = Assignment.objects.select_related("case__study", "coder")
    return rows.filter(case=case, coder_id=request.user.pk).first()


def variable_of(study: Study, key: str) -> Variable:
    """Return a variable of the codebook in use, with its values read."""
    rows = Variable.objects.prefetch_related("values")
    return get_object_or_404(rows, codebook__study=study, codebook__superseded_at__isnull=True, key=key)
