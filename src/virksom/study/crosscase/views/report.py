"""The report to read, to print and to take along; and all that are published."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from virksom.people import permissions as rights
from virksom.people.roles import Permission
from virksom.study.crosscase import policies, queries, services
from virksom.study.crosscase.presentation import shown
from virksom.study.crosscase.views.lookup import analysis_of, person, study_of
from virksom.study.harvest.permissions import check_in_study


@login_required
@require_safe
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the report, or give it as one file."""
    study = study_of(slug)
    found = analysis_of(study, number)
    if not queries.may_read_report(request.user, found):
        check_in_study(request.user, Permission.VIEW_ANALYSIS, study)
    policies.check_is_done(found)
    if "hent" in request.GET:
        response = HttpResponse(services.report_file(person(request), found), content_type="text/html; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{study.slug}-{found.number}.html"'
        return response
    context = {"study": study, "analysis": found, "shown": shown(found, everything=False), "report_page": True}
    return render(request, "crosscase/report.html", context)


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Show the published reports of the organisation."""
    rights.check(request.user, Permission.READ_PUBLISHED_REPORTS)
    return render(request, "crosscase/reports.html", {"reports": queries.published_reports()})
