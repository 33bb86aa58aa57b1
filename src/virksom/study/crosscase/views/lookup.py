"""Find what an address names."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from virksom.people.models import User
from virksom.study.crosscase import queries
from virksom.study.crosscase.models import Analysis
from virksom.study.harvest.models import Study


def study_of(slug: str) -> Study:
    """Return the study, or answer 404."""
    return get_object_or_404(Study, slug=slug)


def analysis_of(study: Study, number: int) -> Analysis:
    """Return an analysis of the study, or answer 404."""
    found = queries.find(study, number)
    if found is None:
        raise Http404
    return found


def person(request: HttpRequest) -> User:
    """Return who asks; pages that use it need a log-in."""
    assert isinstance(request.user, User)
    return request.user
