"""The analysis, one of its conditions, its history; begun and published from here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virksom.people import permissions as rights
from virksom.people.roles import Permission
from virksom.study.crosscase import policies, queries, services
from virksom.study.crosscase.models import Analysis, AnalysisState
from virksom.study.crosscase.presentation import shown, shown_condition
from virksom.study.crosscase.views.lookup import analysis_of, person, study_of
from virksom.study.harvest.models import Study
from virksom.study.harvest.permissions import check_in_study


@login_required
@require_safe
def analysis(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the newest analysis of a study."""
    study = study_of(slug)
    check_in_study(request.user, Permission.VIEW_ANALYSIS, study)
    return render(request, "crosscase/analysis.html", _context(request, study, queries.latest(study)))


@login_required
@require_safe
def earlier(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show an earlier analysis as it was."""
    study = study_of(slug)
    check_in_study(request.user, Permission.VIEW_ANALYSIS, study)
    found = analysis_of(study, number)
    if not found.is_done:
        return redirect("crosscase:analysis", slug)
    return render(request, "crosscase/analysis.html", _context(request, study, found))


@login_required
@require_safe
def condition(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Show one condition: how it spreads over the outcomes, its test, and the way to the cases behind."""
    study = study_of(slug)
    check_in_study(request.user, Permission.VIEW_ANALYSIS, study)
    found = analysis_of(study, number)
    policies.check_is_done(found)
    everything = queries.sees_everything(request.user, study)
    one = shown_condition(found, key, everything=everything)
    if one is None:
        raise Http404
    context = {"study": study, "analysis": found, "condition": one, "everything": everything}
    return render(request, "crosscase/condition.html", context)


@login_required
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how far a running analysis is; when it is over, the page that asked is loaded again."""
    study = study_of(slug)
    check_in_study(request.user, Permission.VIEW_ANALYSIS, study)
    running = _running(study)
    if running is None:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "crosscase/_running.html", {"study": study, "running": running})


@login_required
@require_POST
def run(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new analysis."""
    study = study_of(slug)
    services.begin(person(request), study)
    messages.info(request, _("Analysen er sat i gang. Det tager sjældent mere end et minut."))
    return redirect("crosscase:analysis", slug)


@login_required
@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Publish the report."""
    study = study_of(slug)
    services.publish(person(request), analysis_of(study, number))
    messages.success(request, _("Rapporten er udgivet. Alle i organisationen kan nu læse den under Rapporter."))
    return redirect("crosscase:analysis", slug)


def _running(study: Study) -> Analysis | None:
    found = queries.earlier(study).filter(state=AnalysisState.RUNNING).first()
    return found if found is not None and not policies.was_killed(found) else None


def _context(request: HttpRequest, study: Study, found: Analysis | None) -> dict[str, Any]:
    everything = queries.sees_everything(request.user, study)
    history = list(queries.earlier(study)[:20])
    return {
        "study": study,
        "analysis": found,
        "shown": shown(found, everything=everything) if found else None,
        "everything": everything,
        "history": history,
        "is_latest": found is not None and not any(one.is_done and one.number > found.number for one in history),
        "failed": history[0] if history and history[0].state == AnalysisState.FAILED else None,
        "running": _running(study),
        "may_run": rights.may(request.user, Permission.RUN_ANALYSIS),
        "may_publish": rights.may(request.user, Permission.PUBLISH_REPORT),
    }
