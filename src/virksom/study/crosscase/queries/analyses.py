"""Find analyses, and the version of their results that a reader may see."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from virksom.people import permissions
from virksom.people.models import User
from virksom.people.roles import Permission
from virksom.study.crosscase.analysing import Specification
from virksom.study.crosscase.models import Analysis, AnalysisState
from virksom.study.harvest.models import Study
from virksom.study.harvest.permissions import may_in_study

Reader = User | AnonymousUser


def latest(study: Study) -> Analysis | None:
    """Return the newest finished analysis of a study, without its data."""
    return _light().filter(study=study, state=AnalysisState.DONE).first()


def find(study: Study, number: int) -> Analysis | None:
    """Return an analysis of a study by its number, without its data."""
    return _light().filter(study=study, number=number).first()


def earlier(study: Study) -> QuerySet[Analysis]:
    """Return all analyses of a study, newest first, without data and results."""
    return Analysis.objects.filter(study=study).defer("dataset", "results", "parameters")


def published_reports() -> QuerySet[Analysis]:
    """Return the published analyses of every study, newest first."""
    found = Analysis.objects.filter(published_at__isnull=False).select_related("study")
    return found.defer("dataset", "results", "parameters").order_by("-published_at")


def sees_everything(user: Reader, study: Study) -> bool:
    """Answer whether small counts are shown to the user: only to who may read every case behind them."""
    return may_in_study(user, Permission.READ_DOCUMENTS, study) and may_in_study(
        user, Permission.READ_EVERY_CASE, study
    )


def may_read_report(user: Reader, analysis: Analysis) -> bool:
    """Answer whether the user may read an analysis's report: in the study, or published to the organisation."""
    if analysis.published_at is not None and permissions.may(user, Permission.READ_PUBLISHED_REPORTS):
        return True
    return may_in_study(user, Permission.VIEW_ANALYSIS, analysis.study)


def told(analysis: Analysis, *, everything: bool) -> dict[str, Any]:
    """Return the results, with small counts or without."""
    results: dict[str, Any] = analysis.results["full" if everything else "safe"]
    return results


def specification(analysis: Analysis) -> Specification:
    """Return what the analysis asked."""
    return Specification.from_dict(analysis.parameters)


def _light() -> QuerySet[Analysis]:
    return Analysis.objects.select_related("study").defer("dataset")
